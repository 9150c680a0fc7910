import {
  answer,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import { reject } from '../checks/invalid-request.ts';
import type { Row } from '../page.ts';
import { organizationTable, type PeopleTable } from './people.ts';
import {
  allowParameters,
  booleanParameter,
  choicesParameter,
  idParameter,
  limitParameter,
  paging,
} from '../query.ts';

/** Persons whose name, addresses or numbers contain a term. */
export function searchPersons(account: Account, table: PeopleTable, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, ['term', 'fields', 'exact_match', 'organization_id', 'include_fields', ...paging]);
  choicesParameter(request, 'include_fields', ['person.picture']);
  const fields = choicesParameter(request, 'fields', ['custom_fields', 'email', 'notes', 'phone', 'name']);
  const organization = idParameter(request, 'organization_id');
  const texts = (row: Row): readonly JsonValue[] => [
    ...(fields?.includes('name') === false ? [] : [row['name'] ?? null]),
    ...(fields?.includes('email') === false ? [] : valuesOf(row['emails'])),
    ...(fields?.includes('phone') === false ? [] : valuesOf(row['phones'])),
  ];
  const item = (row: Row): JsonObject => ({
    ...itemOf(row, 'person'),
    phones: valuesOf(row['phones']),
    emails: valuesOf(row['emails']),
    organization: organizationOf(account, row),
  });
  return page(
    account,
    request,
    table,
    (row) => organization === undefined || row['org_id'] === organization,
    texts,
    item,
  );
}

export function searchOrganizations(
  account: Account,
  table: PeopleTable,
  request: SandboxRequest,
): SandboxAnswer {
  allowParameters(request, ['term', 'fields', 'exact_match', ...paging]);
  const fields = choicesParameter(request, 'fields', ['address', 'custom_fields', 'notes', 'name']);
  const texts = (row: Row): readonly JsonValue[] => [
    ...(fields?.includes('name') === false ? [] : [row['name'] ?? null]),
    ...(fields?.includes('address') === false ? [] : valuesOf([row['address'] ?? null])),
  ];
  return page(account, request, table, () => true, texts, organizationItem);
}

function page(
  account: Account,
  request: SandboxRequest,
  table: PeopleTable,
  matches: (row: Row) => boolean,
  texts: (row: Row) => readonly JsonValue[],
  item: (row: Row) => JsonObject,
): SandboxAnswer {
  const exact = booleanParameter(request, 'exact_match');
  const term = (request.query.get('term') ?? '').toLowerCase();
  if (term.length < (exact ? 1 : 2)) reject('term', 'String must contain at least 2 character(s)');
  const limit = limitParameter(request);
  const after = account.cursors.read(request, 'id', 'asc');
  const isHit = (text: JsonValue): boolean =>
    typeof text === 'string' && (exact ? text.toLowerCase() === term : text.toLowerCase().includes(term));
  const found = Iterator.from(table.from(after === undefined ? 0 : after.id + 1))
    .filter((row) => matches(row) && texts(row).some(isHit))
    .take(limit + 1)
    .toArray();
  const shown = found.slice(0, limit);
  const data = { items: shown.map((row) => ({ result_score: 0.7, item: item(row) })) };
  const last = shown.at(-1);
  if (last === undefined || found.length <= limit)
    return answer(200, { success: true, data, ...account.cursors.lastPage() });
  const cursor = { field: 'id', fieldValue: last.id, sortDirection: 'asc', id: last.id } as const;
  const next_cursor = account.cursors.issue(request, cursor);
  return answer(200, { success: true, data, additional_data: { next_cursor } });
}

function organizationItem(row: Row): JsonObject {
  return { ...itemOf(row, 'organization'), address: valuesOf([row['address'] ?? null])[0] ?? null };
}

function itemOf(row: Row, type: string): JsonObject {
  const { id, name = null, visible_to = null, owner_id = null } = row;
  return { id, type, name, visible_to, owner: { id: owner_id }, custom_fields: [], notes: [] };
}

function organizationOf(account: Account, { org_id: id }: Row): JsonValue {
  const row = typeof id === 'number' ? organizationTable(account).find(id) : undefined;
  return row === undefined ? null : { id: row.id, name: row['name'] ?? null };
}

/** The `value` of each object in a list. */
function valuesOf(list: JsonValue | undefined): readonly JsonValue[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: JsonValue) => {
    const value = isJsonObject(one) ? one['value'] : undefined;
    return typeof value === 'string' ? [value] : [];
  });
}
