import { walkDeals } from '../../../../src/sandbox-kit/index.ts';
import { reverseTypeId } from './association-types.ts';
import type { RecordLink, StoredDealState } from '../deals/deal-state.ts';
import type { LinkedKind } from './link-records.ts';
import type { Portal } from '../portal.ts';

/** Finds the living deals a record is linked to, by the record's id and its place in its table. */
export type LinksToDeals = (id: number, index: number) => readonly RecordLink[];

/** Links of a kind of record, seen from its side. */
export function linksToDeals(portal: Portal, kind: LinkedKind): LinksToDeals {
  return kind === 'leads' ? fromLeads(portal) : gathered(portal, kind);
}

/** A lead belongs to the deal that grew from it, unless somebody touched one of the deals since. */
function fromLeads({ store }: Portal): LinksToDeals {
  return (id, index) =>
    [...new Set([index, ...store.touched()])]
      .filter((deal) => store.isLive(deal))
      .toSorted((a, b) => a - b)
      .flatMap((deal) => backLinks(store.at(deal), 'leads', id));
}

function backLinks(deal: StoredDealState | undefined, kind: LinkedKind, id: number): readonly RecordLink[] {
  const link = deal?.record[kind].find((one) => one.id === id);
  return deal === undefined || link === undefined ? [] : [back(deal.id, link)];
}

function back(dealId: number, { typeIds }: RecordLink): RecordLink {
  return { id: dealId, typeIds: [...new Set(typeIds.map(reverseTypeId))] };
}

/** Reads all deals once per change. */
function gathered({ store }: Portal, kind: LinkedKind): LinksToDeals {
  let links = new Map<number, RecordLink[]>();
  let version = -1;
  return (id) => {
    if (version !== store.version) {
      links = new Map();
      for (const deal of walkDeals(store, {}))
        for (const link of deal.record[kind]) {
          const known = links.get(link.id) ?? [];
          known.push(back(deal.id, link));
          links.set(link.id, known);
        }
      version = store.version;
    }
    return links.get(id) ?? [];
  };
}
