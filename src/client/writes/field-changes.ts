import type { WrittenField } from '../../mapping/write-types.ts';
import type { JsonValue } from '../../model/json.ts';
import { opportunityFields } from '../../model/opportunity-fields.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import type { FieldChange } from './write-plan.ts';

/** The difference a write makes, field by field; what the record has already is left out. */
export function fieldChanges(
  fields: readonly WrittenField[],
  current: Opportunity | undefined,
): readonly FieldChange[] {
  const changes = new Map<string, FieldChange>();
  for (const { field, value, native } of fields) {
    if (native === undefined || changes.has(field)) continue;
    const before = current === undefined ? undefined : valueOf(current, field);
    changes.set(field, { field, ...(before === undefined ? {} : { before }), after: value });
  }
  return [...changes.values()];
}

/** The value of `title`, `customFields[<id>]` or `customMappings.<key>`; undefined where the vendor has none. */
export function valueOf(opportunity: Opportunity, field: string): JsonValue | undefined {
  return flatFields(opportunity).get(field);
}

/** An opportunity as single values, custom fields and custom mappings item by item. */
export function flatFields(opportunity: Opportunity): ReadonlyMap<string, JsonValue> {
  const flat = new Map<string, JsonValue>();
  const { customFields = [], customMappings, ...simple } = opportunity;
  for (const name of Object.keys(opportunityFields)) {
    const value = Object.hasOwn(simple, name) ? Reflect.get(simple, name) : undefined;
    // A record that was read holds nothing but JSON.
    if (value !== undefined) flat.set(name, value as JsonValue);
  }
  for (const { id, value } of customFields) flat.set(`customFields[${id}]`, value);
  for (const [key, value] of Object.entries(customMappings ?? {})) flat.set(`customMappings.${key}`, value);
  return flat;
}
