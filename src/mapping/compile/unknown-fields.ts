import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { shownPath } from '../native/shown-path.ts';
import { isList } from './accessor.ts';
import type { ObjectPlan } from './compile-scope.ts';
import { tidy } from './empty.ts';

/** One more than a sync lists: it can tell that there are more. */
const mostOfRecord = 101;

/** True for a key that nobody knows. */
export type IsUnknown = (key: string) => boolean;

/**
 * Which keys of an object are known neither to the descriptor nor as custom fields. Where an object holds custom fields,
 * any key may be one that was added a moment ago, unless its beginning is the vendor's own: it is among `customFields`.
 *
 * @returns undefined where nothing says which keys the object may have.
 */
export function unknownTest(
  { declared, reserved }: Pick<ObjectPlan, 'declared' | 'reserved'>,
  custom: ReadonlyMap<string, unknown>,
): IsUnknown | undefined {
  if (declared === undefined) return undefined;
  const isVendors = (key: string): boolean =>
    reserved === undefined || reserved.some((prefix) => key.startsWith(prefix));
  return (key) => !declared.has(key) && !custom.has(key) && isVendors(key);
}

/** Collects paths of unknown keys that have a value. */
export function unknownCollector(
  empty: readonly string[],
): (object: JsonObject, path: string, keys: readonly string[], found: string[]) => void {
  const clean = tidy(empty, { trim: false });
  const hasValue = (raw: JsonValue | undefined): boolean => {
    const value = clean(raw);
    if (isList(value)) return value.length > 0;
    return isJsonObject(value) ? Object.keys(value).length > 0 : value !== undefined;
  };
  return (object, path, keys, found) => {
    for (const key of keys) {
      if (found.length >= mostOfRecord) return;
      if (!hasValue(object[key])) continue;
      const shown = shownPath(path, key);
      // Long keys may look the same once they are cut.
      if (!found.includes(shown)) found.push(shown);
    }
  };
}
