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

const types: ReadonlySet<unknown> = new Set(Object.keys(table));

export function isCustomFieldType(value: unknown): value is CustomFieldDefinition['type'] {
  return types.has(value);
}
