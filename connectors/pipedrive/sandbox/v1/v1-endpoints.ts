import {
  answer,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import { currencies } from '../seed/currencies.ts';
import { dealFields, type DealFieldRow } from '../deal-fields.ts';
import { dealScopes, leadScopes, type Endpoint } from '../endpoint.ts';
import { gatewayError } from '../errors.ts';
import { findLead, leadLabels, leads, leadSources } from '../deals/leads.ts';
import { notesOf } from '../deals/notes.ts';
import { currentUser, userRow } from '../seed/users.ts';
import { oldList, oldPage } from './v1-page.ts';

/** Tables that only API v1 has, and the older form of field definitions. */
export function oldTableEndpoints(account: Account): readonly Endpoint[] {
  const common = { api: 'v1', method: 'GET' } as const;
  const users = { ...common, scopes: ['users:read'] } as const;
  const lead = { ...common, cost: 2, scopes: leadScopes } as const;
  return [
    { ...common, path: '/users/me', cost: 2, scopes: [], handle: () => one(currentUser(account)) },
    { ...users, path: '/users', cost: 20, handle: () => oldList(allUsers(account)) },
    { ...users, path: '/users/find', cost: 40, handle: (request) => findUsers(account, request) },
    { ...users, path: '/users/:id', cost: 2, handle: (request) => getUser(account, request) },
    { ...common, path: '/currencies', cost: 20, scopes: [], handle: (r) => oldList(currenciesLike(r)) },
    { ...lead, path: '/leads', cost: 20, handle: (request) => oldPage(request, leads(account)) },
    { ...lead, path: '/leads/:id', handle: (request) => getLead(account, request) },
    { ...lead, path: '/leadSources', handle: () => oldList(leadSources) },
    { ...lead, path: '/leadLabels', handle: () => oldList(leadLabels) },
    {
      ...common,
      path: '/notes',
      cost: 20,
      scopes: dealScopes,
      handle: (r) => oldPage(r, notesOf(account, r)),
    },
    {
      ...common,
      path: '/dealFields',
      cost: 20,
      scopes: dealScopes,
      handle: (request) => oldPage(request, oldDealFields(account)),
    },
  ];
}

function one(data: JsonObject): SandboxAnswer {
  return answer(200, { success: true, data });
}

function allUsers(account: Account): readonly JsonObject[] {
  return Array.from({ length: account.world.users }, (_, index) => userRow(account, index));
}

function getUser(account: Account, { params }: SandboxRequest): SandboxAnswer {
  const user = allUsers(account).find(({ id }) => String(id) === params['id']);
  return user === undefined ? gatewayError(404, 'User not found') : one(user);
}

function findUsers(account: Account, { query }: SandboxRequest): SandboxAnswer {
  const term = (query.get('term') ?? '').toLowerCase();
  if (term === '') return gatewayError(400, 'Search term must be at least 1 character long');
  const member = query.get('search_by_email') === '1' ? 'email' : 'name';
  return oldList(allUsers(account).filter((user) => String(user[member]).toLowerCase().includes(term)));
}

function currenciesLike({ query }: SandboxRequest): readonly JsonObject[] {
  const term = (query.get('term') ?? '').toLowerCase();
  return currencies.filter(({ code }) => code.toLowerCase().includes(term));
}

function getLead(account: Account, { params }: SandboxRequest): SandboxAnswer {
  const lead = findLead(account, params['id'] ?? '');
  return lead === undefined ? gatewayError(404, 'Lead not found') : one(lead);
}

const oldKeys: Readonly<Record<string, string>> = {
  owner_id: 'user_id',
  label_ids: 'label',
  is_deleted: 'deleted',
};

/** Fields and, as fields of their own, the parts of their values. */
function* oldDealFields(account: Account): Generator<JsonObject> {
  let order = 0;
  for (const [position, field] of dealFields(account).entries()) {
    const id = 12_500 + position;
    yield oldField(field, id, (order += 1));
    for (const [at, part] of (field.subfields ?? []).entries())
      yield {
        ...oldField(field, id * 100 + at, (order += 1)),
        key: `${field.field_code}_${String(part['field_code'])}`,
        name: String(part['field_name']),
        field_type: String(part['field_type']),
        is_subfield: true,
        parent_id: id,
        id_suffix: `_${String(part['field_code'])}`,
      };
  }
}

function oldField(field: DealFieldRow, id: number, order_nr: number): JsonObject {
  return {
    id,
    key: oldKeys[field.field_code] ?? field.field_code,
    name: field.field_name,
    order_nr,
    field_type: field.field_type,
    add_time: '2023-05-02 13:20:05',
    update_time: '2024-02-07 08:11:40',
    created_by_user_id: null,
    active_flag: true,
    edit_flag: field.is_custom_field,
    mandatory_flag: field.field_code === 'lost_reason' ? { status: '=lost' } : field.field_code === 'title',
    ...(field.options === null
      ? {}
      : { options: field.options.map(({ id: option, label }) => ({ id: option, label })) }),
    ...(field.field_name === 'Plan' && field.options !== null
      ? { options_deleted: [{ id: 40, label: 'Tin' }] }
      : {}),
  };
}
