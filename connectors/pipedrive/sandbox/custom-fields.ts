import { createHash } from 'node:crypto';
import { planOptions, regionOptions, type FieldOption } from './seed/options.ts';

export type CustomFieldType =
  | 'varchar'
  | 'varchar_auto'
  | 'text'
  | 'phone'
  | 'double'
  | 'monetary'
  | 'enum'
  | 'set'
  | 'user'
  | 'org'
  | 'people'
  | 'date'
  | 'daterange'
  | 'time'
  | 'timerange'
  | 'address';

/** A field the company added to its deals. */
export interface CustomField {
  /** 40 hexadecimal digits. */
  readonly code: string;
  readonly name: string;
  readonly type: CustomFieldType;
  readonly options: readonly FieldOption[] | undefined;
}

/** The hash a field is known by. */
export function fieldHash(key: string): string {
  return createHash('sha1').update(`sandbox/${key}`).digest('hex');
}

function field(
  key: string,
  name: string,
  type: CustomFieldType,
  options?: readonly FieldOption[],
): CustomField {
  return { code: fieldHash(key), name, type, options };
}

/** One field of each type; two of them share a name, as happens. */
export const customFields: readonly CustomField[] = [
  field('po-number', 'PO number', 'varchar'),
  field('erp-reference', 'ERP reference', 'varchar_auto'),
  field('scope-notes', 'Scope notes', 'text'),
  field('risk-score', 'Risk score', 'double'),
  field('discount', 'Discount rate', 'double'),
  field('setup-fee', 'Setup fee', 'monetary'),
  field('plan', 'Plan', 'enum', planOptions),
  field('old-plan', 'Plan', 'varchar'),
  field('regions', 'Regions', 'set', regionOptions),
  field('account-manager', 'Account manager', 'user'),
  field('reseller', 'Reseller', 'org'),
  field('decision-maker', 'Decision maker', 'people'),
  field('support-phone', 'Support phone', 'phone'),
  field('contract-link', 'Contract link', 'varchar'),
  field('signed-on', 'Contract signed on', 'date'),
  field('service-period', 'Service period', 'daterange'),
  field('standup', 'Daily call', 'time'),
  field('delivery-window', 'Delivery window', 'timerange'),
  field('site', 'Site', 'address'),
];

/** Fields nobody fills, as old accounts have dozens of. */
export function emptyFields(count: number): readonly CustomField[] {
  return Array.from({ length: count }, (_, at) =>
    field(`unused-${at + 1}`, `Unused field ${at + 1}`, 'varchar'),
  );
}

/** The parts of an address, in the order in which the API shows them. */
export const addressParts: readonly string[] = [
  'country',
  'admin_area_level_1',
  'admin_area_level_2',
  'locality',
  'sublocality',
  'route',
  'street_number',
  'subpremise',
  'postal_code',
  'formatted_address',
];
