interface Entry {
  readonly untilMs: number;
  cost: number;
}

/** How many dead entries may lie at the front before they are cut off. */
const compactFrom = 512;

/** Costs with the instant at which each stops counting, in order of that instant. */
export class CostLog {
  readonly #stepMs: number;
  #entries: Entry[] = [];
  #first = 0;
  #total = 0;

  /** `stepMs` rounds instants up, so that a day of requests takes a bounded number of entries. */
  constructor(stepMs: number) {
    this.#stepMs = stepMs;
  }

  /** Sum of what still counts. */
  get total(): number {
    return this.#total;
  }

  add(cost: number, exactMs: number): void {
    const untilMs = Math.ceil(exactMs / this.#stepMs) * this.#stepMs;
    const at = this.#placeOf(untilMs);
    const before = at > this.#first ? this.#entries[at - 1] : undefined;
    if (before?.untilMs === untilMs) before.cost += cost;
    else this.#entries.splice(at, 0, { untilMs, cost });
    this.#total += cost;
  }

  /** Drops what stopped counting at or before `nowMs`. */
  expire(nowMs: number): void {
    for (;;) {
      const entry = this.#entries[this.#first];
      if (entry === undefined || entry.untilMs > nowMs) break;
      this.#total -= entry.cost;
      this.#first += 1;
    }
    if (this.#first < compactFrom) return;
    this.#entries = this.#entries.slice(this.#first);
    this.#first = 0;
  }

  /** When the sum will have fallen by `amount`; Infinity where it never does. */
  freedAtMs(amount: number): number {
    let freed = 0;
    for (let at = this.#first; at < this.#entries.length; at += 1) {
      const entry = this.#entries[at];
      freed += entry?.cost ?? 0;
      if (entry !== undefined && freed >= amount) return entry.untilMs;
    }
    return Infinity;
  }

  clear(): void {
    this.#entries = [];
    this.#first = 0;
    this.#total = 0;
  }

  #placeOf(untilMs: number): number {
    let at = this.#entries.length;
    while (at > this.#first && (this.#entries[at - 1]?.untilMs ?? 0) > untilMs) at -= 1;
    return at;
  }
}
