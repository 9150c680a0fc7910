import type { ObjectName } from '../object-types.ts';

export interface AssociationType {
  readonly typeId: number;
  readonly category: 'HUBSPOT_DEFINED' | 'USER_DEFINED';
  readonly label: string | null;
  /** Its name in the list beside a record. */
  readonly inlineName: string;
}

// Default type ids: https://developers.hubspot.com/docs/api-reference/latest/crm/associations/association-details (2026-11-22).
const types: Readonly<Record<string, readonly AssociationType[]>> = {
  'deals>contacts': [
    { typeId: 3, category: 'HUBSPOT_DEFINED', label: null, inlineName: 'deal_to_contact' },
    { typeId: 63, category: 'USER_DEFINED', label: 'Decision maker', inlineName: 'decision_maker' },
  ],
  'deals>companies': [
    { typeId: 5, category: 'HUBSPOT_DEFINED', label: 'Primary', inlineName: 'deal_to_company' },
    { typeId: 341, category: 'HUBSPOT_DEFINED', label: null, inlineName: 'deal_to_company_unlabeled' },
    { typeId: 61, category: 'USER_DEFINED', label: 'Reseller', inlineName: 'reseller' },
  ],
  'deals>leads': [
    { typeId: 583, category: 'HUBSPOT_DEFINED', label: 'Primary', inlineName: 'deal_to_primary_lead' },
    { typeId: 1038, category: 'HUBSPOT_DEFINED', label: null, inlineName: 'deal_to_lead' },
  ],
  'contacts>deals': [
    { typeId: 4, category: 'HUBSPOT_DEFINED', label: null, inlineName: 'contact_to_deal' },
    { typeId: 64, category: 'USER_DEFINED', label: 'Decision maker', inlineName: 'decision_maker' },
  ],
  'companies>deals': [
    { typeId: 6, category: 'HUBSPOT_DEFINED', label: 'Primary', inlineName: 'company_to_deal' },
    { typeId: 342, category: 'HUBSPOT_DEFINED', label: null, inlineName: 'company_to_deal_unlabeled' },
    { typeId: 62, category: 'USER_DEFINED', label: 'Reseller', inlineName: 'reseller' },
  ],
  'leads>deals': [{ typeId: 582, category: 'HUBSPOT_DEFINED', label: null, inlineName: 'lead_to_deal' }],
};

/** The type in the other direction. */
const reversed: Readonly<Record<number, number>> = {
  3: 4,
  63: 64,
  5: 6,
  341: 342,
  61: 62,
  583: 582,
  1038: 582,
};

export function associationTypes(from: ObjectName, to: ObjectName): readonly AssociationType[] {
  return types[`${from}>${to}`] ?? [];
}

export function reverseTypeId(typeId: number): number {
  return reversed[typeId] ?? typeId;
}

/** The type of a plain link, without any label. */
export function plainTypeId(to: ObjectName): number {
  return to === 'companies' ? 341 : to === 'contacts' ? 3 : 1038;
}

/** The type that makes a company the primary one. */
export const primaryCompany = 5;

/** The type that only one record of a kind has beside a deal; contacts have none. */
export function primaryTypeId(to: ObjectName): number | undefined {
  return to === 'companies' ? primaryCompany : to === 'leads' ? 583 : undefined;
}
