import { countText } from '../../output/numbers.ts';
import {
  doneOutcomes,
  lineOutcomes,
  readsDifferently,
  type LineOutcome,
  type ResultLine,
} from './result-line.ts';

/** How many lines came to which end. */
export class LineCounts {
  given = 0;
  readonly #of = new Map<LineOutcome, number>();

  /** Lines that were written, and read back differently or not at all. */
  differing = 0;

  add(line: ResultLine): void {
    this.given += 1;
    this.#of.set(line.outcome, this.of(line.outcome) + 1);
    if (readsDifferently(line)) this.differing += 1;
  }

  of(outcome: LineOutcome): number {
    return this.#of.get(outcome) ?? 0;
  }

  /** Lines that are done. */
  get done(): number {
    return [...doneOutcomes].reduce((sum, outcome) => sum + this.of(outcome), 0);
  }

  /** `10 given = 8 created + 2 refused`. */
  equation(): string {
    const shown = lineOutcomes.filter((outcome) => this.of(outcome) > 0);
    const parts = shown.map((outcome) => `${countText(this.of(outcome))} ${outcome.replace('-', ' ')}`);
    return `${countText(this.given)} given = ${parts.length === 0 ? '0' : parts.join(' + ')}`;
  }

  /** With every outcome that occurred. */
  toJSON(): { readonly given: number } & Readonly<Partial<Record<LineOutcome, number>>> {
    const found = lineOutcomes.filter((outcome) => this.of(outcome) > 0);
    return { given: this.given, ...Object.fromEntries(found.map((outcome) => [outcome, this.of(outcome)])) };
  }
}
