import type { BusinessDeal, BusinessWorld } from '../../../../src/sandbox-kit/index.ts';
import type { RecordLink } from '../deals/deal-state.ts';
import type { PortalIds } from '../seed/portal-ids.ts';

/** Every so many deals, one has far more contacts than one page of associations holds. */
const crowdedEvery = 251;

/** Contacts of a deal: no type says which one is the most important. */
export function contactLinks(
  world: BusinessWorld,
  deal: BusinessDeal,
  ids: PortalIds,
): readonly RecordLink[] {
  const { draws } = world;
  const { index } = deal;
  const crowd = index % crowdedEvery === 5 ? draws.integer(index, 'crowd', 101, 230) : 0;
  const first = draws.integer(index, 'crowd-first', 0, ids.contactCount - 1);
  const crowded = Array.from({ length: crowd }, (_, at) => (first + at) % ids.contactCount);
  const contacts = crowd > 0 ? crowded : deal.contacts;
  return contacts
    .map((contact) => ({
      id: ids.contacts.idOf(contact),
      typeIds: draws.chance(index + contact, 'decision-maker', 0.15) ? [3, 63] : [3],
    }))
    .toSorted((a, b) => a.id - b.id);
}

/** The lead a deal grew from. */
export function leadLinks({ index, lead }: BusinessDeal, ids: PortalIds): readonly RecordLink[] {
  return lead === undefined ? [] : [{ id: ids.leads.idOf(index), typeIds: [583, 1038] }];
}

/** Companies of a deal: the primary one carries the plain type as well. */
export function companyLinks(
  world: BusinessWorld,
  deal: BusinessDeal,
  ids: PortalIds,
): readonly RecordLink[] {
  const { draws, companies } = world;
  const { index, company } = deal;
  if (company === undefined) return [];
  const primary = {
    id: ids.companies.idOf(company),
    typeIds: draws.chance(index, 'plain-company', 0.05) ? [341] : [5, 341],
  };
  const second = (company + draws.integer(index, 'second-company', 1, companies - 1)) % companies;
  const reseller = {
    id: ids.companies.idOf(second),
    typeIds: draws.chance(index, 'reseller', 0.5) ? [341, 61] : [341],
  };
  return draws.chance(index, 'two-companies', 0.15)
    ? [primary, reseller].toSorted((a, b) => a.id - b.id)
    : [primary];
}
