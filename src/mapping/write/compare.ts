import { isJsonObject, type JsonValue } from '../../model/json.ts';

export function isPresent(value: JsonValue | undefined): value is Exclude<JsonValue, null> {
  return value !== undefined && value !== null;
}

/** True for null and for the empty list. */
export function isNothing(value: JsonValue | undefined): boolean {
  return !isPresent(value) || (Array.isArray(value) && value.length === 0);
}

/** Vendors write one id as a number here and as text there. */
export function sameText(left: JsonValue | undefined, right: JsonValue): boolean {
  return left === right || (isPresent(left) && typeof left !== 'object' && String(left) === String(right));
}

/** Equality of JSON; the order of keys is none. */
export function isSameJson(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => isSameJson(item, right[index]));
  if (!isJsonObject(left) || !isJsonObject(right)) return left === right;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isSameJson(left[name], right[name]))
  );
}

/** Equality of unified values: lists of ids and labels are sets. */
export function isSameValue(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return isSameJson(left, right);
  return isWithin(left, right) && isWithin(right, left);
}

function isWithin(items: readonly JsonValue[], all: readonly JsonValue[]): boolean {
  const known = new Set(all);
  return items.every((item) => known.has(item) || all.some((other) => isSameJson(item, other)));
}
