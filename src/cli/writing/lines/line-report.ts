import type { Invocation } from '../../command.ts';
import { LiveLine } from '../../output/live-line.ts';
import { countOf, countText, rateText } from '../../output/numbers.ts';
import { oneLine } from '../../output/printable.ts';
import { wrapEntry } from '../../output/wrap-text.ts';
import { differenceLines } from '../show/difference-lines.ts';
import type { FieldNames } from '../show/field-names.ts';
import type { LineCounts } from './line-counts.ts';
import { readsDifferently, type ResultLine } from './result-line.ts';

/** Lines that are told one by one; the file of results has them all. */
const toldAtMost = 20;

/** Tells how far the writing of many is, and which lines need somebody's attention. */
export class LineReport {
  readonly #invocation: Invocation;
  readonly #input: string;
  readonly #total: number | undefined;
  readonly #nameOf: FieldNames;
  readonly #startedAt: number;
  readonly #live: LiveLine;
  #told = 0;
  #untold = 0;

  /** @param total lines of the input; undefined where nobody knows yet. */
  constructor(invocation: Invocation, input: string, total: number | undefined, nameOf: FieldNames) {
    const { io, terminal } = invocation;
    this.#invocation = invocation;
    this.#input = input;
    this.#total = total;
    this.#nameOf = nameOf;
    this.#startedAt = io.monotonic();
    this.#live = new LiveLine(io, terminal);
  }

  /** @param pending lines of the present window whose outcome is known. */
  progress(counts: LineCounts, pending: number): void {
    const done = counts.given + pending;
    const of = this.#total === undefined ? '' : ` of ${countText(this.#total)}`;
    const attention = counts.of('refused') + counts.of('failed') + counts.of('ambiguous');
    this.#live.update(() =>
      [
        `${countText(done)}${of} lines`,
        rateText(done, this.#invocation.io.monotonic() - this.#startedAt),
        ...(attention === 0 ? [] : [`${countText(attention)} to look at`]),
      ].join('  '),
    );
  }

  /** One line that was not written, or nobody knows. */
  tell(result: ResultLine): void {
    const { terminal } = this.#invocation;
    // Programs have them from the results.
    if (terminal.flags.json) return;
    if (this.#told === toldAtMost) {
      this.#untold += 1;
      return;
    }
    this.#told += 1;
    this.#live.clear();
    const { line, outcome, issues = [], error } = result;
    const column = typeof error?.['column'] === 'number' ? `:${error['column']}` : '';
    const paint = outcome === 'ambiguous' ? terminal.err.yellow : terminal.err.red;
    const reasons = issues
      .filter(({ severity }) => severity !== 'warning')
      .map(({ field, message, hint }) =>
        sentences(`${this.#nameOf(field)}: ${message}`, typeof hint === 'string' ? hint : undefined),
      );
    const said = error === undefined ? reasons : [...reasons, sentences(error.message, error.hint)];
    const text = oneLine(said.join(' '));
    const head = `${this.#input}:${line}${column}`;
    if (readsDifferently(result)) {
      this.#tellDifferences(head, result);
      return;
    }
    terminal.toStandardError(`${head} ${paint(outcome)}`);
    if (text !== '') terminal.toStandardError(wrapEntry('  ', text, terminal.talkWidth));
  }

  #tellDifferences(head: string, { outcome, id = '', differences = [], unverified }: ResultLine): void {
    const { terminal } = this.#invocation;
    const { err: colors, talkWidth: width } = terminal;
    const which = `${head} ${outcome} ${id}`.trimEnd();
    if (unverified !== undefined) {
      terminal.toStandardError(`${which}, ${colors.yellow('not verified')}`);
      terminal.toStandardError(wrapEntry('  ', sentences(unverified.message), width));
      return;
    }
    const named = differences.map((one) => ({ ...one, field: this.#nameOf(one.field) }));
    terminal.toStandardError(`${which}, ${colors.yellow('reads back differently')}, given → found:`);
    for (const one of differenceLines(named, { colors, width })) terminal.toStandardError(one);
  }

  /** Takes the live line away and says how many lines were not told. */
  close(): void {
    this.#live.clear();
    if (this.#untold > 0) this.#invocation.terminal.talk(`and ${countOf(this.#untold, 'line')} more`);
    this.#untold = 0;
  }
}

/** Issues are worded to be read after their field; here each part is a sentence, as an error's own are. */
function sentences(first: string, ...more: readonly (string | undefined)[]): string {
  // A word with capitals or dots in it is a name.
  const begun = more.map((part) =>
    part?.replace(/^[a-z](?=[a-z]*[\s,:;])/, (letter) => letter.toUpperCase()),
  );
  return [first, ...begun]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => `${part}`.replace(/[^.!?…]$/, '$&.'))
    .join(' ');
}
