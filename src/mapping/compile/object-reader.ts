import type { JsonObject, JsonValue } from '../../model/json.ts';

/** Where the wanted names stand among the keys of objects of one form. */
export interface Layout {
  readonly keys: readonly string[];
  /** By slot: the position of the name among the keys; one past the end where it is not there. */
  readonly positions: readonly number[];
}

const maxLayouts = 8;

/**
 * Reads many own properties of one object after another.
 *
 * Objects of one listing have the same keys in the same order. Going through all of them once is ten times faster
 * than looking each name up, and can never reach a prototype.
 */
export class ObjectReader {
  readonly #slots = new Map<string, number>();
  readonly #values: (JsonValue | undefined)[] = [];
  #layouts: Layout[] = [];
  layout: Layout = { keys: [], positions: [] };

  /** The number under which a name is read. */
  slotOf(name: string): number {
    const known = this.#slots.get(name);
    if (known !== undefined) return known;
    this.#slots.set(name, this.#slots.size);
    this.#layouts = [];
    this.layout = { keys: [], positions: [] };
    return this.#slots.size - 1;
  }

  /** Takes the object whose properties are read from now on. */
  load(object: JsonObject): void {
    const { keys } = this.layout;
    let count = 0;
    for (const key in object) {
      if (key !== keys[count]) {
        this.#loadAnew(object);
        return;
      }
      this.#values[count] = object[key];
      count += 1;
    }
    if (count === keys.length && this.layout.positions.length === this.#slots.size)
      this.#values[count] = undefined;
    else this.#loadAnew(object);
  }

  at(slot: number): JsonValue | undefined {
    const position = this.layout.positions[slot];
    return position === undefined ? undefined : this.#values[position];
  }

  /** The value of one of the layout's keys. */
  valueAt(position: number): JsonValue {
    return this.#values[position] ?? null;
  }

  #loadAnew(object: JsonObject): void {
    const keys = Object.keys(object);
    this.layout = this.#layouts.find((layout) => areSame(layout.keys, keys)) ?? this.#addLayout(keys);
    let count = 0;
    for (const key of keys) {
      this.#values[count] = object[key];
      count += 1;
    }
    this.#values[count] = undefined;
  }

  #addLayout(keys: readonly string[]): Layout {
    const positionOf = new Map(keys.map((key, position) => [key, position]));
    const positions = [...this.#slots.keys()].map((name) => positionOf.get(name) ?? keys.length);
    const layout = { keys, positions };
    if (this.#layouts.length >= maxLayouts) this.#layouts.shift();
    this.#layouts.push(layout);
    return layout;
  }
}

function areSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((key, index) => key === right[index]);
}
