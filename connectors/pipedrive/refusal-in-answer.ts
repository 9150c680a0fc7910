import { isJsonObject, type ItemFailure, type JsonValue } from '../../src/connector-kit/index.ts';
import { readFailure } from './failures.ts';

/**
 * Every answer says whether it is a success; others have seen ones of status 200 that are none:
 * https://pipedrive.readme.io/docs/core-api-concepts-responses (November 2026).
 */
export function refusalInAnswer(answer: JsonValue): ItemFailure | undefined {
  if (!isJsonObject(answer) || answer['success'] !== false) return undefined;
  return readFailure({
    status: 200,
    headers: {},
    body: answer,
    request: { method: 'PATCH', path: '/api/v2/deals' },
  });
}
