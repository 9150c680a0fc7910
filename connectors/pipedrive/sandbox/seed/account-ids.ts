import { openIdSpace, type BusinessWorld, type IdSpace } from '../../../../src/sandbox-kit/index.ts';

/** The number spaces of the account. */
export interface AccountIds {
  readonly deals: IdSpace;
  readonly persons: IdSpace;
  readonly organizations: IdSpace;
  activity(deal: number, position: number): number;
  activityAt(id: number): { readonly deal: number; readonly position: number } | undefined;
  note(deal: number, position: number): number;
  /** The link between a deal and a person, for links that were there at the start. */
  link(deal: number, position: number): number;
}

const perDeal = 16;
const firstActivity = 8800;
const firstNote = 3300;
const firstLink = 5500;

/** Lays out the ids of an account. */
export function accountIds({ draws }: BusinessWorld): AccountIds {
  return {
    deals: openIdSpace(draws, 'deal-id', 4101),
    persons: openIdSpace(draws, 'person-id', 1204, 2),
    organizations: openIdSpace(draws, 'organization-id', 902, 2),
    activity: (deal, position) => firstActivity + deal * perDeal + position,
    activityAt(id) {
      const offset = id - firstActivity;
      return Number.isSafeInteger(offset) && offset >= 0
        ? { deal: Math.floor(offset / perDeal), position: offset % perDeal }
        : undefined;
    },
    note: (deal, position) => firstNote + deal * perDeal + position,
    link: (deal, position) => firstLink + deal * perDeal + position,
  };
}

/** Ids of users are neighbours; the first one owns the credentials. */
const firstUser = 70_011;

export function userId(index: number): number {
  return firstUser + index;
}

export function userIndex(id: number): number {
  return id - firstUser;
}
