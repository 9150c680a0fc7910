/** Change times of all records, and their order by change time, which is only made when somebody asks for it. */
export interface ChangeOrder {
  changedMs(index: number): number;
  append(atMs: number): void;
  move(index: number, atMs: number): void;
  moveAll(where: (index: number) => boolean, atMs: number): void;
  /** Indexes by change time, then by index, ascending. Valid until the next change. */
  ascending(): Uint32Array;
  /** How many records changed before an instant. */
  countBefore(ms: number): number;
}

/** Holds eight bytes per record, and four more once the order was asked for. */
export function openChangeOrder(count: number, initialMs: (index: number) => number): ChangeOrder {
  return new TypedChangeOrder(count, initialMs);
}

class TypedChangeOrder implements ChangeOrder {
  readonly #initialMs: (index: number) => number;
  /** NaN where the record was not asked for yet. Longer than the records are many. */
  #times: Float64Array;
  #order: Uint32Array | undefined;
  #size: number;

  constructor(count: number, initialMs: (index: number) => number) {
    this.#initialMs = initialMs;
    this.#times = new Float64Array(count).fill(Number.NaN);
    this.#size = count;
  }

  changedMs(index: number): number {
    const known = this.#times[index];
    if (known === undefined || !Number.isNaN(known)) return known ?? Number.NaN;
    const made = this.#initialMs(index);
    this.#times[index] = made;
    return made;
  }

  append(atMs: number): void {
    const index = this.#size;
    if (index === this.#times.length) this.#times = grown(this.#times, new Float64Array(roomFor(index)));
    this.#times[index] = atMs;
    if (this.#order !== undefined) {
      const to = this.#positionOf(atMs, index);
      if (index === this.#order.length) this.#order = grown(this.#order, new Uint32Array(roomFor(index)));
      insert(this.#order, to, index, index);
    }
    this.#size += 1;
  }

  move(index: number, atMs: number): void {
    if (this.#order !== undefined) {
      const from = this.#positionOf(this.changedMs(index), index);
      this.#order.copyWithin(from, from + 1, this.#size);
      this.#size -= 1;
      insert(this.#order, this.#positionOf(atMs, index), index, this.#size);
      this.#size += 1;
    }
    this.#times[index] = atMs;
  }

  moveAll(where: (index: number) => boolean, atMs: number): void {
    for (let index = 0; index < this.#size; index += 1) if (where(index)) this.#times[index] = atMs;
    this.#order = undefined;
  }

  ascending(): Uint32Array {
    this.#order ??= Uint32Array.from({ length: this.#size }, (_, index) => index).toSorted(
      (a, b) => this.changedMs(a) - this.changedMs(b) || a - b,
    );
    return this.#order.subarray(0, this.#size);
  }

  countBefore(ms: number): number {
    return this.#positionOf(ms, -1);
  }

  /** The first position whose record does not come before (ms, index). */
  #positionOf(ms: number, index: number): number {
    const sorted = this.ascending();
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const found = sorted[middle] ?? 0;
      if ((this.changedMs(found) - ms || found - index) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Puts a value at a position of the first `size` entries; the array has room for one more. */
function insert(into: Uint32Array, at: number, value: number, size: number): void {
  into.copyWithin(at + 1, at, size);
  into[at] = value;
}

function roomFor(size: number): number {
  return Math.ceil(size * 1.25) + 1024;
}

function grown<T extends Float64Array | Uint32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
