import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/connector-kit/index.ts';

/** Members of a deal that are written by requests of their own. */
const apart: ReadonlySet<string> = new Set(['participants']);

const times: ReadonlySet<string> = new Set(['close_time', 'won_time', 'lost_time']);

/** What the one request about the deal itself carries; empty where a change is about other things only. */
export function dealBody(patch: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(patch).flatMap(([name, value]) => (apart.has(name) ? [] : [[name, written(name, value)]])),
  );
}

function written(name: string, value: JsonValue): JsonValue {
  if (times.has(name) && typeof value === 'string') return wholeSecond(value);
  if (name !== 'custom_fields' || !isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutZoneId(item)]));
}

/** Version 2 shows times in whole seconds, and refuses a fraction where it filters by one. */
function wholeSecond(time: string): string {
  return time.replace(/\.\d+(?=Z$)/, '');
}

/**
 * Times of day show a number and a name of their zone, and are written with the name:
 * https://pipedrive.readme.io/docs/core-api-concepts-custom-fields (November 2026).
 */
function withoutZoneId(value: JsonValue): JsonValue {
  if (!isJsonObject(value) || !Object.hasOwn(value, 'timezone_id')) return value;
  const { timezone_id: _shown, ...rest } = value;
  return rest;
}
