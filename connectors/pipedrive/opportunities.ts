import {
  followCursor,
  undefinedIfNotFound,
  type Cursor,
  type JsonObject,
  type ListOptions,
  type NativeId,
  type NativePage,
  type NativeRecord,
  type RequestPlan,
  type Resource,
  type VendorSession,
} from '../../src/connector-kit/index.ts';
import { customFields } from './custom-fields.ts';
import { firstPosition, positionAfter, positionFrom, cursorFrom, type Position } from './listing-position.ts';
import { lookups } from './lookups.ts';
import { NativeDeal, one, pageOf } from './native-schema.ts';
import { includeFields } from './optional-fields.ts';
import { withParticipants } from './participants.ts';
import { largestPage, paths } from './paths.ts';

/** Deals, archived and lately deleted ones included. */
export const opportunities: Resource = {
  nativeName: 'deal',
  descriptor: new URL('deal.native.yaml', import.meta.url),
  changeTracking: {
    incremental: 'server-filter',
    precisionMs: 1000,
    overlapMs: 120_000,
    deletions: 'listed',
    unseen: [
      'a renamed organization, label, stage, pipeline, user or loss reason',
      'a changed stage probability',
      'a deal that the user of this connection may no longer see',
      'a deal deleted more than 30 days ago, and a deal merged away before that',
      'new mails, activities and participants, where the vendor does not count them as a change of the deal',
      'a deal that was created through the API and never edited: it has no change time',
    ],
  },
  lookups,
  list,
  get,
  customFields,
};

function list(session: VendorSession, options: ListOptions): AsyncIterable<NativePage> {
  return followCursor(options.cursor, (cursor) => fetchPage(session, options, cursor));
}

async function fetchPage(
  session: VendorSession,
  { changedSince, plan }: ListOptions,
  cursor: Cursor | undefined,
): Promise<NativePage> {
  const position = cursor === undefined ? firstPosition(changedSince) : positionFrom(cursor);
  const page = await session.request(
    {
      method: 'GET',
      path: position.phase === 'live' ? paths.deals : paths.archivedDeals,
      query: listQuery(position, plan),
    },
    pageOf(NativeDeal),
  );
  const next = positionAfter(position, page.nextCursor);
  return {
    records: await recordsOf(session, page.rows, plan),
    tombstones: [],
    nextCursor: next === undefined ? undefined : cursorFrom(next),
  };
}

function listQuery({ updatedSince, vendorCursor }: Position, plan: RequestPlan | undefined) {
  return {
    // Deleted deals come only when asked for, up to 30 days after: https://pipedrive.readme.io/changelog (2026)
    status: 'open,won,lost,deleted',
    updated_since: updatedSince,
    // Ids never change, so edits during the walk cannot move a deal out of it; deals without a change time keep a place.
    sort_by: 'id',
    sort_direction: 'asc',
    include_fields: includeFields(plan),
    limit: largestPage,
    cursor: vendorCursor,
  };
}

async function get(
  session: VendorSession,
  id: NativeId,
  plan?: RequestPlan,
): Promise<NativeRecord | undefined> {
  // Anything but digits cannot be the id of a deal, and could lead to another path.
  if (!/^\d{1,20}$/.test(id)) return undefined;
  const deal = await undefinedIfNotFound(
    session.request(
      { method: 'GET', path: paths.deal(id), query: { include_fields: includeFields(plan) } },
      one(NativeDeal),
    ),
  );
  if (deal === undefined) return undefined;
  const [record] = await recordsOf(session, [deal], plan);
  return record;
}

async function recordsOf(
  session: VendorSession,
  deals: readonly NativeDeal[],
  plan: RequestPlan | undefined,
): Promise<readonly NativeRecord[]> {
  const bodies = await withParticipants(session, deals, plan);
  return deals.map((deal, index) => recordOf(deal, bodies[index] ?? deal.body));
}

function recordOf({ facts }: NativeDeal, body: JsonObject): NativeRecord {
  return { id: String(facts.id), changedAt: instant(facts.update_time ?? facts.add_time), body };
}

/** RFC 3339 text, with or without a fraction, in canonical form. */
function instant(text: string | null | undefined): string | undefined {
  if (typeof text !== 'string' || !/T.+(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
