import { isJsonObject, type JsonValue } from '../../model/json.ts';

export function isPresent(value: JsonValue | undefined): value is Exclude<JsonValue, null> {
  return value !== undefined && value !== null;
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
  return left.length === right.length && left.every((item) => right.some((other) => isSameJson(item, other)));
}
