import type { JsonValue } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import { fieldValue, readableFields } from '../opportunity-columns.ts';
import { cellText, jsonText } from './printable.ts';

type Row = readonly [field: string, value: string];

/**
 * Every field that a record carries, one row each; fields of the account's own one row for each, by their labels, the
 * name of the field before the first of them.
 */
export function recordRows(opportunity: Opportunity): readonly Row[] {
  return readableFields().flatMap((name): readonly Row[] => {
    const parts = ownParts(opportunity, name);
    if (parts.length > 0) return parts.map((part, index) => [index === 0 ? name : '', part]);
    const value = fieldValue(opportunity, name);
    return value === undefined ? [] : [[name, shownValue(value)]];
  });
}

function ownParts(opportunity: Opportunity, name: string): readonly string[] {
  if (name === 'customFields') return customFieldParts(opportunity.customFields ?? []);
  const value = fieldValue(opportunity, name);
  if (name !== 'customMappings' || !isJsonObject(value)) return [];
  return Object.entries(value).map(([key, own]) => `${key}: ${shownValue(own)}`);
}

/** A label that several have says nothing without the id, and a field that the vendor no longer knows has no label. */
function customFieldParts(fields: NonNullable<Opportunity['customFields']>): readonly string[] {
  const labels = fields.map(({ name }) => name);
  return fields.map(({ id, name, value }, index) => {
    const isOnly = labels.indexOf(name) === index && labels.lastIndexOf(name) === index;
    const label = name === null ? id : isOnly ? name : `${name} (${id})`;
    return `${label}: ${shownValue(value)}`;
  });
}

function shownValue(value: JsonValue): string {
  return cellText(value, value === null ? undefined : jsonText(value));
}
