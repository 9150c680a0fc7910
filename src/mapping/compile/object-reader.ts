import type { JsonObject, JsonValue } from '../../model/json.ts';
import { scrapSlot } from './compile-scope.ts';
import type { UnknownKey, UnknownOf } from './unknown-fields.ts';

/** The keys of objects of one form, and the slot into which the value of each goes. */
export interface Layout {
  readonly keys: readonly string[];
  readonly slots: readonly number[];
  /** Those that nobody knows: worked out once for all objects of the form. */
  readonly unknown: readonly UnknownKey[];
}

const maxLayouts = 8;
/** The layout of an object without keys. */
export const noLayout: Layout = { keys: [], slots: [], unknown: [] };

/**
 * Reads many own properties of one object after another.
 *
 * Objects of one listing have the same keys in the same order. Going through all of them once is several times faster
 * than looking each name up, and can never reach a prototype.
 */
export class ObjectReader {
  readonly #slots: ReadonlyMap<string, number>;
  readonly #named: readonly number[];
  readonly #firstOther: number | undefined;
  readonly #unknownOf: UnknownOf | undefined;
  readonly #layouts: Layout[] = [];
  layout = noLayout;

  /**
   * @param slots where the wanted properties go.
   * @param firstOther where the first key goes that is not wanted, the others after it; undefined where they are dropped.
   * @param unknownOf which of its keys are noted as unknown; undefined for none.
   */
  constructor(
    slots: ReadonlyMap<string, number>,
    firstOther: number | undefined,
    unknownOf: UnknownOf | undefined,
  ) {
    this.#slots = slots;
    this.#named = [...slots.values()];
    this.#firstOther = firstOther;
    this.#unknownOf = unknownOf;
  }

  /** Puts the properties of an object into their slots; `undefined` where it has none of that name. */
  load(object: JsonObject, values: (JsonValue | undefined)[]): void {
    const { keys, slots } = this.layout;
    let count = 0;
    for (const key in object) {
      const slot = slots[count];
      if (slot === undefined || key !== keys[count]) {
        this.#loadAnew(object, values);
        return;
      }
      values[slot] = object[key];
      count += 1;
    }
    if (count !== keys.length) this.#loadAnew(object, values);
  }

  #loadAnew(object: JsonObject, values: (JsonValue | undefined)[]): void {
    const keys = Object.keys(object);
    this.layout = this.#layouts.find((layout) => areSame(layout.keys, keys)) ?? this.#addLayout(keys);
    for (const slot of this.#named) values[slot] = undefined;
    const { slots } = this.layout;
    for (const [index, key] of keys.entries()) {
      const slot = slots[index] ?? scrapSlot;
      // One after the other, so that no list of values ever has a hole.
      while (values.length <= slot) values.push(undefined);
      values[slot] = object[key];
    }
  }

  #addLayout(keys: readonly string[]): Layout {
    const first = this.#firstOther;
    const slots = keys.map(
      (key, index) => this.#slots.get(key) ?? (first === undefined ? scrapSlot : first + index),
    );
    const layout = { keys, slots, unknown: this.#unknownOf?.(keys) ?? noLayout.unknown };
    if (this.#layouts.length >= maxLayouts) this.#layouts.shift();
    this.#layouts.push(layout);
    return layout;
  }
}

function areSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((key, index) => key === right[index]);
}
