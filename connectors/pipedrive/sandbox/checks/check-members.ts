import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/sandbox-kit/index.ts';
import { expected, textAt } from './check-value.ts';
import { checkEach, reject, rejectUnknown } from './invalid-request.ts';

/** What a member becomes. @throws Refused */
export type MemberCheck = (path: string, value: JsonValue) => JsonValue;

/** A text that is not blank. */
export const nameCheck: MemberCheck = (path, value) =>
  textAt(path, value).trim() || reject(path, 'String must contain at least 1 character(s)');

/**
 * Reads the members of a body that is an object.
 *
 * @param required Those that have to be there.
 * @throws Refused for unknown members, wrong values, and what is missing: all of them at once.
 */
export function checkMembers(
  body: JsonValue | undefined,
  checks: Readonly<Record<string, MemberCheck>>,
  required: readonly string[] = [],
  root = '',
): JsonObject {
  if (!isJsonObject(body)) return reject(root === '' ? 'body' : root, expected('object', body));
  const checked: Record<string, JsonValue> = {};
  checkEach(new Set([...required, ...Object.keys(body)]), (key) => {
    const path = root === '' ? key : `${root}.${key}`;
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
    if (check === undefined) return rejectUnknown(path);
    const value = body[key];
    if (value === undefined) return reject(path, 'Required');
    checked[key] = check(path, value);
  });
  return checked;
}
