import type { CustomFieldDefinition } from '../connector-kit/resource.ts';

/** Kinds of custom field; complete, or it would not compile. */
const table: Readonly<Record<CustomFieldDefinition['type'], true>> = {
  text: true,
  number: true,
  money: true,
  percent: true,
  date: true,
  datetime: true,
  boolean: true,
  option: true,
  options: true,
  url: true,
  reference: true,
  unknown: true,
};

export function isCustomFieldType(value: unknown): value is CustomFieldDefinition['type'] {
  return typeof value === 'string' && Object.hasOwn(table, value);
}
