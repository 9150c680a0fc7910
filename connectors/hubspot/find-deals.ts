import { z } from 'zod';
import type { RecordKey, VendorSession } from '../../src/connector-kit/index.ts';
import { pathsOf } from './paths.ts';

/** Enough to see that a key names several. */
const limit = 5;

const Found = z.looseObject({
  results: z.array(
    z.looseObject({ id: z.string(), properties: z.record(z.string(), z.string().nullable()) }),
  ),
});

/**
 * Living deals with a value in a property. Search takes no account of upper and lower case, and its index is late by
 * moments as a rule and by more at times: https://developers.hubspot.com/docs/api/crm/search (2026-11-22). A deal that
 * was made a moment ago may be missing, so that none found is no proof.
 */
export async function findDeals(
  session: VendorSession,
  { field, value }: RecordKey,
): Promise<readonly string[]> {
  const filters = [{ propertyName: field, operator: 'EQ', value }];
  const body = { filterGroups: [{ filters }], properties: [field], limit };
  const { dealSearch } = pathsOf(session);
  const found = await session.request({ method: 'POST', path: dealSearch, body, readOnly: true }, Found);
  return found.results.filter(({ properties }) => properties[field] === value).map(({ id }) => id);
}
