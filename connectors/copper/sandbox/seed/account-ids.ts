import { openIdSpace, type BusinessWorld, type IdSpace } from '../../../../src/sandbox-kit/index.ts';

/** Ids are unique within one kind of record only. https://developer.copper.com/introduction/best_practices.html (2026-11-22) */
export interface AccountIds {
  readonly deals: IdSpace;
  readonly companies: IdSpace;
  readonly people: IdSpace;
  readonly leads: IdSpace;
}

export function accountIds({ draws }: BusinessWorld): AccountIds {
  return {
    deals: openIdSpace(draws, 'deal-id', 2_900_001, 7),
    companies: openIdSpace(draws, 'company-id', 9_600_001, 5),
    people: openIdSpace(draws, 'person-id', 27_140_001, 3),
    leads: openIdSpace(draws, 'lead-id', 8_890_001, 3),
  };
}
