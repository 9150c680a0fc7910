import { pageOfDeals, type DealQuery, type StoredDeal } from '../../../../src/sandbox-kit/index.ts';
import type { DealState, RecordLink, StoredDealState } from './deal-state.ts';
import { DealSearch } from '../search/deal-search.ts';
import { dealValue } from './deal-values.ts';
import { withLivingLinks } from './living-links.ts';
import { archivedForMs } from '../facts.ts';
import { isLinkedKind } from '../associations/link-records.ts';
import { objectType, type ObjectName } from '../object-types.ts';
import type { ObjectTable, ObjectView } from '../object-view.ts';
import type { Portal } from '../portal.ts';
import { openUniqueIndex } from './unique-index.ts';

/** Deals as every endpoint sees them. */
export function dealTable(portal: Portal): ObjectTable {
  const { store } = portal;
  const viewOf = (deal: StoredDealState): ObjectView => dealView(portal, deal);
  const search = new DealSearch(portal, viewOf);
  const holderOf = openUniqueIndex(portal);
  const exact = (id: number, archived: boolean): ObjectView | undefined => {
    const deal = visibleDeal(portal, store.find(id));
    return deal === undefined || (deal.deletedMs !== undefined) !== archived ? undefined : viewOf(deal);
  };
  return {
    type: objectType('deals'),
    properties: portal.dealProperties,
    catalogue: portal.dealCatalogue,
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
      const found = holderOf(property, value);
      return found === undefined ? undefined : viewOf(found);
    },
    search: (plan) => search.page(plan),
  };
}

/** The id a deal's id leads to, merges before and after the start included. */
export function survivingId({ store, ids }: Portal, id: number): number {
  const index = ids.survivorOf(id);
  return store.survivor(index === undefined ? id : store.ids.idOf(index));
}

/** Archived deals vanish for good when their time is over, or at once where the law demands it. */
function visibleDeal(
  { clock, purged }: Portal,
  deal: StoredDealState | undefined,
): StoredDealState | undefined {
  const gone = deal?.deletedMs !== undefined && deal.deletedMs <= clock.nowMs() - archivedForMs;
  return gone || (deal !== undefined && purged.has(deal.id)) ? undefined : deal;
}

/** One deal as endpoints read it. */
export function dealView(portal: Portal, deal: StoredDeal<DealState>): ObjectView {
  const record = withLivingLinks(portal, deal.record);
  const shown = record === deal.record ? deal : { ...deal, record };
  return {
    id: deal.id,
    createdMs: deal.createdMs,
    updatedMs: deal.changedMs,
    archivedMs: deal.deletedMs,
    read: (name) => dealValue(shown, portal.pipelines, name),
    history(name) {
      const value = dealValue(shown, portal.pipelines, name);
      const single = value === null ? [] : [{ value, atMs: deal.createdMs, sourceType: record.source }];
      return record.history[name] ?? single;
    },
    links: (to) => linksOf(portal, shown, to),
  };
}

function linksOf({ settings }: Portal, { record }: StoredDealState, to: ObjectName): readonly RecordLink[] {
  if (to === 'leads' && settings.leadsOneWay) return [];
  return isLinkedKind(to) ? record[to] : [];
}
