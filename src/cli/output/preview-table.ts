import type { ExplainedStep, FieldExplanation } from '../../mapping/mapping-types.ts';
import type { Colors } from './colors.ts';
import { cellText, jsonText } from './printable.ts';
import type { Table } from './table.ts';

/** Native path and value beside the unified field and value, in the model's order. */
export function previewTable(explanations: readonly FieldExplanation[], colors: Colors): Table {
  return {
    columns: [
      { title: 'FIELD', yields: 0, style: colors.cyan },
      { title: 'VALUE', minWidth: 16 },
      { title: '', yields: 0 },
      { title: 'NATIVE PATH', minWidth: 24 },
      { title: 'NATIVE VALUE', minWidth: 12 },
      { title: 'HOW', minWidth: 16 },
    ],
    rows: explanations.filter(({ reason }) => reason !== 'write-only').map(previewRow),
  };
}

function previewRow(explanation: FieldExplanation): string[] {
  const { field, value, reason, from } = explanation;
  // Conditions are looked at before values, so what decided is the last one that was used.
  const used = from.findLast((step) => step.used) ?? from[0];
  const shown = value === undefined ? '(absent)' : cellText(value, value === null ? '–' : jsonText(value));
  if (used === undefined) return [field, shown, '', '', '', howOf(explanation)];
  return [
    field,
    shown,
    '<-',
    pathsOf(used, from),
    jsonText(used.native),
    reason === 'mapped' ? used.steps.join('; ') : howOf(explanation),
  ];
}

function howOf({ reason, because }: FieldExplanation): string {
  const words = reason.replaceAll('-', ' ');
  // That the vendor has no value needs no explaining.
  return because === undefined || reason === 'empty-at-vendor' ? words : cellText(`${words}: ${because}`);
}

/** The path that decided; `+1` where another one was used as well. */
function pathsOf(decisive: ExplainedStep, from: readonly ExplainedStep[]): string {
  const others = new Set(from.filter((step) => step.used).map(({ path }) => path));
  others.delete(decisive.path);
  return others.size === 0 ? decisive.path : `${decisive.path} +${others.size}`;
}
