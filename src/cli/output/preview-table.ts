import type { ExplainedStep, FieldExplanation } from '../../mapping/mapping-types.ts';
import { keyExplanations } from '../mapping/custom-mapping-keys.ts';
import type { Colors } from './colors.ts';
import { cellText, jsonText, oneLine } from './printable.ts';
import type { Table } from './table.ts';
import { fitText, padText } from './text-width.ts';
import { wrapEntry } from './wrap-text.ts';

/** Cells below which a table would have to leave columns out, so that each field takes two lines instead. */
export const narrowestTable = 100;

/** Native path and value beside the unified field and value, in the model's order. */
export function previewTable(explanations: readonly FieldExplanation[], colors: Colors): Table {
  return {
    columns: [
      { title: 'FIELD', yields: 0, style: colors.cyan },
      { title: 'VALUE', minWidth: 16, yields: 2 },
      { title: '', yields: 0 },
      { title: 'NATIVE PATH', minWidth: 24 },
      { title: 'NATIVE VALUE', minWidth: 12, yields: 2 },
      { title: 'HOW', minWidth: 16 },
    ],
    rows: readable(explanations).map((one) => {
      const used = decisive(one);
      const native =
        used === undefined ? ['', '', ''] : ['<-', pathsOf(used, one.from), jsonText(used.native)];
      return [one.field, shownValue(one), ...native, howOf(one)];
    }),
  };
}

/** The same for a narrow terminal: the field on one line, where it comes from on the next. */
export function previewLines(
  explanations: readonly FieldExplanation[],
  colors: Colors,
  width: number,
): string[] {
  const shown = readable(explanations);
  const names = Math.max(0, ...shown.map(({ field }) => field.length));
  return shown.flatMap((one) => {
    const name = padText(one.field, names, 'left');
    const value = fitText(shownValue(one), Math.max(10, width - names - 2));
    return [`${colors.cyan(name)}  ${value}`, wrapEntry('  ', sourceOf(one), width)];
  });
}

/** What is ever read, each mapping of an overlay by itself. */
function readable(explanations: readonly FieldExplanation[]): readonly FieldExplanation[] {
  return explanations
    .filter(({ reason }) => reason !== 'write-only')
    .flatMap((one) => {
      const keys = keyExplanations(one);
      return keys.length > 0 ? keys : [one];
    });
}

/** Conditions are looked at before values, so what decided is the last one that was used. */
function decisive({ from }: FieldExplanation): ExplainedStep | undefined {
  return from.findLast((step) => step.used) ?? from[0];
}

function shownValue({ value }: FieldExplanation): string {
  return value === undefined ? '(absent)' : cellText(value, value === null ? '–' : jsonText(value));
}

function sourceOf(explanation: FieldExplanation): string {
  const used = decisive(explanation);
  const how = howOf(explanation);
  if (used === undefined) return how;
  const native = used.native === null ? '' : ` ${fitText(jsonText(used.native), 40)}`;
  return `<- ${pathsOf(used, explanation.from)}${native}, ${how}`;
}

function howOf(explanation: FieldExplanation): string {
  const { reason, because } = explanation;
  const steps = decisive(explanation)?.steps ?? [];
  if (reason === 'mapped' && steps.length > 0) return oneLine(steps.join('; '));
  const words = reason.replaceAll('-', ' ');
  // That the vendor has no value needs no explaining.
  return because === undefined || reason === 'empty-at-vendor' ? words : oneLine(`${words}: ${because}`);
}

/** The path that decided; `+1` where another one was used as well. */
function pathsOf(step: ExplainedStep, from: readonly ExplainedStep[]): string {
  const others = new Set(from.filter(({ used }) => used).map(({ path }) => path));
  others.delete(step.path);
  return others.size === 0 ? step.path : `${step.path} +${others.size}`;
}
