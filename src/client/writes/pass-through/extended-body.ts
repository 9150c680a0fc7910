import type { PlannedRequest } from '../../../connector-kit/writes.ts';
import { isJsonObject, type JsonValue } from '../../../model/json.ts';
import { isList } from '../same-json.ts';
import { deepMerge } from './deep-merge.ts';
import type { Extension } from './read-pass-through.ts';
import { setAtPath } from './set-at-path.ts';

export type ExtendedBody = { readonly body: JsonValue } | { readonly problem: string };

/** The body with what one entry of passThrough adds to it, or why it cannot be added. */
export function extendedBody(
  { method, body, operationId }: PlannedRequest,
  { object, paths }: Extension,
): ExtendedBody {
  if (body === undefined && (method === 'DELETE' || method === 'GET')) {
    return { problem: `the request ${operationId} has no body` };
  }
  if (object !== undefined && isList(body)) {
    return {
      problem: `the body of ${operationId} is a list: extendPaths can reach into it, extendObject cannot`,
    };
  }
  if (object !== undefined && body !== undefined && !isJsonObject(body)) {
    return { problem: `the body of ${operationId} is no object` };
  }
  let extended: JsonValue = object === undefined ? (body ?? {}) : deepMerge(body, object);
  for (const { text, segments, value } of paths) {
    const set = setAtPath(extended, segments, value);
    if ('problem' in set)
      return { problem: `the path ${text} does not fit the body of ${operationId}: ${set.problem}` };
    extended = set.body;
  }
  return { body: extended };
}
