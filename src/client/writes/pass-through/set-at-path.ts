import { isJsonObject, type JsonValue } from '../../../model/json.ts';
import { isList } from '../same-json.ts';
import type { PathSegment } from './singular-path.ts';

/**
 * A copy of a body with one place set. Objects and lists on the way are made where there is nothing, or null; a list
 * may grow by one.
 *
 * @returns a sentence instead, where something else is in the way.
 */
export function setAtPath(
  body: JsonValue | undefined,
  [segment, ...rest]: readonly PathSegment[],
  value: JsonValue,
): { readonly body: JsonValue } | { readonly problem: string } {
  if (segment === undefined) return { body: value };
  const within = body ?? (typeof segment === 'number' ? [] : {});
  if (typeof segment === 'number') {
    if (!isList(within)) return { problem: `position ${segment} is asked of ${kindOf(within)}` };
    if (segment > within.length) return { problem: `the list has only ${within.length} before ${segment}` };
    const inner = setAtPath(within[segment], rest, value);
    if ('problem' in inner) return inner;
    return { body: [...within.slice(0, segment), inner.body, ...within.slice(segment + 1)] };
  }
  if (!isJsonObject(within)) return { problem: `"${segment}" is asked of ${kindOf(within)}` };
  const inner = setAtPath(Object.hasOwn(within, segment) ? within[segment] : undefined, rest, value);
  if ('problem' in inner) return inner;
  return { body: Object.fromEntries([...Object.entries(within), [segment, inner.body]]) };
}

function kindOf(value: JsonValue): string {
  if (isList(value)) return 'a list';
  return isJsonObject(value) ? 'an object' : `a ${typeof value}`;
}
