import { visitEach } from '../cooperate.ts';
import type { StoredDealState } from '../deals/deal-state.ts';
import { searchCap } from '../facts.ts';
import type { ObjectView, SearchBounds, SearchPage, SearchPlan } from '../object-view.ts';
import type { Portal } from '../portal.ts';
import { openRanking } from './ranking.ts';
import { openRecent } from './recent.ts';

/**
 * Searches deals without holding up other requests: a condition is tried once on every deal of the start and remembered;
 * only what was touched since is tried again. Results stay until the next change, so that pages cost nothing.
 */
export class DealSearch {
  readonly #portal: Portal;
  readonly #viewOf: (deal: StoredDealState) => ObjectView;
  readonly #conditions = openRecent<Promise<Uint8Array>>();
  readonly #results = openRecent<Uint32Array>();

  constructor(portal: Portal, viewOf: (deal: StoredDealState) => ObjectView) {
    this.#portal = portal;
    this.#viewOf = viewOf;
  }

  async page(plan: SearchPlan): Promise<SearchPage> {
    const { bounds, direction, sortKey } = plan;
    const { ids } = this.#portal.store;
    const key = JSON.stringify([plan.key, bounds.changedFromMs, bounds.changedBeforeMs]);
    const all = await this.#known(key, () => this.#matches(plan));
    const from = bounds.fromId === undefined ? 0 : firstAtOrAfter(all, ids.indexAtOrAfter(bounds.fromId));
    const found = all.subarray(from);
    const order = JSON.stringify([key, bounds.fromId, plan.sort, direction]);
    const page =
      sortKey === undefined
        ? pageByIndex(found, plan)
        : slice(await this.#known(order, () => this.#ranked(plan, found)), plan);
    const deals = [...page].flatMap((index) => this.#shown(index) ?? []);
    return { total: found.length, page: deals.map(this.#viewOf) };
  }

  /** Indexes of the deals a plan matches, whatever their ids, ascending. */
  async #matches(plan: SearchPlan): Promise<Uint32Array> {
    const { store } = this.#portal;
    const { where } = plan;
    const met = where === undefined ? undefined : await this.#metAtStart(plan.key, where);
    const touched = new Set([...store.touched(), ...store.lag.hidden()]);
    const found = new Uint32Array(store.size);
    let total = 0;
    const fits = (index: number): boolean => {
      if (!touched.has(index))
        return (
          (met === undefined || met[index] === 1) &&
          store.isLive(index) &&
          isInTime(plan.bounds, store.changedMs(index))
        );
      const deal = this.#shown(index);
      return (
        deal !== undefined &&
        isInTime(plan.bounds, deal.changedMs) &&
        (where === undefined || where(this.#viewOf(deal)))
      );
    };
    await visitEach(0, found.length, (index) => {
      if (!fits(index)) return;
      found[total] = index;
      total += 1;
    });
    return found.slice(0, total);
  }

  /** 1 where the deal at an index met the condition before anybody touched it; an edited pipeline changes that. */
  #metAtStart(key: string, where: (view: ObjectView) => boolean): Promise<Uint8Array> {
    const { store, world, pipelines } = this.#portal;
    return this.#conditions.get(pipelines, key, async () => {
      const met = new Uint8Array(world.deals);
      await visitEach(0, met.length, (index) => {
        const deal = store.at(index);
        if (deal !== undefined && where(this.#viewOf(deal))) met[index] = 1;
      });
      return met;
    });
  }

  async #ranked({ sortKey, direction }: SearchPlan, found: Uint32Array): Promise<Uint32Array> {
    const ranking = openRanking(searchCap, direction);
    await visitEach(0, found.length, (at) => {
      const index = found[at] ?? 0;
      const deal = this.#shown(index);
      if (deal !== undefined) ranking.add(index, sortKey?.(this.#viewOf(deal)));
    });
    return ranking.ordered();
  }

  async #known(key: string, make: () => Promise<Uint32Array>): Promise<Uint32Array> {
    const { store } = this.#portal;
    // While the index lags, results change with the clock.
    if (store.lag.hidden().length > 0) return make();
    return this.#results.getSettled(() => store.version, key, make);
  }

  /** The deal as the index shows it; undefined where it shows none. */
  #shown(index: number): StoredDealState | undefined {
    const { store } = this.#portal;
    const older = store.lag.shown(index);
    const deal = older === undefined ? store.at(index) : older.state;
    return deal?.deletedMs === undefined ? deal : undefined;
  }
}

function isInTime(
  { changedFromMs = -Infinity, changedBeforeMs = Infinity }: SearchBounds,
  ms: number,
): boolean {
  return ms >= changedFromMs && ms < changedBeforeMs;
}

function slice(ordered: Uint32Array, { offset, limit }: SearchPlan): Uint32Array {
  return ordered.subarray(offset, offset + limit);
}

function pageByIndex(ascending: Uint32Array, plan: SearchPlan): Uint32Array {
  if (plan.direction === 'ascending') return slice(ascending, plan);
  const end = Math.max(0, ascending.length - plan.offset);
  return ascending.subarray(Math.max(0, end - plan.limit), end).toReversed();
}

/** Position of the first number that is not below another, in ascending numbers. */
function firstAtOrAfter(ascending: Uint32Array, wanted: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
