import {
  listAhead,
  type Cursor,
  type ListOptions,
  type ListedPage,
  type NativePage,
  type Resource,
  type VendorSession,
} from '../../src/connector-kit/index.ts';
import { askedBy } from './reading/asked.ts';
import { census } from './reading/census.ts';
import { countDeals } from './reading/count-deals.ts';
import { customFields } from './custom-fields.ts';
import { getDeal } from './reading/get-deal.ts';
import { getMany } from './reading/get-many.ts';
import { pageLister } from './reading/list-all.ts';
import { listChanged } from './reading/list-changed.ts';
import { cursorOf, positionOf } from './reading/list-cursor.ts';
import { lookups } from './lookups.ts';
import { leftOver } from './reading/refused-objects.ts';
import { writes } from './writes/writes.ts';

/** The links of one page may take several requests in a row; those of the next two do not wait for that. */
const pagesAhead = 2;

/** HubSpot deals. */
export const opportunities: Resource = {
  nativeName: 'deal',
  descriptor: new URL('./deal.native.yaml', import.meta.url),
  changeTracking: {
    incremental: 'server-filter',
    precisionMs: 1,
    // The search index lags by moments as a rule; ten minutes are read again.
    overlapMs: 600_000,
    // It is later at times: an hour is what https://github.com/estuary/connectors (source-hubspot-native) waits before
    // it reads everything again, since its first results were incomplete (2026-11-22). HubSpot states no number.
    settleMs: 3_600_000,
    deletions: 'listed',
    unseen: [
      'contacts, companies and leads added to or taken from a deal',
      'calculated properties: weighted amount, probability of a stage, activity dates and counts',
      'names behind ids: companies, owners, stages, pipelines and options',
      'deals restored from the recycling bin',
      'deals purged: 90 days after archiving, or on a privacy request',
    ],
  },
  lookups,
  list,
  get: (session, id, plan) => getDeal(session, leftOver(session, askedBy(plan)), id),
  getMany: (session, ids, plan) => getMany(session, leftOver(session, askedBy(plan)), ids),
  census,
  customFields,
  writes,
};

/** All deals, or those changed since an instant; the archived ones follow the live ones. */
function list(session: VendorSession, options: ListOptions): AsyncIterable<NativePage> {
  const { changedSince, cursor: start, plan, briefDeletions = false } = options;
  // No filter and no order tells when a deal was archived: to know the latest ones, all of 90 days are listed.
  const afterLive = cursorOf({ pass: 'archived', after: undefined });
  const asked = leftOver(session, askedBy(plan));
  const listPage = pageLister(session, asked);
  const first = changedSince === undefined ? 'live' : 'changed';
  let isFirstPage = true;
  const listNext = async (cursor: Cursor | undefined): Promise<ListedPage> => {
    const { pass, after } = positionOf(cursor, first);
    if (pass === 'live') {
      const listed = await listPage({ name: 'live' }, after);
      const asksTotal = isFirstPage && listed.nextCursor !== afterLive;
      isFirstPage = false;
      return asksTotal ? withTotal(session, listed) : listed;
    }
    if (pass === 'changed' && changedSince !== undefined) {
      return listChanged(session, asked, changedSince, after, afterLive);
    }
    const since = changedSince === undefined ? {} : { archivedSince: changedSince };
    const listed = await listPage({ name: 'archived', ...since }, after);
    return briefDeletions && changedSince !== undefined ? { ...listed, nextCursor: undefined } : listed;
  };
  return listAhead(start, listNext, pagesAhead);
}

function withTotal(session: VendorSession, listed: ListedPage): ListedPage {
  return {
    ...listed,
    async complete() {
      const [page, total] = await Promise.all([listed.complete(), countDeals(session)]);
      return total === undefined ? page : { ...page, totalHint: total };
    },
  };
}
