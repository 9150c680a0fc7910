import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import type { CustomField, CustomFieldType } from '../custom-fields.ts';
import { companyCurrency } from '../facts.ts';

type Reader = (value: JsonValue, body: JsonObject, name: string) => JsonValue;

/**
 * What a body of API v1 says, in the words of v2: numbers may be texts, flags 0 and 1, times have no zone, custom fields
 * stand at the root. What v1 does not know is left out without a word. The number of a time zone is left out too.
 *
 * @see https://pipedrive.readme.io/docs/pipedrive-api-v2-migration-guide (2026-11-26)
 */
export function newBody({ settings }: Account, body: JsonValue | undefined): JsonObject {
  const given = isJsonObject(body) ? body : {};
  const custom: Record<string, JsonValue> = {};
  for (const { code, type } of settings.customFields) {
    const value = given[code];
    if (value !== undefined) custom[code] = value === null ? null : customValue(type, value, given, code);
  }
  const own = Object.entries(members).flatMap(([name, [newName, read]]) => {
    const value = given[name];
    return value === undefined ? [] : [[newName, read(value, given, name)] as const];
  });
  const fields = Object.keys(custom).length === 0 ? {} : { custom_fields: custom };
  return { ...Object.fromEntries(own), ...fields };
}

const asIs: Reader = (value) => value;

const number: Reader = (value) =>
  typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;

const flag: Reader = (value) => (value === 0 || value === 1 ? value === 1 : value);

const time: Reader = (value) =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(value)
    ? `${value.replace(' ', 'T')}Z`
    : value;

/** `"11,14"`, one number, or a list. */
const options: Reader = (value, body, name) => {
  if (value === null || value === '') return [];
  const list = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [value];
  return list.map((one: JsonValue) => number(typeof one === 'string' ? one.trim() : one, body, name));
};

/** Names of v1, each with its name in v2. */
const members: Readonly<Record<string, readonly [newName: string, read: Reader]>> = {
  title: ['title', asIs],
  value: ['value', number],
  currency: ['currency', asIs],
  user_id: ['owner_id', number],
  person_id: ['person_id', number],
  org_id: ['org_id', number],
  pipeline_id: ['pipeline_id', number],
  stage_id: ['stage_id', number],
  status: ['status', asIs],
  probability: ['probability', number],
  lost_reason: ['lost_reason', asIs],
  visible_to: ['visible_to', number],
  label: ['label_ids', options],
  expected_close_date: ['expected_close_date', asIs],
  close_time: ['close_time', time],
  won_time: ['won_time', time],
  lost_time: ['lost_time', time],
  is_archived: ['is_archived', flag],
  archive_time: ['archive_time', asIs],
};

function customValue(type: CustomFieldType, value: JsonValue, body: JsonObject, code: CustomField['code']) {
  return (customReaders[type] ?? asIs)(value, body, code);
}

const wholeSpan: Reader = (value, body, code) => ({ value, until: body[`${code}_until`] ?? null });
const inObject: Reader = (value) => (isJsonObject(value) ? value : { value });

/** Types whose values v1 writes otherwise than v2. */
const customReaders: Readonly<Partial<Record<CustomFieldType, Reader>>> = {
  double: number,
  enum: number,
  set: (value, body, code) => (value === '' ? null : options(value, body, code)),
  user: number,
  org: number,
  people: number,
  monetary: (value, body, code) => ({
    value: number(value, body, code),
    currency: body[`${code}_currency`] ?? companyCurrency,
  }),
  daterange: wholeSpan,
  timerange: wholeSpan,
  time: inObject,
  address: inObject,
};
