import type { JsonObject, JsonValue, SandboxAnswer, SandboxRequest } from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import { checkMembers, nameCheck, type MemberCheck } from './checks/check-members.ts';
import { expected, wholeAt } from './checks/check-value.ts';
import { checkEach, reject } from './checks/invalid-request.ts';
import type { Endpoint } from './endpoint.ts';
import { notFound } from './errors.ts';
import { newOptions, save } from './field-writes.ts';
import { namedTables } from './named-tables.ts';
import { single } from './page.ts';
import { allowParameters } from './query.ts';
import type { FieldOption } from './seed/options.ts';

/** Options of a field that can be changed, and how. */
interface Options {
  readonly now: readonly FieldOption[];
  set(options: readonly FieldOption[]): void;
}

/** Adding, renaming and deleting options of fields of deals; sources as in `field-writes.ts`. */
export function fieldOptionWrites(account: Account): readonly Endpoint[] {
  const common = {
    api: 'v2',
    path: '/dealFields/:code/options',
    scopes: ['deals:full', 'admin', 'deal-fields:full'],
    cost: 5,
  } as const;
  return [
    { ...common, method: 'POST', handle: (r) => add(account, r) },
    { ...common, method: 'PATCH', handle: (r) => rename(account, r) },
    { ...common, method: 'DELETE', handle: (r) => remove(account, r) },
  ];
}

/** Undefined for a field that is not there or has no options that people change. */
function optionsOf(account: Account, { params }: SandboxRequest): Options | undefined {
  const { settings } = account;
  const code = params['code'] ?? '';
  if (code === settings.labelFieldCode)
    return { now: settings.labelOptions, set: (options) => void (settings.labelOptions = options) };
  if (code === 'lost_reason')
    return { now: settings.lostReasonOptions, set: (options) => void (settings.lostReasonOptions = options) };
  const field = settings.customFields.find((one) => one.code === code);
  return field?.options === undefined
    ? undefined
    : { now: field.options, set: (options) => save(account, { ...field, options }) };
}

/** The items of the body, checked one by one. @throws Refused */
function items(
  { body }: SandboxRequest,
  checks: Readonly<Record<string, MemberCheck>>,
): readonly JsonObject[] {
  if (!Array.isArray(body)) return reject('body', expected('array', body));
  if (body.length === 0) return reject('body', 'Array must contain at least 1 element(s)');
  const found: JsonObject[] = [];
  checkEach(body.entries(), ([position, item]: [number, JsonValue]) => {
    found.push(checkMembers(item, checks, Object.keys(checks), String(position)));
  });
  return found;
}

function idIn({ now }: Options): MemberCheck {
  return (path, value) => {
    const id = wholeAt(path, value);
    return now.some((option) => option.id === id) ? id : reject(path, 'Option not found');
  };
}

function shown(options: readonly FieldOption[]): SandboxAnswer {
  return single(options.map(({ id, label }) => ({ id, label })));
}

function add(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const options = optionsOf(account, request);
  if (options === undefined) return notFound('Field');
  const labels = items(request, { label: nameCheck }).map(({ label }) => String(label));
  const added = newOptions(account, labels);
  options.set([...options.now, ...added]);
  return shown(added);
}

function rename(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const options = optionsOf(account, request);
  if (options === undefined) return notFound('Field');
  const given = items(request, { id: idIn(options), label: nameCheck });
  const labels = new Map(given.map(({ id, label }) => [Number(id), String(label)]));
  options.set(
    options.now.map((option) => ({ ...option, label: labels.get(Number(option.id)) ?? option.label })),
  );
  // What people called it by hand before is older.
  for (const [id, label] of labels)
    account.names.give(namedTables(account), 'options', `${request.params['code']}:${id}`, label);
  return shown([...labels].map(([id, label]) => ({ id, label, color: null })));
}

/** Deals keep the ids of options that are gone. */
function remove(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const options = optionsOf(account, request);
  if (options === undefined) return notFound('Field');
  const gone = new Set(items(request, { id: idIn(options) }).map(({ id }) => Number(id)));
  options.set(options.now.filter((option) => !gone.has(Number(option.id))));
  return shown(options.now.filter((option) => gone.has(Number(option.id))));
}
