import { VendorError, type VendorSession } from '../../../src/connector-kit/index.ts';
import { SearchPage } from '../native-schema.ts';
import { pathsOf } from '../paths.ts';

/**
 * How many live deals there are, from the total of a search, since the list tells none. Only progress depends on it: where
 * HubSpot refuses, it stays unknown.
 */
export async function countDeals(session: VendorSession): Promise<number | undefined> {
  const { dealSearch: path } = pathsOf(session);
  const body = { filterGroups: [], properties: ['hs_lastmodifieddate'], limit: 1 };
  try {
    return (await session.request({ method: 'POST', path, body, readOnly: true }, SearchPage)).total;
  } catch (error) {
    if (error instanceof VendorError) return undefined;
    throw error;
  }
}
