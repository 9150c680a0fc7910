import { walkDeals } from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import type { StoredDealState } from '../deals/deal-state.ts';
import { searchDepth } from '../facts.ts';
import { inSlices } from '../../../../src/sandbox-kit/index.ts';
import type { Search } from './search.ts';
import type { TimeBounds } from './search-bounds.ts';
import { compareKeys, sortKeys, tiePlace, type SortKey } from './sort-orders.ts';
import { canSee, type Viewer } from '../viewer.ts';
import { rangeByDate, walkRange } from './walk-by-date.ts';

/** One page of a search. */
export interface Found {
  readonly deals: readonly StoredDealState[];
  /** At least as many as match: deleted and hidden records count, and so does what was not looked at. */
  readonly upperBound: number;
}

export interface DealFinder {
  find(search: Search, viewer: Viewer): Promise<Found>;
}

/** How many records behind a page are looked at to make the total a close one. */
const closeLook = 5000;

/** How many sorted results are kept while nothing changes. */
const mostKept = 4;

interface Sorted {
  readonly version: number;
  readonly indexes: readonly number[];
  readonly upperBound: number;
}

/** Opens a search over the account's opportunities. */
export function openFinder(account: Account): DealFinder {
  const kept = new Map<string, Sorted>();
  return {
    async find(search, viewer) {
      const { store, settings } = account;
      if (settings.shuffles !== undefined) settings.shuffles += 1;
      const lagging = store.lag.hidden().length > 0;
      const byDate = search.sortBy === 'date_created' || search.sortBy === 'date_modified';
      const { version } = store;
      if (byDate && !lagging && search.ids === undefined)
        return await inSlices(
          () => walked(account, search, viewer),
          () => store.version !== version,
        );
      const key = `${viewer.admin ? 'admin' : viewer.user} ${search.key}`;
      const known = kept.get(key);
      const isFresh = known?.version === store.version && !lagging && settings.shuffles === undefined;
      const sorted =
        known !== undefined && isFresh
          ? known
          : await inSlices(
              () => sortAll(account, search, viewer),
              // Who comes next does not depend on changes here; the result is only kept for the old version.
              () => false,
            );
      kept.delete(key);
      kept.set(key, sorted);
      if (kept.size > mostKept) kept.delete(kept.keys().next().value ?? '');
      return pageOfSorted(account, search, sorted);
    },
  };
}

function pageOfSorted({ store }: Account, search: Search, { indexes, upperBound }: Sorted): Found {
  const { number, size } = search.paging;
  const deals = indexes.slice((number - 1) * size, number * size).flatMap((index) => {
    const deal = store.lag.shown(index)?.state ?? store.at(index);
    return deal === undefined || deal.deletedMs !== undefined ? [] : [deal];
  });
  return { deals, upperBound };
}

/** Makes all records that may match, and sorts what does. */
function* sortAll(account: Account, search: Search, viewer: Viewer): Generator<void, Sorted> {
  const { store } = account;
  const { version } = store;
  const keyOf = sortKeys[search.sortBy];
  const rows: { readonly index: number; readonly key: SortKey; readonly tie: number }[] = [];
  let upperBound = 0;
  for (const deal of candidates(account, search)) {
    yield;
    if (!isWithin(search.bounds, deal) || !meets(search, deal)) continue;
    upperBound += 1;
    if (deal.deletedMs === undefined && canSee(account, viewer, deal.record))
      rows.push({
        index: deal.index,
        key: keyOf(deal, account),
        tie: tiePlace(account, deal.index, deal.changedMs),
      });
  }
  const sign = search.descending ? -1 : 1;
  rows.sort((a, b) => sign * compareKeys(a.key, b.key) || a.tie - b.tie);
  return {
    version,
    indexes: rows.slice(0, searchDepth).map(({ index }) => index),
    upperBound,
  };
}

function* candidates({ store }: Account, { ids }: Search): Generator<StoredDealState> {
  if (ids === undefined) yield* walkDeals(store, { which: 'all', indexed: true });
  else
    for (const id of ids) {
      const index = store.ids.indexOf(id);
      const shown = index === undefined ? undefined : store.lag.shown(index);
      const deal = shown === undefined ? store.find(id) : shown.state;
      if (deal !== undefined) yield deal;
    }
}

/** Takes one page out of the order by date and makes no more records than it has to. */
function* walked(account: Account, search: Search, viewer: Viewer): Generator<void, Found> {
  const { number, size } = search.paging;
  const range = rangeByDate(
    account,
    search.sortBy === 'date_created' ? 'date_created' : 'date_modified',
    search.bounds,
  );
  const first = (number - 1) * size;
  const last = Math.min(first + size, searchDepth);
  const looks = search.conditions.length > 0 || !viewer.admin;
  const counts = looks || Number.isFinite(otherBound(search));
  const deals: StoredDealState[] = [];
  let seen = 0;
  let place = 0;
  let upperBound = 0;
  for (const index of walkRange(account, range, search.descending)) {
    if (place >= last && (range.length - seen > closeLook || !counts)) break;
    seen += 1;
    if (!isNear(account, search.bounds, index)) continue;
    if (looks || (place >= first && place < last)) {
      const deal = account.store.at(index);
      yield;
      if (deal === undefined || !meets(search, deal)) continue;
      upperBound += 1;
      if (deal.deletedMs !== undefined || !canSee(account, viewer, deal.record)) continue;
      if (place >= first && place < last) deals.push(deal);
      place += 1;
    } else {
      upperBound += 1;
      if (account.store.isLive(index)) place += 1;
    }
  }
  return { deals, upperBound: upperBound + range.length - seen };
}

/** A limit of the time that the order does not follow; infinite where there is none. */
function otherBound({ sortBy, bounds }: Search): number {
  const [from, before] =
    sortBy === 'date_created'
      ? [bounds.changedFromMs, bounds.changedBeforeMs]
      : [bounds.createdFromMs, bounds.createdBeforeMs];
  return Number.isFinite(from) ? from : before;
}

function isNear({ store }: Account, bounds: TimeBounds, index: number): boolean {
  return isWithin(bounds, { createdMs: store.createdMs(index), changedMs: store.changedMs(index) });
}

function isWithin(
  bounds: TimeBounds,
  { createdMs, changedMs }: { readonly createdMs: number; readonly changedMs: number },
): boolean {
  return (
    createdMs >= bounds.createdFromMs &&
    createdMs < bounds.createdBeforeMs &&
    changedMs >= bounds.changedFromMs &&
    changedMs < bounds.changedBeforeMs
  );
}

function meets({ conditions }: Search, deal: StoredDealState): boolean {
  return conditions.every((condition) => condition(deal));
}
