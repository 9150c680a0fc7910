import type { CustomFieldDefinition } from '../connector-kit/resource.ts';

/** Kinds of custom fields. */
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
] as const satisfies readonly CustomFieldDefinition['type'][];

/** True for a kind of custom field. A switch, since it runs for each field of each record. */
export function isCustomFieldType(value: unknown): value is CustomFieldDefinition['type'] {
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
