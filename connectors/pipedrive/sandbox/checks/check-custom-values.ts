import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/sandbox-kit/index.ts';
import { userIndex } from '../seed/account-ids.ts';
import type { Account } from '../account.ts';
import { dayAt, expected, numberAt, textAt } from './check-value.ts';
import { currencies } from '../seed/currencies.ts';
import { addressParts, type CustomField, type CustomFieldType } from '../custom-fields.ts';
import { addressValue } from '../seed/initial-custom-values.ts';
import { checkEach, reject, rejectUnknown } from './invalid-request.ts';
import { organizationTable, personTable } from '../people/people.ts';
import { companyZone, zoneNamed, type WireZone } from '../seed/time-zones.ts';

type Check = (value: JsonValue, field: CustomField, account: Account, path: string) => JsonValue;

/**
 * Values as they are kept; null clears one.
 *
 * @see https://pipedrive.readme.io/docs/pipedrive-api-v2-migration-guide (2026-11-26)
 * @throws Refused and names the code of each field.
 */
export function checkCustomFields(account: Account, value: JsonValue): JsonObject {
  if (!isJsonObject(value)) return reject('custom_fields', expected('object', value));
  const checked: Record<string, JsonValue> = {};
  checkEach(Object.entries(value), ([code, given]) => {
    const path = `custom_fields.${code}`;
    const field = account.settings.customFields.find((one) => one.code === code);
    if (field === undefined) return rejectUnknown(path);
    checked[code] = given === null ? null : checks[field.type](given, field, account, path);
  });
  return checked;
}

const checks: Readonly<Record<CustomFieldType, Check>> = {
  varchar: text(255),
  varchar_auto: text(255),
  phone: text(255),
  text: text(65_535),
  double: (value, _, __, path) => numberAt(path, value),
  monetary: (value, _, __, path) => {
    const { value: amount, currency } = members(value, ['value', 'currency'], path);
    return { value: numberAt(path, amount), currency: currencyAt(path, currency) };
  },
  enum: (value, field, _, path) => optionAt(path, value, field),
  set: (value, field, _, path) => {
    if (!Array.isArray(value)) return reject(path, expected('array', value));
    // https://github.com/pipedrive/client-nodejs (`UpdateDealRequest` of 33.7.0): only null takes all options away.
    if (value.length === 0) return reject(path, 'Array must contain at least 1 element(s)');
    return [...new Set(value.map((id: JsonValue) => knownOption(path, numberAt(path, id), field)))];
  },
  user: relation('User', ({ world }, id) => userIndex(id) >= 0 && userIndex(id) < world.users),
  org: relation('Organization', (account, id) => organizationTable(account).exists(id)),
  people: relation('Person', (account, id) => personTable(account).exists(id)),
  date: (value, _, __, path) => dayAt(path, value),
  daterange: (value, _, __, path) => {
    const { value: from, until } = members(value, ['value', 'until'], path);
    return { value: dayAt(path, from), until: dayAt(path, until) };
  },
  time: (value, _, account, path) => {
    const { value: at, timezone_name: zone } = members(value, ['value', 'timezone_name'], path);
    return { value: clockAt(path, at), ...zoneAt(path, zone, account) };
  },
  timerange: (value, _, account, path) => {
    const parts = members(value, ['value', 'until', 'timezone_name'], path);
    const { value: from, until, timezone_name: zone } = parts;
    return { value: clockAt(path, from), until: clockAt(path, until), ...zoneAt(path, zone, account) };
  },
  address: (value, _, __, path) => {
    const { value: whole, ...parts } = members(value, ['value', ...addressParts], path);
    for (const [name, part] of Object.entries(parts)) if (part !== null) textAt(`${path}.${name}`, part);
    return addressValue(shortTextAt(path, whole, 255), parts);
  },
};

/** An empty text is no value: https://github.com/pipedrive/client-nodejs/issues/162 (2020-09-08). */
function text(longest: number): Check {
  return (value, _, __, path) => shortTextAt(path, value, longest) || null;
}

function shortTextAt(path: string, value: JsonValue | undefined, longest: number): string {
  const written = textAt(path, value);
  return written.length <= longest
    ? written
    : reject(path, `String must contain at most ${longest} character(s)`);
}

function relation(what: string, exists: (account: Account, id: number) => boolean): Check {
  return (value, _, account, path) => {
    const id = numberAt(path, value);
    return exists(account, id) ? id : reject(path, `${what} not found`);
  };
}

function currencyAt(path: string, value: JsonValue | undefined): string | null {
  if (value === undefined || value === null) return null;
  const written = textAt(path, value);
  return currencies.some(({ code }) => code === written) ? written : reject(path, 'Currency not supported');
}

function members(value: JsonValue, names: readonly string[], path: string): JsonObject {
  if (!isJsonObject(value)) return reject(path, expected('object', value));
  checkEach(Object.keys(value), (name) => {
    if (!names.includes(name)) rejectUnknown(`${path}.${name}`);
  });
  return value;
}

/** The words for a wrong type are the vendor's: https://github.com/pipedrive/client-php/issues/227 (2025-06-25). */
function optionAt(path: string, id: JsonValue, field: CustomField): JsonValue {
  if (typeof id !== 'number')
    return reject(path, "Expected 'number' as value for single option custom field");
  return knownOption(path, id, field);
}

function knownOption(path: string, id: number, { options = [] }: CustomField): number {
  return options.some((one) => one.id === id) ? id : reject(path, 'Option not found');
}

function clockAt(path: string, value: JsonValue | undefined): string {
  const written = textAt(path, value);
  return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(written)
    ? written.padEnd(8, ':00')
    : reject(path, 'Invalid time, expected HH:MM:SS');
}

function zoneAt(path: string, name: JsonValue | undefined, { settings }: Account): WireZone {
  if (name === undefined) return zoneNamed(settings.timeZone) ?? companyZone;
  return zoneNamed(textAt(path, name)) ?? reject(path, 'Time zone not found');
}
