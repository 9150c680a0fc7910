import { dateFromDays } from '../../../../src/model/instant.ts';

const words = [
  'Pumpwerk',
  'Los 2',
  'Größe „L“',
  '倉庫',
  '📦',
  "O'Neill & Sons",
  'a;b',
  'x',
  'Q4  –  renewal',
  'ΣΊΣΥΦΟΣ',
];
/** Days on which some zone's clock skips midnight, or has it twice, and the ends of months and of summer time. */
const oddDays = [
  '2017-10-15',
  '2018-02-18',
  '2018-11-04',
  '2024-02-29',
  '2024-03-31',
  '2024-10-27',
  '2026-12-31',
  '2027-01-01',
];
const oddAmounts = [0, -0.5, 0.1 + 0.2, 1e-7, 1.5e-7, 1e21, 123_456_789_012.34, -12_000, 100 / 3, 2 ** 53];

/** Choices that follow from the seed alone. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to 1. */
  next(): number {
    this.#state = (this.#state + 0x9e_37_79_b9) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 16), 0x85_eb_ca_6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  }

  /** A whole number below the limit. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(items: readonly T[]): T {
    // Undefined may be one of them.
    for (const item of items.slice(this.below(items.length))) return item;
    throw new Error('nothing to pick from');
  }

  /** Some of the items, each once, in any order. */
  some<T>(items: readonly T[], most = items.length): readonly T[] {
    const left = [...items];
    const count = this.below(Math.min(most, left.length) + 1);
    return Array.from({ length: count }, () => left.splice(this.below(left.length), 1)).flat();
  }

  text(): string {
    return `${this.pick(words)} ${this.below(1000)}`;
  }

  amount(): number {
    return this.chance(0.3) ? this.pick(oddAmounts) : Math.round(this.next() * 1e8) / 100;
  }

  percent(): number {
    return this.chance(0.3) ? this.pick([0, 100, 100 / 3, 0.07]) : this.below(101);
  }

  day(): string {
    const day = this.chance(0.3) ? this.pick(oddDays) : dateFromDays(16_000 + this.below(7000));
    return day ?? '2024-01-01';
  }

  instant(): string {
    return `${this.day()}T${String(this.below(24)).padStart(2, '0')}:${String(this.below(60)).padStart(2, '0')}:30.000Z`;
  }

  /** The same label as people might write it. */
  spelled(label: string): string {
    return this.pick([label, label.toLowerCase(), label.toUpperCase(), ` ${label} `]);
  }
}
