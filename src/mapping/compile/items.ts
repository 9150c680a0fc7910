import type { JsonValue } from '../../model/json.ts';

/** Values on their way from one step to the next. Used again for each record: emptying it keeps its memory. */
export class Items {
  readonly #values: JsonValue[] = [];
  size = 0;

  add(value: JsonValue): void {
    this.#values[this.size] = value;
    this.size += 1;
  }

  at(index: number): JsonValue {
    return this.#values[index] ?? null;
  }

  clear(): void {
    this.size = 0;
  }

  has(value: JsonValue): boolean {
    for (let index = 0; index < this.size; index += 1) if (this.#values[index] === value) return true;
    return false;
  }

  /** A list of its own, no longer than it has to be. */
  toArray(): JsonValue[] {
    if (this.size === 0) return [];
    return this.size === 1 ? [this.at(0)] : this.#values.slice(0, this.size);
  }
}
