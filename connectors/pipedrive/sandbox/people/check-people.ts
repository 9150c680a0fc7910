import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/sandbox-kit/index.ts';
import { userIndex } from '../seed/account-ids.ts';
import type { Account } from '../account.ts';
import { expected, numberAt, textAt, wholeAt } from '../checks/check-value.ts';
import { checkEach, reject, rejectUnknown } from '../checks/invalid-request.ts';
import { visibilityOptions } from '../seed/options.ts';
import { organizationTable } from './people.ts';

type Check = (path: string, value: JsonValue, account: Account) => JsonValue;

const owner: Check = (path, value, { world }) => {
  const id = wholeAt(path, value);
  return userIndex(id) >= 0 && userIndex(id) < world.users ? id : reject(path, 'User not found');
};

const common: Readonly<Record<string, Check>> = {
  name: (path, value) =>
    textAt(path, value).trim() || reject(path, 'String must contain at least 1 character(s)'),
  owner_id: owner,
  visible_to: (path, value) =>
    visibilityOptions.some(({ id }) => id === value) ? value : reject(path, 'Expected 1 | 3 | 5 | 7'),
  // People have no labels and no custom fields here.
  label_ids: (path, value) =>
    Array.isArray(value) && value.length === 0 ? value : reject(path, 'Label not found'),
  custom_fields: (path, value) => {
    if (!isJsonObject(value)) return reject(path, expected('object', value));
    checkEach(Object.keys(value), (code) => rejectUnknown(`${path}.${code}`));
    return null;
  },
};

const contacts: Check = (path, value) => {
  if (!Array.isArray(value)) return reject(path, expected('array', value));
  checkEach(value.entries(), ([position, one]: [number, JsonValue]) => {
    const place = `${path}.${position}`;
    if (!isJsonObject(one)) return reject(place, expected('object', one));
    textAt(`${place}.value`, one['value']);
  });
  return value;
};

const textOrNull: Check = (path, value) => (value === null ? null : textAt(path, value));
const numberOrNull: Check = (path, value) => (value === null ? null : numberAt(path, value));

/** Members of `AddPersonRequest` and `AddOrganizationRequest` of the vendor's client 33.7.0, those of Contact Sync aside. */
export const personChecks: Readonly<Record<string, Check>> = {
  ...common,
  org_id: (path, value, account) => {
    if (value === null) return null;
    const id = wholeAt(path, value);
    return organizationTable(account).exists(id) ? id : reject(path, 'Organization not found');
  },
  emails: contacts,
  phones: contacts,
};

export const organizationChecks: Readonly<Record<string, Check>> = {
  ...common,
  address: (path, value) =>
    value === null || isJsonObject(value) ? value : reject(path, expected('object', value)),
  website: textOrNull,
  linkedin: textOrNull,
  industry: numberOrNull,
  annual_revenue: numberOrNull,
  employee_count: numberOrNull,
};

/** @throws Refused for unknown keys, wrong types, and a name that is missing where it has to be there. */
export function checkPeopleBody(
  account: Account,
  body: JsonValue | undefined,
  checks: Readonly<Record<string, Check>>,
  isNew: boolean,
): JsonObject {
  if (!isJsonObject(body)) return reject('body', expected('object', body));
  const checked: Record<string, JsonValue> = {};
  const missing = isNew && body['name'] === undefined ? ['name'] : [];
  checkEach([...missing, ...Object.keys(body)], (key) => {
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
    if (check === undefined) return rejectUnknown(key);
    const value = body[key];
    if (value === undefined) return reject(key, 'Required');
    checked[key] = check(key, value, account);
  });
  return checked;
}
