import { hash } from 'node:crypto';

/**
 * A fingerprint of a JSON value that does not depend on the order of keys, which vendors do not promise.
 *
 * @returns 64 hexadecimal digits (SHA-256).
 */
export function contentHash(value: unknown): string {
  return hash('sha256', JSON.stringify(inOrder(value)) ?? 'null', 'hex');
}

/** The same value with the keys of every object in order: copying and the platform's own JSON is the fastest way. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isObject(value)) return value;
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(value).toSorted()) {
    // An object without a prototype would need no exception, and takes a third more time to fill and to write.
    if (key === '__proto__') define(ordered, key, inOrder(value[key]));
    else ordered[key] = inOrder(value[key]);
  }
  return ordered;
}

function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
