import { isJsonObject, type JsonValue } from '../../../model/json.ts';
import { isList } from '../same-json.ts';

/** Keys through which a program that merges objects carelessly changes all objects: ours does not, the next may. */
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

export function isForbiddenKey(key: string): boolean {
  return forbidden.has(key);
}

/** The first forbidden key at any depth. */
export function forbiddenKeyIn(value: JsonValue): string | undefined {
  if (isList(value)) return firstOf(value);
  if (!isJsonObject(value)) return undefined;
  return Object.keys(value).find(isForbiddenKey) ?? firstOf(Object.values(value));
}

function firstOf(values: readonly JsonValue[]): string | undefined {
  for (const value of values) {
    const found = forbiddenKeyIn(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
