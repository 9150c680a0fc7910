import {
  followCursor,
  VendorError,
  type CensusOptions,
  type CensusPage,
  type Cursor,
  type VendorSession,
} from '../../../src/connector-kit/index.ts';
import { changedAt } from './deal-page.ts';
import { pageSize } from './list-all.ts';
import { CrmPage } from '../native-schema.ts';
import { pathsOf } from '../paths.ts';

const prefix = 'census:';

/**
 * The living deals, in ascending id order, without values and links.
 *
 * From the list, although a search brings twice as many a page: the search index is late, so that it lacks deals that
 * live and shows deals that were archived. A census has to be true.
 */
export function census(session: VendorSession, options: CensusOptions): AsyncIterable<CensusPage> {
  return followCursor(options.cursor, async (cursor) => {
    const query = { limit: pageSize, after: afterOf(cursor), properties: 'hs_lastmodifieddate' };
    const { results, paging } = await session.request(
      { method: 'GET', path: pathsOf(session).deals, query },
      CrmPage,
    );
    const after = paging?.next?.after;
    return {
      entries: results.map((deal) => ({ id: deal.id, changedAt: changedAt(deal) })),
      nextCursor: after === undefined ? undefined : `${prefix}${after}`,
    };
  });
}

function afterOf(cursor: Cursor | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  if (cursor.startsWith(prefix)) return cursor.slice(prefix.length);
  throw new VendorError('cursor-expired', 'This is not the cursor of a census.', {
    connector: 'hubspot',
    method: 'GET',
    path: '',
  });
}
