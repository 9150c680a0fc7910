import type { PropertyType } from '../property-definition.ts';

/**
 * Types that can be created, and the field types each may have:
 * https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide (2026-11-22). Calculated ones are not
 * made here, since nothing here works a formula out.
 */
const fieldTypes: readonly (readonly [type: PropertyType, fieldTypes: readonly string[]])[] = [
  ['bool', ['booleancheckbox']],
  ['date', ['date']],
  ['datetime', ['date']],
  ['enumeration', ['booleancheckbox', 'checkbox', 'radio', 'select']],
  ['number', ['number']],
  ['phone_number', ['phonenumber']],
  ['string', ['file', 'html', 'phonenumber', 'text', 'textarea']],
];

/** The field type of calculated properties. */
export const calculated = 'calculation_equation';

export const creatableTypes: readonly PropertyType[] = fieldTypes.map(([type]) => type);
export const creatableFieldTypes: readonly string[] = [
  ...new Set([calculated, ...fieldTypes.flatMap(([, names]) => names)]),
];

export function goesWith(type: PropertyType, fieldType: string): boolean {
  return fieldTypes.some(([name, names]) => name === type && names.includes(fieldType));
}

/** Names are lower case and short: https://github.com/HubSpot/hubspot-api-nodejs/issues/277 (2022-12-04). */
export const namePattern = /^[a-z][a-z0-9_]{0,98}$/;

/** Unique properties of one kind of object: https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide (2026-11-22). */
export const mostUnique = 10;
