import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { shownPath } from '../native/shown-path.ts';
import { isList } from './accessor.ts';
import type { ObjectPlan } from './compile-scope.ts';
import { tidy } from './empty.ts';

/** One more than a sync lists: it can tell that there are more. */
const mostOfRecord = 101;

/** A key of an object that neither the descriptor nor the catalogue knows. */
export interface UnknownKey {
  readonly key: string;
  /** Its path, as it may be shown. */
  readonly shown: string;
}

/** Finds them among the keys of an object. */
export type UnknownOf = (keys: readonly string[]) => readonly UnknownKey[];

/**
 * Where an object holds custom fields, any key may be one that was added a moment ago, unless its beginning is the
 * vendor's own: it is among `customFields`.
 *
 * @returns undefined where nothing says which keys the object may have.
 */
export function unknownFinder(
  { path, declared, reserved }: Pick<ObjectPlan, 'path' | 'declared' | 'reserved'>,
  custom: ReadonlyMap<string, unknown>,
): UnknownOf | undefined {
  if (declared === undefined) return undefined;
  const isVendors = (key: string): boolean =>
    reserved === undefined || reserved.some((prefix) => key.startsWith(prefix));
  return (keys) =>
    keys
      .filter((key) => !declared.has(key) && !custom.has(key) && isVendors(key))
      .map((key) => ({ key, shown: shownPath(path, key) }));
}

/** Collects paths of unknown keys that have a value. */
export function unknownCollector(
  empty: readonly string[],
): (object: JsonObject, keys: readonly UnknownKey[], found: string[]) => void {
  const clean = tidy(empty, { trim: false });
  const hasValue = (raw: JsonValue | undefined): boolean => {
    const value = clean(raw);
    if (isList(value)) return value.length > 0;
    return isJsonObject(value) ? Object.keys(value).length > 0 : value !== undefined;
  };
  return (object, keys, found) => {
    for (const { key, shown } of keys) {
      if (found.length >= mostOfRecord) return;
      if (!hasValue(object[key])) continue;
      // Long keys may look the same once they are cut.
      if (!found.includes(shown)) found.push(shown);
    }
  };
}
