import type { ExplainedStep, FieldExplanation } from '../../mapping/mapping-types.ts';
import type { Colors } from './colors.ts';
import { jsonText, oneLine } from './printable.ts';
import { padText, textWidth } from './text-width.ts';
import { wrapEntry } from './wrap-text.ts';

const reasons: Readonly<Record<FieldExplanation['reason'], string>> = {
  mapped: 'taken from the vendor’s value',
  derived: 'computed from other values',
  heuristic: 'chosen, because the vendor does not say which one it is',
  constant: 'fixed in the mapping',
  default: 'the mapping’s default',
  'empty-at-vendor': 'the vendor has no value',
  'guard-not-met': 'the condition of the rule is not met',
  'not-in-lookup': 'the vendor’s tables do not have this value',
  failed: 'the vendor’s value could not be converted',
  unsupported: 'the vendor has nothing like it',
  'not-requested': 'it was not asked for',
  'no-overlay': 'no overlay sets it',
  'write-only': 'it is never read',
};

/** One field's story: its value and rule, what was looked at in which order, and why it came out so. */
export function explanationText(explanation: FieldExplanation, colors: Colors, width = Infinity): string {
  const { field, value, from, issue } = explanation;
  return [
    `${colors.bold(field)} = ${colors.cyan(jsonText(value))}`,
    ...stepLines(from, colors, width, courseOf),
    ...closingLines(explanation, colors, width, true),
    ...issueLines(issue, colors),
    '',
  ].join('\n');
}

function issueLines(issue: FieldExplanation['issue'], colors: Colors): string[] {
  if (issue === undefined) return [];
  return [entry('issue', `${issue.code}, native ${jsonText(issue.native)}`, colors)];
}

/** The same without a record: only what the rule says. */
export function ruleText(explanation: FieldExplanation, colors: Colors, width = Infinity): string {
  const { field, from } = explanation;
  return [
    colors.bold(field),
    ...stepLines(from.map(withoutOutcome), colors, width, fixedValueOf),
    ...closingLines(explanation, colors, width, isAboutTheRule(explanation)),
    '',
  ].join('\n');
}

/** Without a record no condition is met, which says nothing about the rule. */
export function withoutOutcome(step: ExplainedStep): ExplainedStep {
  return { ...step, used: false, steps: step.steps.map((words) => words.replace(/: not met$/, '')) };
}

/** Reasons that hold for every record. */
export function isAboutTheRule({ reason, from }: FieldExplanation): boolean {
  // Of several alternatives, none has been chosen yet.
  if (reason === 'constant') return from.length === 1;
  return ['unsupported', 'no-overlay', 'write-only'].includes(reason);
}

/** What stands in the mapping itself. */
function fixedValueOf({ path, native }: ExplainedStep): string {
  return path === 'const' ? jsonText(native) : '';
}

function closingLines(
  { reason, because, rule, layer }: FieldExplanation,
  colors: Colors,
  width: number,
  withReason: boolean,
): string[] {
  const why = reasons[reason] + (because === undefined ? '' : `: ${oneLine(because)}`);
  return [
    ...(withReason ? [entry('why', why, colors, width)] : []),
    entry('rule', `${rule}${layer === 'overlay' ? ' (overlay)' : ''}`, colors),
  ];
}

function entry(name: string, text: string, colors: Colors, width = Infinity): string {
  return wrapEntry(`  ${colors.dim(padText(name, 5, 'left'))}  `, text, width);
}

/** A line for each step, or where one of them is wider than the terminal, a line for each of its parts. */
function stepLines(
  from: readonly ExplainedStep[],
  colors: Colors,
  width: number,
  valueOf: (step: ExplainedStep) => string,
): string[] {
  const rows = from.map((step, index) => {
    const value = valueOf(step);
    return {
      number: `${index + 1}.`.padStart(4),
      path: step.path,
      words: oneLine(step.steps.join('; ')),
      value,
      used: step.used && value !== '' ? colors.green('<- used') : '',
    };
  });
  const pathWidth = Math.max(0, ...rows.map(({ path }) => textWidth(path)));
  const wordsWidth = Math.min(40, Math.max(0, ...rows.map(({ words }) => textWidth(words))));
  const lines = rows.map(({ number, path, words, value, used }) =>
    [number, padText(path, pathWidth, 'left'), colors.dim(padText(words, wordsWidth, 'left')), value, used]
      .filter((part) => part !== '')
      .join('  ')
      .trimEnd(),
  );
  if (lines.every((line) => textWidth(line) <= width)) return lines;
  return rows.flatMap(({ number, path, words, value, used }) => [
    `${number}  ${path}`,
    ...[words, [value, used].filter((part) => part !== '').join('  ')]
      .filter((part) => part !== '')
      .map((part) => wrapEntry(stepIndent, part, width)),
  ]);
}

const stepIndent = ' '.repeat(6);

/** `"s1" -> 40`, or the value alone where nothing was converted. */
function courseOf({ native, value }: ExplainedStep): string {
  const [before, after] = [jsonText(native), jsonText(value)];
  return before === after ? before : `${before} -> ${after}`;
}
