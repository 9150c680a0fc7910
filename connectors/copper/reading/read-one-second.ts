import { OpportuneError, type VendorSession } from '../../../src/connector-kit/index.ts';
import { belongs, creationCriteria } from './creation-criteria.ts';
import type { OneSecond, Step } from './listing-position.ts';
import { isLastPage, lastReachablePage, mostReachable, pageSize, search } from './search.ts';
import type { SearchAnswer, SearchCriteria } from './search.ts';

/** More records were created in one second than a search can show, and no narrower filter is left. */
export class ListingTooLargeError extends OpportuneError {
  override readonly code = 'listing-too-large';
}

/**
 * Reads a second in which more records were created than a page holds, by page number: no filter divides it further.
 * From the last page to the first, since deletions then move rows towards pages not read yet.
 */
export async function readOneSecond(session: VendorSession, position: OneSecond): Promise<Step> {
  const { page } = position;
  if (page === undefined) return measure(session, position);
  return step(position, page, await search(session, { ...criteriaOf(position), page_number: page }));
}

/** Finds the last page, and reads it. */
async function measure(session: VendorSession, position: OneSecond): Promise<Step> {
  const criteria = criteriaOf(position);
  const first = await search(session, criteria);
  // Its rows were seen a moment ago: where none comes, the vendor leaves out what lies on an end.
  if (first.rows.length === 0 && !position.excludesEnds)
    return measure(session, { ...position, excludesEnds: true });
  if (isLastPage(first)) return step(position, 1, first);
  if ((first.total ?? 0) >= mostReachable) throw tooLarge(position);

  // One page beyond the stated end; the total may be too low as well, so go on while pages are full.
  let page = Math.min(Math.ceil((first.total ?? pageSize) / pageSize) + 1, lastReachablePage);
  let answer = await search(session, { ...criteria, page_number: page });
  while (answer.rows.length === pageSize) {
    if (page === lastReachablePage) throw tooLarge(position);
    page = Math.min(page * 2, lastReachablePage);
    answer = await search(session, { ...criteria, page_number: page });
  }
  return step(position, page, answer);
}

function criteriaOf(position: OneSecond): SearchCriteria {
  return creationCriteria(position, { from: position.created, to: position.created });
}

function step(position: OneSecond, page: number, { rows }: SearchAnswer): Step {
  const { page: _read, created, ...kept } = position;
  const span = { from: created, to: created };
  return {
    rows: rows.filter((row) => belongs(row, position, span)),
    next: page > 1 ? { ...position, page: page - 1 } : { ...kept, plan: 'creation', since: created + 1 },
    total: position.total,
  };
}

function tooLarge({ created, stamp }: OneSecond): ListingTooLargeError {
  return new ListingTooLargeError('One second holds more records than a search can show.', {
    hint: 'Ask Copper for an export: its API offers no way to list these records completely.',
    context: { createdAtSeconds: created, changedAtSeconds: stamp, mostReachable },
  });
}
