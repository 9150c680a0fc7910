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
  // Without a prototype, a key such as __proto__ is a key like any other.
  const ordered: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value).toSorted()) ordered[key] = inOrder(value[key]);
  return ordered;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
