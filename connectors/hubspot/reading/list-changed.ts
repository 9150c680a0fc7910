import {
  VendorError,
  type Cursor,
  type Instant,
  type ListedPage,
  type PageContent,
  type VendorSession,
} from '../../../src/connector-kit/index.ts';
import type { Asked } from './asked.ts';
import { attachLinks, compareIds } from '../associations.ts';
import { dealPage } from './deal-page.ts';
import { cursorOf } from './list-cursor.ts';
import { readValues } from './missing-deals.ts';
import { SearchPage } from '../native-schema.ts';
import { pathsOf } from '../paths.ts';

/** The largest page of a search: https://developers.hubspot.com/docs/api/crm/search (2026-11-22). */
const pageSize = 200;

/**
 * One page of the deals that changed, in id order after the last id seen. Neither the search's cap of 10,000 results
 * nor an edit between two pages can hide a deal: no offset is used. Search knows ids only; values and links are read
 * by id, so that a change looks exactly like a page of the full list.
 *
 * A short page alone does not prove the end, since the index is put together from parts that lag behind each other:
 * the total has to say so too. What the index does not know yet is told by the next listing, which looks back.
 *
 * @param next where the listing goes on after the last change; undefined where it ends there.
 */
export async function listChanged(
  session: VendorSession,
  asked: Asked,
  since: Instant,
  lastId: string | undefined,
  next: Cursor | undefined,
): Promise<ListedPage> {
  const found = await search(session, since, lastId);
  const ids = [...new Set(found.results.map(({ id }) => id))].toSorted(compareIds);
  const newest = ids.at(-1);
  const isEnd = newest === undefined || isLast(found);
  const nextCursor = isEnd ? next : cursorOf({ pass: 'changed', after: newest });
  const totalHint = lastId === undefined && found.total !== undefined ? { totalHint: found.total } : {};
  const complete = async (): Promise<PageContent> => {
    if (ids.length === 0) return dealPage([], []);
    const { deals, tombstones } = await readValues(session, asked, ids, false);
    const inOrder = ids.map((id) => deals.get(id)).filter((deal) => deal !== undefined);
    const linked = await attachLinks(session, asked, inOrder, { inline: false });
    return { ...dealPage(linked, tombstones), ...totalHint };
  };
  return { nextCursor, complete };
}

/** True where the page is short and HubSpot counts no more deals than it brings. */
function isLast({ results, total }: SearchPage): boolean {
  return results.length < pageSize && total !== undefined && total <= results.length;
}

function search(session: VendorSession, since: Instant, lastId: string | undefined) {
  const changed = { propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: msText(since) };
  const beyond = { propertyName: 'hs_object_id', operator: 'GT', value: lastId ?? '0' };
  const body = {
    filterGroups: [{ filters: [changed, beyond] }],
    sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
    properties: ['hs_lastmodifieddate'],
    limit: pageSize,
  };
  return session.request(
    { method: 'POST', path: pathsOf(session).dealSearch, body, readOnly: true },
    SearchPage,
  );
}

/** Whole milliseconds, rounded down; at least 1, since the search fails on 0. */
function msText(since: Instant): string {
  const ms = Date.parse(since);
  if (Number.isNaN(ms)) {
    throw new VendorError('invalid-request', 'changedSince is not a date-time.', {
      connector: 'hubspot',
      method: 'POST',
      path: '',
    });
  }
  return String(Math.max(1, ms));
}
