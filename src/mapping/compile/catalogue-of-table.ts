import { nativeTypes, type CustomFieldDefinition, type NativeType } from '../../connector-kit/resource.ts';
import { isJsonObject, type JsonValue } from '../../model/json.ts';
import { isCustomFieldType } from '../../model/custom-field-types.ts';
import type { LookupColumns } from '../mapping-types.ts';

/** Definitions of custom fields from rows `{ name, type?, options?, wire?, description?, refName? }` by key. */
export function catalogueOfTable(rows: ReadonlyMap<string, LookupColumns>): readonly CustomFieldDefinition[] {
  return [...rows].map(([key, row]) => definitionOf(key, row, textOf(row, 'name') ?? key));
}

/** A definition from plain JSON; what is missing or malformed in it takes the plainest value. */
export function definitionOf(key: string, row: LookupColumns, label: string): CustomFieldDefinition {
  const description = textOf(row, 'description');
  const refName = textOf(row, 'refName');
  const options = optionsOf(own(row, 'options'));
  const type = own(row, 'type');
  return {
    key,
    label,
    type: isCustomFieldType(type) ? type : 'unknown',
    wire: wireOf(own(row, 'wire')),
    ...(description === undefined ? {} : { description }),
    ...(options === undefined ? {} : { options }),
    ...(refName === undefined ? {} : { refName }),
    ...(own(row, 'access') === 'read' ? { access: 'read' as const } : {}),
    ...writeFactsOf(row),
  };
}

/** What only writing asks for. */
function writeFactsOf(row: LookupColumns): Partial<CustomFieldDefinition> {
  const [clear, longest] = [own(row, 'clear'), own(row, 'longest')];
  return {
    ...(clear === undefined ? {} : { clear }),
    ...(own(row, 'nullable') === false ? { nullable: false } : {}),
    ...(own(row, 'whole') === true ? { whole: true } : {}),
    ...(typeof longest === 'number' ? { longest } : {}),
  };
}

function own(row: LookupColumns, column: string): JsonValue | undefined {
  return Object.hasOwn(row, column) ? row[column] : undefined;
}

function textOf(row: LookupColumns, column: string): string | undefined {
  const value = own(row, column);
  return typeof value === 'string' ? value : undefined;
}

function wireOf(value: JsonValue | undefined): NativeType {
  return nativeTypes.find((type) => type === value) ?? 'json';
}

function optionsOf(value: JsonValue | undefined): Record<string, string> | undefined {
  if (!isJsonObject(value)) return undefined;
  return Object.fromEntries(Object.entries(value).map(([id, label]) => [id, String(label)]));
}
