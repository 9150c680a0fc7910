import { hash } from 'node:crypto';

/**
 * A fingerprint of a JSON value that does not depend on the order of keys, which vendors do not promise.
 *
 * @returns 64 hexadecimal digits (SHA-256).
 */
export function contentHash(value: unknown): string {
  return hash('sha256', JSON.stringify(inOrder(value)) ?? 'null', 'hex');
}

/**
 * The same value with the keys of every object in order. What is in order already, as most of what vendors send, is not
 * copied; for the rest, copying and the platform's own JSON is the fastest way.
 */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return listInOrder(value);
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  const sorted = sortedKeys(keys);
  let ordered: Record<string, unknown> | undefined = sorted === keys ? undefined : {};
  for (const [at, key] of sorted.entries()) {
    const part = value[key];
    const partInOrder = inOrder(part);
    if (ordered === undefined && partInOrder !== part) ordered = copyOf(value, sorted.slice(0, at));
    if (ordered !== undefined) put(ordered, key, partInOrder);
  }
  return ordered ?? value;
}

function listInOrder(list: readonly unknown[]): readonly unknown[] {
  let ordered: unknown[] | undefined;
  for (let at = 0; at < list.length; at += 1) {
    const item = inOrder(list[at]);
    if (ordered === undefined && item !== list[at]) ordered = list.slice(0, at);
    ordered?.push(item);
  }
  return ordered ?? list;
}

/** The keys that were sorted last, by their number: records of one kind follow each other. */
const lastSorted = new Map<
  number,
  { readonly keys: readonly string[]; readonly sorted: readonly string[] }
>();
/** Larger objects are rare, and not worth keeping their keys. */
const mostKept = 1000;

/** The keys in order; the very same list where they are so already. */
function sortedKeys(keys: readonly string[]): readonly string[] {
  if (areSorted(keys)) return keys;
  const last = lastSorted.get(keys.length);
  if (last !== undefined && areSame(keys, last.keys)) return last.sorted;
  const sorted = keys.toSorted();
  if (keys.length <= mostKept) lastSorted.set(keys.length, { keys, sorted });
  return sorted;
}

function areSorted(keys: readonly string[]): boolean {
  let before = '';
  for (const key of keys) {
    if (key < before) return false;
    before = key;
  }
  return true;
}

function areSame(keys: readonly string[], others: readonly string[]): boolean {
  for (let at = 0; at < keys.length; at += 1) if (keys[at] !== others[at]) return false;
  return true;
}

function copyOf(value: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key of keys) put(copy, key, value[key]);
  return copy;
}

/** An object without a prototype would need no exception, and takes a third more time to fill and to write. */
function put(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') define(object, key, value);
  else object[key] = value;
}

function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
