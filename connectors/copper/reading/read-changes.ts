import type { JsonObject, VendorSession } from '../../../src/connector-kit/index.ts';
import { overlapMs } from './change-tracking.ts';
import { clockOf, hasCaughtUp } from './has-caught-up.ts';
import type { Changes, Step } from './listing-position.ts';
import { readByCreation } from './read-by-creation.ts';
import { isLastPage, search } from './search.ts';
import { secondsOf } from '../unix-seconds.ts';
import { unsorted } from './unsorted.ts';

/**
 * Reads the next changes in the order of their change times.
 *
 * Not by page number: an edit moves a record to the end, and the first record of the next page would be skipped.
 * Each request starts at the last change time seen instead. Records of that very second are held back until the
 * request that starts with them; a second that fills a page by itself is read by creation, where rows only leave.
 * What changes after the listing began is left to the next one: chasing it might never end.
 */
export async function readChanges(session: VendorSession, position: Changes): Promise<Step> {
  const { since } = position;
  const answer = await search(session, { sort_by: 'date_modified', minimum_modified_date: since });
  const total = position.total ?? answer.total;
  const startedAt = position.startedAt ?? clockOf(session);
  const { rows } = answer;
  const end: Step = { rows, next: undefined, total };
  if (isLastPage(answer)) return end;

  const at = resumeIndex(rows, startedAt);
  const next = rows[at] === undefined ? undefined : changed(rows[at]);
  if (next === undefined || next < since) throw unsorted('change');
  if (hasCaughtUp(session, rows.length, next, startedAt)) return end;

  const kept = {
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(total === undefined ? {} : { total }),
  };
  // The next request brings the rows of that second again, and all that stand behind them.
  const before = rows.slice(0, at).filter((row) => changed(row) !== next);
  if (!before.some((row) => (changed(row) ?? next) < next)) {
    return readByCreation(session, { ...kept, plan: 'creation', stamp: next });
  }
  return { rows: before, next: { ...kept, plan: 'changes', since: next }, total };
}

function changed(row: JsonObject): number | undefined {
  return secondsOf(row, 'date_modified');
}

/**
 * The last row whose change time can be gone on from, -1 where there is none. A row edited this moment may stand at
 * its old place with its new time, if the index lags behind the records; following that time would jump over
 * everything between.
 */
function resumeIndex(rows: readonly JsonObject[], startedAt: number | undefined): number {
  const settledBefore = startedAt === undefined ? Infinity : startedAt - overlapMs / 1000;
  const settled = rows.findLastIndex((row) => (changed(row) ?? Infinity) < settledBefore);
  return settled >= 0 ? settled : rows.findLastIndex((row) => changed(row) !== undefined);
}
