import type { JsonValue } from '../../model/json.ts';

/** Deeper than any record; a cycle ends here too. */
const deepest = 64;

/**
 * A copy of what JSON can carry, without properties that are undefined; undefined where something in it is no JSON:
 * a date object, a function, a number that is not finite, a cycle.
 */
export function jsonCopy(value: unknown, depth = 0): JsonValue | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'object' || depth >= deepest) return undefined;
  if (Array.isArray(value)) {
    const items: JsonValue[] = [];
    // Not map(): it would leave out the holes of a list.
    for (const item of value) {
      const copy = jsonCopy(item, depth + 1);
      if (copy === undefined) return undefined;
      items.push(copy);
    }
    return items;
  }
  if (!isPlainObject(value)) return undefined;
  const entries: [string, JsonValue][] = [];
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const copy = jsonCopy(item, depth + 1);
    if (copy === undefined) return undefined;
    entries.push([key, copy]);
  }
  return Object.fromEntries(entries);
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
