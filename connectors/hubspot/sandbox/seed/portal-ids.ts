import { openIdSpace, type BusinessWorld, type IdSpace } from '../../../../src/sandbox-kit/index.ts';

/** The number spaces of the account. */
export interface PortalIds {
  readonly deals: IdSpace;
  readonly contacts: IdSpace;
  readonly companies: IdSpace;
  readonly leads: IdSpace;
  readonly contactCount: number;
  /** Ids of deals that had been merged into the deal at an index before the start. */
  mergedInto(index: number): readonly number[];
  /** The index of the deal that an id merged away before the start leads to. */
  survivorOf(id: number): number | undefined;
}

/** Share of deals that others were merged into. */
const mergedShare = 0.012;

/** Enough people for one deal with several pages of them. */
const fewestContacts = 300;

/** Lays out the ids of an account. */
export function portalIds(world: BusinessWorld): PortalIds {
  const { draws, deals } = world;
  const merged = openIdSpace(draws, 'merged-id', 29_000_000_001);
  const hasMerged = (index: number): boolean => index < deals && draws.chance(index, 'merged', mergedShare);
  return {
    deals: openIdSpace(draws, 'deal-id', 31_000_000_001),
    contacts: openIdSpace(draws, 'contact-id', 7_000_000_001),
    companies: openIdSpace(draws, 'company-id', 8_000_000_001),
    leads: openIdSpace(draws, 'lead-id', 9_000_000_001),
    contactCount: Math.max(world.contacts, fewestContacts),
    mergedInto: (index) => (hasMerged(index) ? [merged.idOf(index)] : []),
    survivorOf(id) {
      const index = merged.indexOf(id);
      return index !== undefined && hasMerged(index) ? index : undefined;
    },
  };
}
