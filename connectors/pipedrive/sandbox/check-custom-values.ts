import { isJsonObject, Refused, type JsonObject, type JsonValue } from '../../../src/sandbox-kit/index.ts';
import { userIndex } from './account-ids.ts';
import type { Account } from './account.ts';
import { addressParts, type CustomField, type CustomFieldType } from './custom-fields.ts';
import { currencies } from './currencies.ts';
import { timeZone, timeZoneId } from './facts.ts';
import { notAllowed, reject } from './errors.ts';
import { addressValue } from './initial-custom-values.ts';
import { organizationTable, personTable } from './people.ts';
import { canonicalTime } from './wire-times.ts';

type Check = (value: JsonValue, field: CustomField, account: Account, path: string) => JsonValue;

/** Values as they are kept. @throws Refused and names the field's code. */
export function checkCustomFields(account: Account, value: JsonValue): JsonObject {
  if (!isJsonObject(value)) return reject('custom_fields', 'Expected object');
  const checked: Record<string, JsonValue> = {};
  for (const [code, given] of Object.entries(value)) {
    const path = `custom_fields.${code}`;
    const field = account.settings.customFields.find((one) => one.code === code);
    if (field === undefined) throw new Refused(notAllowed(path));
    checked[code] = given === null ? null : checks[field.type](given, field, account, path);
  }
  return checked;
}

const line: Check = (value, _, __, path) => text(value, path, 255);
const relation = (what: string, exists: (account: Account, id: number) => boolean): Check => {
  return (value, _, account, path) =>
    typeof value === 'number' && exists(account, value) ? value : reject(path, `${what} not found`);
};

const checks: Readonly<Record<CustomFieldType, Check>> = {
  varchar: line,
  varchar_auto: line,
  phone: line,
  text: (value, _, __, path) => text(value, path, 65_535),
  double: (value, _, __, path) => (isAmount(value) ? value : reject(path, 'Expected number')),
  monetary: (value, _, __, path) => {
    const { value: amount, currency } = members(value, ['value', 'currency'], path);
    if (!isAmount(amount)) return reject(path, 'Expected number');
    if (currency !== undefined && currency !== null) knownCurrency(currency, path);
    return { value: amount, currency: currency ?? null };
  },
  enum: (value, field, _, path) => option(value, field, path),
  set: (value, field, _, path) =>
    Array.isArray(value) && value.length > 0
      ? value.map((id: JsonValue) => option(id, field, path))
      : reject(path, 'Array must contain at least 1 element(s)'),
  user: relation('User', ({ world }, id) => userIndex(id) >= 0 && userIndex(id) < world.users),
  org: relation('Organization', (account, id) => organizationTable(account).exists(id)),
  people: relation('Person', (account, id) => personTable(account).exists(id)),
  date: (value, _, __, path) => day(value, path),
  daterange: (value, _, __, path) => {
    const { value: from, until } = members(value, ['value', 'until'], path);
    return { value: day(from, path), until: day(until, path) };
  },
  time: (value, _, __, path) => {
    const { value: at } = members(value, ['value', 'timezone_name'], path);
    return { value: clock(at, path), ...zone };
  },
  timerange: (value, _, __, path) => {
    const { value: from, until } = members(value, ['value', 'until', 'timezone_name'], path);
    return { value: clock(from, path), until: clock(until, path), ...zone };
  },
  address: (value, _, __, path) => {
    const parts = members(value, ['value', ...addressParts], path);
    return addressValue(text(parts['value'], path, 255), parts);
  },
};

const zone = { timezone_id: timeZoneId, timezone_name: timeZone } as const;

/** JSON can spell numbers that are too large to be kept. */
function isAmount(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function knownCurrency(value: JsonValue, path: string): void {
  if (!currencies.some(({ code }) => code === value)) reject(path, 'Currency not supported');
}

function text(value: JsonValue | undefined, path: string, longest: number): string {
  if (typeof value !== 'string') return reject(path, 'Expected string');
  return value.length <= longest
    ? value
    : reject(path, `String must contain at most ${longest} character(s)`);
}

function members(value: JsonValue, names: readonly string[], path: string): JsonObject {
  if (!isJsonObject(value)) return reject(path, 'Expected object');
  for (const name of Object.keys(value))
    if (!names.includes(name)) throw new Refused(notAllowed(`${path}.${name}`));
  return value;
}

function option(id: JsonValue, { options = [] }: CustomField, path: string): JsonValue {
  return options.some((one) => one.id === id) ? id : reject(path, 'Option not found');
}

function day(value: JsonValue | undefined, path: string): string {
  const written = text(value, path, 10);
  return canonicalTime(`${written}T00:00:00Z`) === undefined
    ? reject(path, 'Invalid date, expected YYYY-MM-DD')
    : written;
}

function clock(value: JsonValue | undefined, path: string): string {
  const written = text(value, path, 8);
  return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(written)
    ? written.padEnd(8, ':00')
    : reject(path, 'Invalid time, expected HH:MM:SS');
}
