import {
  countDeals,
  pageOfDeals,
  walkDeals,
  type DealQuery,
  type DealStore,
  type StoredDeal,
} from '../../../src/sandbox-kit/index.ts';
import type { DealState, RecordLink, StoredDealState } from './deal-state.ts';
import { dealValue } from './deal-values.ts';
import { archivedForMs } from './facts.ts';
import { objectType, type ObjectName } from './object-types.ts';
import type { ObjectTable, ObjectView, SearchPlan } from './object-view.ts';
import type { Portal } from './portal.ts';

/** Deals as every endpoint sees them. */
export function dealTable(portal: Portal): ObjectTable {
  const { store } = portal;
  const viewOf = (deal: StoredDealState): ObjectView => dealView(portal, deal);
  const exact = (id: number, archived: boolean): ObjectView | undefined => {
    const deal = visibleDeal(portal, store.find(id));
    return deal === undefined || (deal.deletedMs !== undefined) !== archived ? undefined : viewOf(deal);
  };
  return {
    type: objectType('deals'),
    properties: portal.dealProperties,
    list(fromId, archived, limit) {
      const query: DealQuery<DealState> = {
        which: archived ? 'deleted' : 'live',
        fromIndex: store.ids.indexAtOrAfter(fromId),
        ...(archived ? { where: (deal) => visibleDeal(portal, deal) !== undefined } : {}),
      };
      return pageOfDeals(store, query, 0, limit).map(viewOf);
    },
    find: (id, archived) => exact(survivingId(portal, id), archived),
    findExact: exact,
    findByUnique: (property, value) => {
      const found = walkDeals(store, { where: ({ record }) => record.values[property] === value }).next()
        .value;
      return found === undefined ? undefined : viewOf(found);
    },
    search: (plan) => searchDeals(store, viewOf, plan),
  };
}

/** The id a deal's id leads to, merges before and after the start included. */
export function survivingId({ store, ids }: Portal, id: number): number {
  const index = ids.survivorOf(id);
  return store.survivor(index === undefined ? id : store.ids.idOf(index));
}

/** Archived deals vanish for good when their time is over. */
function visibleDeal({ clock }: Portal, deal: StoredDealState | undefined): StoredDealState | undefined {
  const gone = deal?.deletedMs !== undefined && deal.deletedMs <= clock.nowMs() - archivedForMs;
  return gone ? undefined : deal;
}

/** One deal as endpoints read it. */
export function dealView(portal: Portal, deal: StoredDeal<DealState>): ObjectView {
  const { record } = deal;
  return {
    id: deal.id,
    createdMs: deal.createdMs,
    updatedMs: deal.changedMs,
    archivedMs: deal.deletedMs,
    read: (name) => dealValue(deal, portal.pipelines, name),
    history(name) {
      const value = dealValue(deal, portal.pipelines, name);
      const single = value === null ? [] : [{ value, atMs: deal.createdMs, sourceType: record.source }];
      return record.history[name] ?? single;
    },
    links: (to) => linksOf(portal, deal, to),
  };
}

function linksOf(portal: Portal, { index, record }: StoredDealState, to: ObjectName): readonly RecordLink[] {
  if (to === 'contacts') return record.contacts;
  if (to === 'companies') return record.companies;
  const hasLead = to === 'leads' && record.leadCreatedMs !== undefined && !portal.settings.leadsOneWay;
  return hasLead ? [{ id: portal.ids.leads.idOf(index), typeIds: [583, 1038] }] : [];
}

function searchDeals(
  store: DealStore<DealState>,
  viewOf: (deal: StoredDealState) => ObjectView,
  plan: SearchPlan,
): { readonly total: number; readonly page: readonly ObjectView[] } {
  const { where, bounds } = plan;
  const query: DealQuery<DealState> = {
    indexed: true,
    direction: plan.direction,
    ...(plan.sort === undefined ? {} : { sort: plan.sort }),
    ...(bounds.fromId === undefined ? {} : { fromIndex: store.ids.indexAtOrAfter(bounds.fromId) }),
    ...(bounds.changedFromMs === undefined ? {} : { changedFromMs: bounds.changedFromMs }),
    ...(bounds.changedBeforeMs === undefined ? {} : { changedBeforeMs: bounds.changedBeforeMs }),
    ...(where === undefined ? {} : { where: (deal) => where(viewOf(deal)) }),
  };
  if (plan.sort === undefined) {
    const all = walkDeals(store, query).map(viewOf).toArray().toSorted(plan.compare);
    return { total: all.length, page: all.slice(plan.offset, plan.offset + plan.limit) };
  }
  return {
    total: countDeals(store, query),
    page: pageOfDeals(store, query, plan.offset, plan.limit).map(viewOf),
  };
}
