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
    const keys = Object.keys(object);
    if (known === lastKnown && areSame(keys, lastKeys)) return lastResult;
    lastKeys = keys;
    lastKnown = known;
    lastResult = keys.filter(
      (key) => !declared.has(key) && !known.has(key) && !reserved.some((prefix) => key.startsWith(prefix)),
    );
    return lastResult;
  };
}

function areSame(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1) if (left[index] !== right[index]) return false;
  return true;
}
