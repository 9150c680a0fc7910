import { OpportuneError, type JsonObject, type VendorSession } from '../../src/connector-kit/index.ts';
import type { Backwards, Position } from './listing-position.ts';
import { isLastPage, lastReachablePage, mostReachable, pageSize, search } from './search.ts';
import type { SearchAnswer, SearchCriteria } from './search.ts';
import { secondsOf } from './unix-seconds.ts';

/** What one page brought, and where the next one is. */
export interface Step {
  readonly rows: readonly JsonObject[];
  readonly next: Position | undefined;
  readonly total: number | undefined;
}

/** More records were created in one second than a search can show, and no narrower filter is left. */
export class ListingTooLargeError extends OpportuneError {
  override readonly code = 'listing-too-large';
}

/**
 * Reads windows of creation time, each from its last page to its first.
 *
 * A creation time never changes, so only deletions move rows, and they move them towards pages not read yet.
 * New records appear behind the reader; a later listing of changes brings them.
 */
export async function readBackwards(session: VendorSession, position: Backwards): Promise<Step> {
  if (position.page === undefined) return measure(session, position);
  const answer = await search(session, { ...criteriaOf(position), page_number: position.page });
  return step(position, position.page, answer);
}

/** Finds the end of a window, and reads it; splits a window that is larger than a search can show. */
async function measure(session: VendorSession, position: Backwards): Promise<Step> {
  const criteria = criteriaOf(position);
  const first = await search(session, criteria);
  if (isLastPage(first)) return step({ ...position, ...totalOf(position, first) }, 1, first);
  if ((first.total ?? 0) >= mostReachable) return split(session, position);

  // One page beyond the stated end; the total may be too low as well, so go on while pages are full.
  let page = Math.min(Math.ceil((first.total ?? pageSize) / pageSize) + 1, lastReachablePage);
  let answer = await search(session, { ...criteria, page_number: page });
  while (answer.rows.length === pageSize) {
    if (page === lastReachablePage) return split(session, position);
    page = Math.min(page * 2, lastReachablePage);
    answer = await search(session, { ...criteria, page_number: page });
  }
  return step({ ...position, ...totalOf(position, first) }, page, answer);
}

/** Halves a window between its oldest and its newest record. */
async function split(session: VendorSession, position: Backwards): Promise<Step> {
  const { window, rest } = position;
  const edges = { ...criteriaOf(position), sort_by: 'date_created', page_size: 1 } as const;
  const oldest = created(await search(session, edges), window.from);
  const newest = created(await search(session, { ...edges, sort_direction: 'desc' }), window.to);
  const from = Math.max(oldest ?? 0, window.from ?? oldest ?? 0);
  const to = Math.min(newest ?? 0, window.to ?? newest ?? 0);
  if (from >= to) {
    throw new ListingTooLargeError('One second holds more records than a search can show.', {
      hint: 'Ask Copper for an export: its API offers no way to list these records completely.',
      context: { createdAtSeconds: from, changedAtSeconds: position.stamp, mostReachable },
    });
  }
  const middle = Math.floor((from + to) / 2);
  const { total: _ofTheWhole, ...kept } = position;
  return measure(session, {
    ...kept,
    window: { ...window, to: middle },
    rest: [{ ...window, from: middle + 1 }, ...rest],
  });
}

function criteriaOf({ stamp, window: { from, to } }: Backwards): SearchCriteria {
  // Asked a second wider and cut by `belongs`: nothing hangs on whether the vendor includes the ends.
  const margin = from !== undefined && from === to ? 0 : 1;
  return {
    sort_by: stamp === undefined ? 'date_created' : 'date_modified',
    ...(stamp === undefined ? {} : { minimum_modified_date: stamp, maximum_modified_date: stamp + 1 }),
    ...(from === undefined ? {} : { minimum_created_date: Math.max(from - margin, 0) }),
    ...(to === undefined ? {} : { maximum_created_date: to + margin }),
  };
}

/** False for rows that another window, or the listing of later changes, will bring. */
function belongs(row: JsonObject, { stamp, window }: Backwards): boolean {
  const at = secondsOf(row, 'date_created');
  if (at !== undefined && (at < (window.from ?? at) || at > (window.to ?? at))) return false;
  return stamp === undefined || secondsOf(row, 'date_modified') !== stamp + 1;
}

function step(position: Backwards, page: number, answer: SearchAnswer): Step {
  return {
    rows: answer.rows.filter((row) => belongs(row, position)),
    next: page > 1 ? { ...position, page: page - 1 } : afterWindow(position),
    total: position.total,
  };
}

function afterWindow({ page: _read, ...position }: Backwards): Position | undefined {
  const [window, ...rest] = position.rest;
  if (window !== undefined) return { ...position, window, rest };
  if (position.stamp === undefined) return undefined;
  const { stamp, window: _last, rest: _none, ...kept } = position;
  return { ...kept, plan: 'changes', since: stamp + 1 };
}

/** The total of a listing of one window; of several, or of one second of changes, it would say too little. */
function totalOf({ stamp, window, total }: Backwards, first: SearchAnswer): { readonly total?: number } {
  const isWhole = stamp === undefined && window.from === undefined && window.to === undefined;
  const known = isWhole ? first.total : total;
  return known === undefined ? {} : { total: known };
}

function created(answer: SearchAnswer, otherwise: number | undefined): number | undefined {
  const [row] = answer.rows;
  return (row === undefined ? undefined : secondsOf(row, 'date_created')) ?? otherwise;
}
