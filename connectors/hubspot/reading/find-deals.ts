import { z } from 'zod';
import {
  VendorError,
  type CustomFieldDefinition,
  type JsonValue,
  type RecordKey,
  type VendorSession,
} from '../../../src/connector-kit/index.ts';
import { pathsOf } from '../paths.ts';

/** Far more than carry one key, those that differ in case only included. */
const limit = 100;

const Found = z.looseObject({
  results: z.array(
    z.looseObject({ id: z.string(), properties: z.record(z.string(), z.string().nullable()) }),
  ),
});

/**
 * Living deals with a value in a property. Search takes no account of upper and lower case, and its index is late by
 * moments as a rule and by more at times: https://developers.hubspot.com/docs/api/crm/search (2026-11-22). A deal that
 * was made a moment ago may be missing, so that none found is no proof.
 *
 * @throws VendorError `invalid-request` where more deals are found than one answer shows.
 */
export async function findDeals(
  session: VendorSession,
  { field, value }: RecordKey,
  definition?: CustomFieldDefinition,
): Promise<readonly string[]> {
  const type = definition?.type ?? 'text';
  const filters = [{ propertyName: field, operator: 'EQ', value: filterValue(value, type) }];
  const body = { filterGroups: [{ filters }], properties: [field], limit };
  const { dealSearch: path } = pathsOf(session);
  const { results } = await session.request({ method: 'POST', path, body, readOnly: true }, Found);
  if (results.length >= limit) {
    const message = `HubSpot: ${limit} deals or more have this value in ${field}: it is no key.`;
    throw new VendorError('invalid-request', message, { connector: 'hubspot', method: 'POST', path });
  }
  const wanted = comparable(value, type);
  return results
    .filter(({ properties }) => comparable(properties[field] ?? null, type) === wanted)
    .map(({ id }) => id);
}

/** Days and instants are asked for in milliseconds: https://developers.hubspot.com/docs/api/crm/search (2026-11-26). */
function filterValue(value: JsonValue, type: CustomFieldDefinition['type']): string {
  return type === 'date' || type === 'datetime' ? String(comparable(value, type)) : String(value);
}

/** One form for what HubSpot may write in several: `7` and `7.0`, an instant with and without milliseconds. */
function comparable(value: JsonValue, type: CustomFieldDefinition['type']): string | number | null {
  if (value === null || value === '') return null;
  const text = String(value);
  if (type === 'number' || type === 'money') return Number(text);
  return type === 'date' || type === 'datetime' ? Date.parse(text) : text;
}
