import {
  isJsonObject,
  type JsonValue,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import { checkMembers, nameCheck, type MemberCheck } from './checks/check-members.ts';
import { expected, textAt } from './checks/check-value.ts';
import { checkEach, reject } from './checks/invalid-request.ts';
import { fieldHash, type CustomField, type CustomFieldType } from './custom-fields.ts';
import { dealFields } from './deal-fields.ts';
import type { Endpoint } from './endpoint.ts';
import { notFound, serviceError } from './errors.ts';
import { single } from './page.ts';
import { allowParameters } from './query.ts';
import type { FieldOption } from './seed/options.ts';

/**
 * Adding, changing and deleting fields of deals: members, types and scopes as in `AddDealFieldRequest` and the endpoints of
 * the vendor's client 33.7.0. The words of refusals are invented.
 */
export function fieldWrites(account: Account): readonly Endpoint[] {
  const common = { api: 'v2', scopes: ['admin', 'deal-fields:full'] } as const;
  const one = '/dealFields/:code';
  const changes = ['deals:full', ...common.scopes];
  return [
    { ...common, method: 'POST', path: '/dealFields', cost: 5, handle: (r) => add(account, r) },
    { ...common, method: 'PATCH', path: one, scopes: changes, cost: 5, handle: (r) => edit(account, r) },
    { ...common, method: 'DELETE', path: one, cost: 3, handle: (r) => remove(account, r) },
  ];
}

const types: readonly CustomFieldType[] = [
  'varchar',
  'varchar_auto',
  'text',
  'double',
  'monetary',
  'date',
  'set',
  'enum',
  'user',
  'org',
  'people',
  'phone',
  'time',
  'timerange',
  'daterange',
  'address',
];

const fieldType: MemberCheck = (path, value) =>
  types.find((type) => type === value) ?? reject(path, `Invalid enum value. Expected ${types.join(' | ')}`);

/** Checked to be what they are, and left aside: nothing here depends on them. */
const shape: MemberCheck = (path, value) =>
  isJsonObject(value) ? value : reject(path, expected('object', value));

const common = {
  field_name: nameCheck,
  ui_visibility: shape,
  important_fields: shape,
  required_fields: shape,
  description: (path: string, value: JsonValue) => (value === null ? null : textAt(path, value)),
};

function add(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const checks = { ...common, field_type: fieldType, options: labelsOf };
  const given = checkMembers(request.body, checks, ['field_name', 'field_type']);
  const type = types.find((one) => one === given['field_type']) ?? 'varchar';
  const hasOptions = type === 'enum' || type === 'set';
  const labels = labelTexts(given['options']);
  if (hasOptions && labels.length === 0) return reject('options', 'Required for the types enum and set');
  if (!hasOptions && given['options'] !== undefined)
    return reject('options', 'Only for the types enum and set');
  const field: CustomField = {
    code: fieldHash(`made-${account.nextId()}`),
    name: String(given['field_name']),
    type,
    options: hasOptions ? newOptions(account, labels) : undefined,
  };
  account.settings.customFields = [...account.settings.customFields, field];
  return shown(account, field.code);
}

const labelsOf: MemberCheck = (path, value) => {
  if (!Array.isArray(value)) return reject(path, expected('array', value));
  checkEach(
    value.entries(),
    ([position, option]: [number, JsonValue]) =>
      void checkMembers(option, { label: nameCheck }, ['label'], `${path}.${position}`),
  );
  return value;
};

function labelTexts(options: JsonValue | undefined): readonly string[] {
  const list = Array.isArray(options) ? options : [];
  return list.flatMap((option) => (isJsonObject(option) ? [String(option['label']).trim()] : []));
}

/** Options with ids that nothing had before. */
export function newOptions(account: Account, labels: readonly string[]): readonly FieldOption[] {
  return labels.map((label) => ({ id: account.nextId(), label, color: null }));
}

function shown(account: Account, code: string): SandboxAnswer {
  const row = dealFields(account).find((field) => field.field_code === code);
  return row === undefined ? notFound('Field') : single(row);
}

/** The custom field of the path; those of every company are not changed. @throws Refused */
function requested(account: Account, request: SandboxRequest): CustomField | SandboxAnswer {
  allowParameters(request, []);
  const code = request.params['code'] ?? '';
  const field = account.settings.customFields.find((one) => one.code === code);
  if (field !== undefined) return field;
  const isBuiltIn = dealFields(account).some((row) => row.field_code === code);
  return isBuiltIn
    ? serviceError(403, 'Only custom fields can be changed', 'ERR_FORBIDDEN')
    : notFound('Field');
}

function edit(account: Account, request: SandboxRequest): SandboxAnswer {
  const field = requested(account, request);
  if (!('code' in field)) return field;
  const { field_name: name = field.name } = checkMembers(request.body, common);
  save(account, { ...field, name: String(name) });
  return shown(account, field.code);
}

export function save({ settings }: Account, field: CustomField): void {
  settings.customFields = settings.customFields.map((one) => (one.code === field.code ? field : one));
}

/** Its values are shown no more. */
function remove(account: Account, request: SandboxRequest): SandboxAnswer {
  const field = requested(account, request);
  if (!('code' in field)) return field;
  const row = dealFields(account).find((one) => one.field_code === field.code);
  account.settings.customFields = account.settings.customFields.filter((one) => one.code !== field.code);
  return row === undefined ? notFound('Field') : single(row);
}
