import type { JsonObject } from '../../model/json.ts';

/** Finds keys of an object that neither the descriptor nor the catalogue knows. */
export type UndeclaredKeys = (object: JsonObject, known: ReadonlyMap<string, unknown>) => readonly string[];

/**
 * Records of one page mostly have the same keys in the same order: comparing them with those of the record before is
 * several times faster than looking each of them up.
 */
export function undeclaredKeys(declared: ReadonlySet<string>, reserved: readonly string[]): UndeclaredKeys {
  let lastKeys: readonly string[] = [];
  let lastKnown: ReadonlyMap<string, unknown> | undefined;
  let lastResult: readonly string[] = [];
  return (object, known) => {
    if (known === lastKnown && hasKeys(object, lastKeys)) return lastResult;
    lastKeys = Object.keys(object);
    lastKnown = known;
    lastResult = lastKeys.filter(
      (key) => !declared.has(key) && !known.has(key) && !reserved.some((prefix) => key.startsWith(prefix)),
    );
    return lastResult;
  };
}

/** Compares key by key, so that no list of them has to be made. */
function hasKeys(object: JsonObject, keys: readonly string[]): boolean {
  let index = 0;
  for (const key in object) {
    if (key !== keys[index]) return false;
    index += 1;
  }
  return index === keys.length;
}
