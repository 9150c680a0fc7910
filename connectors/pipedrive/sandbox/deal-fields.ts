import type { JsonObject, NewNames } from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import { addressParts, type CustomField, type CustomFieldType } from './custom-fields.ts';
import { optionalNames } from './checks/optional-members.ts';
import {
  archiveOptions,
  channelOptions,
  originOptions,
  statusOptions,
  visibilityOptions,
  type FieldOption,
} from './seed/options.ts';

/** What the account knows of a field of its deals, as API v2 shows it. */
export interface DealFieldRow extends JsonObject {
  readonly field_name: string;
  readonly field_code: string;
  readonly field_type: string;
  readonly options: readonly (FieldOption & JsonObject)[] | null;
  readonly subfields: readonly JsonObject[] | null;
  readonly is_custom_field: boolean;
  readonly is_optional_response_field: boolean;
}

type BuiltIn = readonly [code: string, name: string, type: string, options?: readonly FieldOption[]];

const builtIns: readonly BuiltIn[] = [
  ['id', 'ID', 'int'],
  ['title', 'Title', 'varchar'],
  ['creator_user_id', 'Creator', 'user'],
  ['owner_id', 'Owner', 'user'],
  ['value', 'Value', 'double'],
  ['currency', 'Currency', 'varchar'],
  ['probability', 'Probability', 'int'],
  ['org_id', 'Organization', 'org'],
  ['pipeline_id', 'Pipeline', 'double'],
  ['person_id', 'Contact person', 'people'],
  ['stage_id', 'Stage', 'stage'],
  ['label_ids', 'Label', 'set', []],
  ['status', 'Status', 'status', statusOptions],
  ['add_time', 'Deal created', 'date'],
  ['update_time', 'Update time', 'date'],
  ['stage_change_time', 'Last stage change', 'date'],
  ['close_time', 'Deal closed on', 'date'],
  ['won_time', 'Won time', 'date'],
  ['lost_time', 'Lost time', 'date'],
  ['local_won_date', 'Won date', 'date'],
  ['local_lost_date', 'Lost date', 'date'],
  ['local_close_date', 'Close date', 'date'],
  ['expected_close_date', 'Expected close date', 'date'],
  ['lost_reason', 'Lost reason', 'varchar_options', []],
  ['visible_to', 'Visible to', 'visible_to', visibilityOptions],
  ['origin', 'Source origin', 'enum', originOptions],
  ['origin_id', 'Source origin ID', 'varchar'],
  ['channel', 'Source channel', 'enum', channelOptions],
  ['channel_id', 'Source channel ID', 'varchar'],
  ['is_deleted', 'Deleted', 'int'],
  ['is_archived', 'Archive status', 'enum', archiveOptions],
  ['archive_time', 'Archive time', 'date'],
  ['acv', 'Annual contract value', 'double'],
  ['arr', 'Annual recurring revenue', 'double'],
  ['mrr', 'Monthly recurring revenue', 'double'],
];

/** Every field, built-in ones first. */
export function dealFields({ settings, names }: Account): readonly DealFieldRow[] {
  const rows = [
    ...builtIns.map(([code, name, type, options]) => {
      if (code === 'label_ids') return row(settings.labelFieldCode, name, type, settings.labelOptions);
      return row(code, name, type, code === 'lost_reason' ? settings.lostReasonOptions : options);
    }),
    ...optionalNames.map(optionalRow),
    ...settings.customFields.map(customRow),
  ];
  return rows.map((field) => ({ ...field, options: field.options?.map(withNewLabel(names, field)) ?? null }));
}

function withNewLabel(names: NewNames, { field_code: code }: DealFieldRow) {
  return (option: FieldOption & JsonObject) => ({
    ...option,
    label: names.of('options', `${code}:${option.id}`, option.label),
  });
}

function optionalRow(name: string): DealFieldRow {
  return { ...row(name, name.replaceAll('_', ' '), 'int', undefined), is_optional_response_field: true };
}

function customRow({ code, name, type, options }: CustomField): DealFieldRow {
  return { ...row(code, name, type, options), subfields: subfieldsOf(type), is_custom_field: true };
}

function row(
  code: string,
  name: string,
  type: string,
  options: readonly FieldOption[] | undefined,
): DealFieldRow {
  const times = { update_time: null, add_time: '2023-05-02T13:20:05Z' };
  return {
    field_name: name,
    field_code: code,
    field_type: type,
    options: options?.map((option) => ({ ...option, ...times })) ?? null,
    subfields: null,
    is_custom_field: false,
    is_optional_response_field: false,
  };
}

const parts: Readonly<Partial<Record<CustomFieldType, readonly string[]>>> = {
  monetary: ['currency'],
  daterange: ['until'],
  time: ['timezone_id'],
  timerange: ['until', 'timezone_id'],
  address: addressParts,
};

function subfieldsOf(type: CustomFieldType): readonly JsonObject[] | null {
  return (
    parts[type]?.map((part) => ({
      field_code: part,
      field_name: part.replaceAll('_', ' '),
      field_type: 'varchar',
    })) ?? null
  );
}
