import type {
  CustomFieldDefinition,
  NativeType,
  ValueMember,
  VendorSession,
} from '../../src/connector-kit/index.ts';
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

const start = { type: 'time', given: 'required' } as const;
const day = { type: 'date', given: 'required' } as const;
const part = { type: 'text', given: 'optional' } as const;
/** The zone goes out by its name; the number is the vendor's. Without a name it is that of the company. */
const zone = {
  timezone_name: { type: 'zone', given: 'chosen' },
  timezone_id: { type: 'number', given: 'vendor' },
} as const;

/**
 * Values that are objects, member by member. Of an address the text is enough; a part that is left out is null.
 *
 * @see https://pipedrive.readme.io/docs/pipedrive-api-v2-migration-guide (November 2026)
 */
const members: Readonly<Record<string, Readonly<Record<string, ValueMember>>>> = {
  monetary: {
    value: { type: 'number', given: 'required' },
    currency: { type: 'currency', given: 'optional' },
  },
  daterange: { value: day, until: day },
  time: { value: start, ...zone },
  timerange: { value: start, until: start, ...zone },
  address: {
    value: { type: 'text', given: 'required', longest: 255 },
    street_number: part,
    route: part,
    subpremise: part,
    sublocality: part,
    locality: part,
    admin_area_level_1: part,
    admin_area_level_2: part,
    country: part,
    postal_code: part,
    formatted_address: part,
  },
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
    ...(Object.hasOwn(members, fieldType) ? { members: members[fieldType] } : {}),
    ...(field.description ? { description: field.description } : {}),
    ...(type === 'reference' ? { refName: fieldType } : {}),
    ...(options.length === 0
      ? {}
      : { options: Object.fromEntries(options.map(({ id, label }) => [id, label ?? id])) }),
  };
}
