import type { DealStore, StoredDeal } from './deal-store.ts';

/** Which records, in which order. */
export interface DealQuery<R> {
  /** `id` is the order of creation. @default 'id' */
  readonly sort?: 'id' | 'changed';
  /** @default 'ascending' */
  readonly direction?: 'ascending' | 'descending';
  /** @default 'live' */
  readonly which?: 'live' | 'deleted' | 'all';
  /** Records with this index or a later one. */
  readonly fromIndex?: number;
  /** Only records changed at or after, and before these instants, in milliseconds from 1970. */
  readonly changedFromMs?: number;
  readonly changedBeforeMs?: number;
  /** Only records created at or after, and before these instants. */
  readonly createdFromMs?: number;
  readonly createdBeforeMs?: number;
  /** A condition on the whole record; costs the making of it. */
  readonly where?: (deal: StoredDeal<R>) => boolean;
  /** True shows what the lagging search index shows. @default false */
  readonly indexed?: boolean;
}

/**
 * Walks the records a query asks for, in order, making only those that are taken out.
 * A change to the store during the walk is undefined behaviour: take what is needed, then stop.
 */
export function* walkDeals<R>(store: DealStore<R>, query: DealQuery<R>): Generator<StoredDeal<R>> {
  for (const index of indexesOf(store, query)) {
    const deal = visibleDeal(store, query, index);
    if (deal !== undefined && (query.where?.(deal) ?? true)) yield deal;
  }
}

/** One page by offset. */
export function pageOfDeals<R>(
  store: DealStore<R>,
  query: DealQuery<R>,
  offset: number,
  limit: number,
): StoredDeal<R>[] {
  return walkDeals(store, query).drop(offset).take(limit).toArray();
}

/** How many records a query matches; makes none of them where the query has no `where`. */
export function countDeals<R>(store: DealStore<R>, query: DealQuery<R>): number {
  let count = 0;
  for (const index of indexesOf(store, query)) {
    const deal = query.where === undefined ? undefined : visibleDeal(store, query, index);
    if (query.where === undefined || (deal !== undefined && query.where(deal))) count += 1;
  }
  return count;
}

function visibleDeal<R>(store: DealStore<R>, query: DealQuery<R>, index: number): StoredDeal<R> | undefined {
  const older = query.indexed === true ? store.lag.shown(index) : undefined;
  return older === undefined ? store.at(index) : older.state;
}

/** What the cheap conditions need to know of a record. */
interface Facts {
  readonly createdMs: number;
  readonly changedMs: number;
  readonly deletedMs: number | undefined;
}

function* indexesOf<R>(store: DealStore<R>, query: DealQuery<R>): Generator<number> {
  const hidden = new Set(query.indexed === true ? store.lag.hidden() : []);
  const order = query.sort === 'changed' ? changeOrder(store, query, hidden) : idOrder(store, query, hidden);
  for (const index of order) {
    if (hidden.has(index)) {
      const older = store.lag.shown(index)?.state;
      if (older !== undefined && fits(older, query)) yield index;
    } else if (isPresent(store, query, index) && fitsNow(store, query, index)) yield index;
  }
}

function isPresent<R>(store: DealStore<R>, { which = 'live' }: DealQuery<R>, index: number): boolean {
  if (which === 'live') return store.isLive(index);
  return store.exists(index) && (which === 'all' || store.deletedMs(index) !== undefined);
}

function fitsNow<R>(store: DealStore<R>, query: DealQuery<R>, index: number): boolean {
  return fitsTimes(
    query,
    () => store.changedMs(index),
    () => store.createdMs(index),
  );
}

function fits<R>(facts: Facts, query: DealQuery<R>): boolean {
  const { which = 'live' } = query;
  if (which !== 'all' && (which === 'live') !== (facts.deletedMs === undefined)) return false;
  return fitsTimes(
    query,
    () => facts.changedMs,
    () => facts.createdMs,
  );
}

function fitsTimes<R>(query: DealQuery<R>, changedMs: () => number, createdMs: () => number): boolean {
  return (
    (query.changedFromMs === undefined || changedMs() >= query.changedFromMs) &&
    (query.changedBeforeMs === undefined || changedMs() < query.changedBeforeMs) &&
    (query.createdFromMs === undefined || createdMs() >= query.createdFromMs) &&
    (query.createdBeforeMs === undefined || createdMs() < query.createdBeforeMs)
  );
}

function* idOrder<R>(store: DealStore<R>, query: DealQuery<R>, hidden: Set<number>): Generator<number> {
  const { fromIndex = 0, direction } = query;
  const few = fewChanged(store, query, hidden);
  if (few !== undefined) yield* direction === 'descending' ? few.toReversed() : few;
  else if (direction === 'descending')
    for (let index = store.size - 1; index >= fromIndex; index -= 1) yield index;
  else for (let index = fromIndex; index < store.size; index += 1) yield index;
}

/** The indexes a change-time condition leaves, ascending, where sorting them is cheaper than walking all. */
function fewChanged<R>(store: DealStore<R>, query: DealQuery<R>, hidden: Set<number>): number[] | undefined {
  const { fromIndex = 0, changedFromMs, changedBeforeMs } = query;
  if (changedFromMs === undefined && changedBeforeMs === undefined) return undefined;
  const changed = slice(store, query);
  if (changed.length + hidden.size > (store.size - fromIndex) / 16) return undefined;
  const candidates = new Set([...changed, ...hidden].filter((index) => index >= fromIndex));
  return [...candidates].toSorted((a, b) => a - b);
}

/** The order by change time; records whose change is hidden take the place their older state had. */
function* changeOrder<R>(store: DealStore<R>, query: DealQuery<R>, hidden: Set<number>): Generator<number> {
  const { fromIndex = 0, direction } = query;
  const sorted = hidden.size === 0 ? slice(store, query) : withOlderPlaces(store, hidden);
  const last = sorted.length - 1;
  for (let at = 0; at <= last; at += 1) {
    const index = sorted[direction === 'descending' ? last - at : at] ?? 0;
    if (index >= fromIndex) yield index;
  }
}

function slice<R>(store: DealStore<R>, { changedFromMs, changedBeforeMs }: DealQuery<R>): Uint32Array {
  const from = changedFromMs === undefined ? 0 : store.changes.countBefore(changedFromMs);
  const to = changedBeforeMs === undefined ? store.size : store.changes.countBefore(changedBeforeMs);
  return store.changes.ascending().subarray(from, Math.max(from, to));
}

function withOlderPlaces<R>(store: DealStore<R>, hidden: Set<number>): number[] {
  const older = [...hidden]
    .map((index) => ({ index, ms: store.lag.shown(index)?.state?.changedMs }))
    .filter((entry): entry is { index: number; ms: number } => entry.ms !== undefined)
    .toSorted((a, b) => a.ms - b.ms || a.index - b.index);
  const merged: number[] = [];
  let next = 0;
  for (const index of store.changes.ascending()) {
    if (hidden.has(index)) continue;
    const ms = store.changedMs(index);
    for (let entry = older[next]; entry !== undefined && entry.ms <= ms; entry = older[next]) {
      merged.push(entry.index);
      next += 1;
    }
    merged.push(index);
  }
  return [...merged, ...older.slice(next).map((entry) => entry.index)];
}
