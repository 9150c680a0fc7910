import { isJsonObject, type JsonObject, type JsonValue } from '../../src/model/json.ts';
import { faultProxy, type FaultProxy } from '../chaos/faults/fault-proxy.ts';

/** What makes an object of an answer a deal, by vendor. */
const marks = { copper: 'pipeline_stage_id', hubspot: 'properties', pipedrive: 'stage_id' } as const;

/** A server before an emulated vendor that alters each deal in its answers, for fields that no vendor has yet. */
export function alteredVendor(
  vendor: keyof typeof marks,
  baseUrl: string,
  alter: (deal: JsonObject) => JsonObject,
): Promise<FaultProxy> {
  const altered = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(altered);
    if (!isJsonObject(value)) return value;
    if (isDeal(value, marks[vendor])) return alter(value);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, altered(inner)]));
  };
  return faultProxy(baseUrl, {
    isPage: () => false,
    smaller: (asked) => asked,
    adjust: (answer) => ({ ...answer, body: Buffer.from(JSON.stringify(altered(parsed(answer.body)))) }),
  });
}

function isDeal(value: JsonObject, mark: string): boolean {
  return Object.hasOwn(value, mark) && Object.hasOwn(value, 'id');
}

function parsed(body: Buffer): JsonValue {
  const value: JsonValue = JSON.parse(body.toString());
  return value;
}
