import { isJsonObject, type JsonValue } from '../../../model/json.ts';

/** Objects are merged key by key; everything else, lists included, replaces what was there. Changes neither argument. */
export function deepMerge(base: JsonValue | undefined, extension: JsonValue): JsonValue {
  if (!isJsonObject(extension)) return extension;
  const merged = new Map(isJsonObject(base) ? Object.entries(base) : []);
  for (const [key, value] of Object.entries(extension)) merged.set(key, deepMerge(merged.get(key), value));
  return Object.fromEntries(merged);
}
