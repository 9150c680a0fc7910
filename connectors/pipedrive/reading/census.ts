import {
  followCursor,
  type CensusOptions,
  type CensusPage,
  type Cursor,
  type VendorSession,
} from '../../../src/connector-kit/index.ts';
import { changedAt } from './deal-records.ts';
import {
  begunAt,
  cursorFrom,
  firstPosition,
  positionAfter,
  positionFrom,
  type Position,
} from './listing-position.ts';
import { NativeDeal, pageOf } from '../native-schema.ts';
import { largestPage, paths } from '../paths.ts';

const prefix = 'census ';

/**
 * The deals that are not deleted, from both lists, without optional fields. The looks are those of a full listing, the
 * last one included: a deal that comes out of the archive meanwhile is in neither list when that one is read.
 */
export function census(session: VendorSession, options: CensusOptions): AsyncIterable<CensusPage> {
  return followCursor(options.cursor, async (cursor) => {
    const asked = cursor === undefined ? firstPosition(undefined) : positionOf(cursor);
    const page = await session.request(requestFor(asked), pageOf(NativeDeal));
    const next = positionAfter(begunAt(asked, session.vendorClock()), page.nextCursor);
    return {
      entries: page.rows.map((deal) => ({ id: String(deal.facts.id), changedAt: changedAt(deal) })),
      nextCursor: next === undefined ? undefined : `${prefix}${cursorFrom(next)}`,
    };
  });
}

/** @throws VendorError `cursor-expired` for the cursor of a listing, which asks for deleted deals as well. */
function positionOf(cursor: Cursor): Position {
  return positionFrom(cursor.startsWith(prefix) ? cursor.slice(prefix.length) : '');
}

function requestFor({ phase, movedSince, vendorCursor }: Position) {
  return {
    method: 'GET',
    path: phase === 'archived' ? paths.archivedDeals : paths.deals,
    query: {
      // Where the vendor tells no time, everything is looked at again.
      updated_since: phase === 'moved' ? movedSince : undefined,
      sort_by: 'id',
      sort_direction: 'asc',
      limit: largestPage,
      cursor: vendorCursor,
    },
  } as const;
}
