import type { CustomFieldDefinition, NativeType, VendorSession } from '../../src/connector-kit/index.ts';
import { dealFields } from './deal-fields.ts';
import type { NativeDealField } from './native-schema.ts';

type Kind = readonly [CustomFieldDefinition['type'], NativeType];

/**
 * What each field type is and how its values look in `custom_fields`.
 *
 * @see https://pipedrive.readme.io/docs/core-api-concepts-custom-fields (November 2026)
 */
const kinds: Readonly<Record<string, Kind>> = {
  varchar: ['text', 'text'],
  varchar_auto: ['text', 'text'],
  text: ['text', 'text'],
  phone: ['text', 'text'],
  int: ['number', 'int'],
  double: ['number', 'number'],
  boolean: ['boolean', 'bool'],
  // { value, currency }
  monetary: ['money', 'json'],
  date: ['date', 'date'],
  enum: ['option', 'id'],
  // An array of option ids.
  set: ['options', 'id'],
  user: ['reference', 'id'],
  org: ['reference', 'id'],
  people: ['reference', 'id'],
  person: ['reference', 'id'],
  deal: ['reference', 'id'],
  lead: ['reference', 'id'],
  stage: ['reference', 'id'],
  activity: ['reference', 'id'],
  project: ['reference', 'id'],
};

/** Ranges, times of day, addresses and whatever comes next: objects, shown as the vendor sends them. */
const other: Kind = ['unknown', 'json'];

/**
 * The most characters of a text.
 *
 * @see https://pipedrive.readme.io/docs/core-api-concepts-custom-fields (November 2026)
 */
const longest: Readonly<Record<string, number>> = {
  varchar: 255,
  varchar_auto: 255,
  phone: 255,
  text: 65_535,
};

/** The fields this account added to deals. Their keys are hashes that stay when people rename the field. */
export async function customFields(session: VendorSession): Promise<readonly CustomFieldDefinition[]> {
  const fields = await dealFields(session);
  return fields.filter((field) => field.is_custom_field === true).map(definition);
}

function definition(field: NativeDealField): CustomFieldDefinition {
  const fieldType = field.field_type ?? '';
  const [type, wire] = (Object.hasOwn(kinds, fieldType) ? kinds[fieldType] : undefined) ?? other;
  const options = field.options ?? [];
  return {
    key: field.field_code,
    label: field.field_name ?? field.field_code,
    type,
    wire,
    ...(Object.hasOwn(longest, fieldType) ? { longest: longest[fieldType] } : {}),
    ...(field.description ? { description: field.description } : {}),
    ...(type === 'reference' ? { refName: fieldType } : {}),
    ...(options.length === 0
      ? {}
      : { options: Object.fromEntries(options.map(({ id, label }) => [id, label ?? id])) }),
  };
}
