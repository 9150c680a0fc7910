import type { JsonValue } from './json.ts';

/** Deeper than any record; a cycle ends here too. */
const deepest = 64;
/** More than any record holds: what refers to itself in many places has more branches than time to follow them. */
const most = 100_000;

/**
 * A copy of what JSON can carry, without properties that are undefined; undefined where something in it is no JSON:
 * a date object, a function, a number that is not finite, a cycle, a property that cannot be read.
 */
export function jsonCopy(value: unknown): JsonValue | undefined {
  try {
    return new Copier().copy(value, 0);
  } catch {
    // A getter, or a proxy, that throws when it is looked at.
    return undefined;
  }
}

class Copier {
  #left = most;

  copy(value: unknown, depth: number): JsonValue | undefined {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
    this.#left -= 1;
    if (typeof value !== 'object' || depth >= deepest || this.#left < 0) return undefined;
    if (Array.isArray(value)) return this.#copyList(value, depth + 1);
    return isPlainObject(value) ? this.#copyObject(value, depth + 1) : undefined;
  }

  #copyList(list: readonly unknown[], depth: number): JsonValue | undefined {
    const items: JsonValue[] = [];
    // Not map(): it would leave out the holes of a list.
    for (const item of list) {
      const copy = this.copy(item, depth);
      if (copy === undefined) return undefined;
      items.push(copy);
    }
    return items;
  }

  #copyObject(object: Readonly<Record<string, unknown>>, depth: number): JsonValue | undefined {
    const entries: [string, JsonValue][] = [];
    for (const [key, item] of Object.entries(object)) {
      if (item === undefined) continue;
      const copy = this.copy(item, depth);
      if (copy === undefined) return undefined;
      entries.push([key, copy]);
    }
    return Object.fromEntries(entries);
  }
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
