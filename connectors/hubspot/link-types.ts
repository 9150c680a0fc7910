import type { AssociatedObject } from './reading/asked.ts';

/** HubSpot's own types of links from a deal: https://developers.hubspot.com/docs/reference/api/crm/associations/association-details (2026-11-22). */
export const plainTypeIds: Readonly<Record<AssociatedObject, number>> = {
  contacts: 3,
  companies: 341,
  leads: 1038,
};

/** The type that one record of a kind has beside a deal at most; contacts have none. */
export const primaryTypeIds: Readonly<Partial<Record<AssociatedObject, number>>> = {
  companies: 5,
  leads: 583,
};

/**
 * The names that lists give to HubSpot's own link types. Those of leads are not documented and follow the pattern of
 * the others.
 */
export const typeNames: ReadonlyMap<number, string> = new Map([
  [3, 'deal_to_contact'],
  [5, 'deal_to_company'],
  [341, 'deal_to_company_unlabeled'],
  [583, 'deal_to_primary_lead'],
  [1038, 'deal_to_lead'],
]);

const ownTypeNames: ReadonlySet<unknown> = new Set(typeNames.values());

/** True for the name of a label that the account has made. */
export function isLabelName(name: unknown): name is string {
  return typeof name === 'string' && !ownTypeNames.has(name);
}

/** A list names a label of the account's own by its internal name, which HubSpot makes from the label so. */
export function internalName(label: string): string {
  return label
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_|_$/g, '');
}

/** Where the native record has links of a kind. */
export function linkPath(object: AssociatedObject): string {
  return `associations.${object}.results[].id`;
}

/** True for the name of the type that makes a company or a lead the primary one. */
export function isPrimaryName(object: AssociatedObject, name: unknown): boolean {
  const typeId = primaryTypeIds[object];
  return typeId !== undefined && name === typeNames.get(typeId);
}
