/** Kinds of custom fields a vendor can have, in the model's words. */
export const customFieldTypes = [
  'text',
  'number',
  'money',
  'percent',
  'date',
  'datetime',
  'boolean',
  'option',
  'options',
  'url',
  'reference',
  'unknown',
] as const;
export type CustomFieldType = (typeof customFieldTypes)[number];

/** True for a kind of custom field. A switch, since it runs for each field of each record. */
export function isCustomFieldType(value: unknown): value is CustomFieldType {
  switch (value) {
    case 'text':
    case 'number':
    case 'money':
    case 'percent':
    case 'date':
    case 'datetime':
    case 'boolean':
    case 'option':
    case 'options':
    case 'url':
    case 'reference':
    case 'unknown':
      return true;
    default:
      return false;
  }
}
