import type { PlannedRequest, RecordInBody } from '../../../connector-kit/writes.ts';
import { isJsonObject, type JsonValue } from '../../../model/json.ts';
import { isList } from '../same-json.ts';
import { extendedBody, type ExtendedBody } from './extended-body.ts';
import type { Extension } from './read-pass-through.ts';
import { setAtPath } from './set-at-path.ts';

/**
 * The body with what one entry of passThrough adds to the one record in it: an entry is written as for a create of the
 * record, whatever the request wraps around it.
 */
export function extendedRecord(
  request: PlannedRequest,
  extension: Extension,
  { at, members }: RecordInBody,
): ExtendedBody {
  const { operationId } = request;
  const unknown = [
    ...Object.keys(extension.object ?? {}),
    ...extension.paths.map(({ segments: [name = '$'] }) => String(name)),
  ].find((name) => !members.includes(name));
  if (unknown !== undefined)
    return { problem: `the record in ${operationId} takes ${members.join(', ')} only, not "${unknown}"` };
  const extended = extendedBody({ ...request, body: at.reduce(memberOf, request.body) ?? {} }, extension);
  return 'problem' in extended ? extended : setAtPath(request.body, at, extended.body);
}

function memberOf(value: JsonValue | undefined, name: string | number): JsonValue | undefined {
  if (typeof name === 'number') return isList(value) ? value[name] : undefined;
  return isJsonObject(value) ? value[name] : undefined;
}
