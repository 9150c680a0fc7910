import {
  listAhead,
  type Cursor,
  type ListedPage,
  type ListOptions,
  type NativePage,
  type PageContent,
  type RequestPlan,
  type VendorRequest,
  type VendorSession,
} from '../../../src/connector-kit/index.ts';
import { dealRecords } from './deal-records.ts';
import {
  begunAt,
  cursorFrom,
  firstPosition,
  positionAfter,
  positionFrom,
  type Position,
} from './listing-position.ts';
import { NativeDeal, pageOf } from '../native-schema.ts';
import { includeFields } from '../optional-fields.ts';
import { wantsParticipants } from './participants.ts';
import { largestPage, paths } from '../paths.ts';

/**
 * Deals a page where persons are read: nothing of a page is kept before the last of its requests is answered.
 *
 * A call for deals costs 10 tokens whatever its size, archived ones 20, and each deal with several persons one more call
 * of 10. If a quarter of the deals have several, a page of 500 takes 126 calls (1,260 tokens), twelve seconds at the
 * smallest limit of 20 in two seconds; a page of 100 takes 26 (260 tokens), under three. 10,000 deals cost 26,000
 * tokens instead of 25,200; where no deal has several, 1,000 instead of 200, of 30,000 a day for the smallest account.
 *
 * @see https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting (November 2026)
 */
const pageWithPersons = 100;

function fullPage(plan: RequestPlan | undefined): number {
  return wantsParticipants(plan) ? pageWithPersons : largestPage;
}

/** All deals, or those that changed: live, archived and lately deleted ones, each at least once. */
export function listDeals(session: VendorSession, options: ListOptions): AsyncIterable<NativePage> {
  return listAhead(options.cursor, (cursor) => listPage(session, options, cursor));
}

/**
 * One answer of the vendor; in a listing of changes also those of the looks that follow, as long as each is complete at
 * once and few deals have come together: what a page needs beside its deals is then asked for once.
 */
async function listPage(
  session: VendorSession,
  { changedSince, plan }: ListOptions,
  cursor: Cursor | undefined,
): Promise<ListedPage> {
  const deals = new Map<number, NativeDeal>();
  let next = cursor === undefined ? firstPosition(changedSince) : positionFrom(cursor);
  for (;;) {
    const look = await fetchLook(session, next, plan);
    for (const deal of look.deals) {
      // The latest version comes last, and only that is wanted.
      deals.delete(deal.facts.id);
      deals.set(deal.facts.id, deal);
    }
    if (look.next === undefined || !beginsSmallLook(look.next, deals.size, plan)) {
      const nextCursor = look.next === undefined ? undefined : cursorFrom(look.next);
      const complete = async (): Promise<PageContent> => ({
        records: await dealRecords(session, [...deals.values()], plan),
        tombstones: [],
      });
      return { nextCursor, complete };
    }
    next = look.next;
  }
}

function beginsSmallLook(
  { updatedSince, vendorCursor }: Position,
  gathered: number,
  plan: RequestPlan | undefined,
): boolean {
  return updatedSince !== undefined && vendorCursor === undefined && gathered < fullPage(plan);
}

interface Look {
  readonly deals: readonly NativeDeal[];
  readonly next: Position | undefined;
}

async function fetchLook(
  session: VendorSession,
  asked: Position,
  plan: RequestPlan | undefined,
): Promise<Look> {
  const page = await session.request(requestFor(asked, plan), pageOf(NativeDeal));
  const position = begunAt(asked, session.vendorClock());
  const { deals, goOn } = asked.phase === 'created' ? newAmong(page.rows, asked) : all(page.rows);
  return { deals, next: positionAfter(position, goOn ? page.nextCursor : undefined) };
}

function requestFor(position: Position, plan: RequestPlan | undefined): VendorRequest {
  const { phase, vendorCursor } = position;
  return {
    method: 'GET',
    path: phase === 'archived' ? paths.archivedDeals : paths.deals,
    query: {
      // Deleted deals come only when asked for, up to 30 days after: https://pipedrive.readme.io/changelog (2026)
      status: 'open,won,lost,deleted',
      updated_since: changeFilter(position),
      // Ids never change, so edits during the walk cannot move a deal out of it, and one without a change time keeps its place.
      sort_by: 'id',
      sort_direction: phase === 'created' ? 'desc' : 'asc',
      include_fields: includeFields(plan),
      // Of the newest deals few are wanted, and how far back they are looked at must not depend on the mapping.
      limit: phase === 'created' ? largestPage : fullPage(plan),
      cursor: vendorCursor,
    },
  };
}

function changeFilter({ phase, updatedSince, movedSince }: Position): string | undefined {
  if (phase === 'created') return undefined;
  // Where the vendor tells no time, nothing is known about when the listing began: everything is looked at again.
  return phase === 'moved' ? movedSince : updatedSince;
}

interface Wanted {
  readonly deals: readonly NativeDeal[];
  /** False where later pages cannot hold any. */
  readonly goOn: boolean;
}

function all(deals: readonly NativeDeal[]): Wanted {
  return { deals, goOn: true };
}

/**
 * New deals that the change filter may not show: whether it lets those through that have no change time is not
 * documented. One that changed just now is kept too, since it may have had no change time at the first look.
 */
function newAmong(deals: readonly NativeDeal[], { updatedSince = '', movedSince = '' }: Position): Wanted {
  const isNew = ({ facts }: NativeDeal) => !isBefore(facts.add_time, updatedSince);
  return {
    deals: deals.filter((deal) => isNew(deal) && !isBefore(deal.facts.update_time, movedSince)),
    // Not only by the last row: an import may date its deals back.
    goOn: deals.slice(deals.length / 2).some(isNew),
  };
}

/** False where either time is missing or unreadable. */
function isBefore(time: string | null | undefined, limit: string): boolean {
  return Date.parse(time ?? '') < Date.parse(limit);
}
