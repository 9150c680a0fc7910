import { Refused, type SandboxAnswer, type SandboxRequest } from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import { activitiesFrom, activitiesOf, findActivity } from './activities.ts';
import { contactScopes, dealScopes, type Endpoint } from './endpoint.ts';
import { gatewayError, notFound } from './errors.ts';
import { reject } from './invalid-request.ts';
import { pageOfRows, single, type Row } from './page.ts';
import { organizationTable, personTable, type PeopleTable } from './people.ts';
import {
  allowParameters,
  booleanParameter,
  idParameter,
  idsParameter,
  instantParameter,
  paging,
  pathId,
} from './query.ts';

const common = ['ids', 'owner_id', 'updated_since', 'updated_until', 'sort_by', 'sort_direction', ...paging];

/** Persons, organizations and activities: read only. */
export function peopleEndpoints(account: Account): readonly Endpoint[] {
  const contacts = { api: 'v2', method: 'GET', scopes: contactScopes } as const;
  const activities = {
    api: 'v2',
    method: 'GET',
    scopes: ['activities:read', 'activities:full', ...dealScopes],
  } as const;
  const persons = personTable(account);
  const organizations = organizationTable(account);
  return [
    { ...contacts, path: '/persons', cost: 10, handle: (r) => listPersons(account, persons, r) },
    { ...contacts, path: '/persons/:id', cost: 1, handle: (r) => getOne(r, persons, 'Person') },
    {
      ...contacts,
      path: '/organizations',
      cost: 10,
      handle: (r) => listPeople(account, organizations, r, common),
    },
    {
      ...contacts,
      path: '/organizations/:id',
      cost: 1,
      handle: (r) => getOne(r, organizations, 'Organization'),
    },
    { ...activities, path: '/activities', cost: 10, handle: (request) => listActivities(account, request) },
    { ...activities, path: '/activities/:id', cost: 1, handle: (request) => getActivity(account, request) },
  ];
}

function listPersons(account: Account, table: PeopleTable, request: SandboxRequest): SandboxAnswer {
  const dealId = idParameter(request, 'deal_id');
  const names = [...common, 'org_id', 'deal_id'];
  if (dealId === undefined) return listPeople(account, table, request, names);
  const deal = account.visible(account.store.find(dealId));
  if (deal === undefined) throw new Refused(notFound('Deal'));
  return listPeople(
    account,
    table,
    request,
    names,
    deal.record.participants.map(({ personId }) => personId),
  );
}

/** Ids nobody has and ids the user may not see are missing without a word. */
function listPeople(
  account: Account,
  table: PeopleTable,
  request: SandboxRequest,
  names: readonly string[],
  among?: readonly number[],
): SandboxAnswer {
  allowParameters(request, names);
  const ids = idsParameter(request) ?? among;
  const matches = rowCondition(request, ['owner_id', 'org_id']);
  const rows = (from: number): IteratorObject<Row> =>
    ids === undefined ? Iterator.from(table.from(from)) : Iterator.from(found(ids, table.find));
  return pageOfRows(account, request, (from) => rows(from).filter(matches));
}

function found(ids: readonly number[], find: (id: number) => Row | undefined): readonly Row[] {
  const sorted = [...new Set(ids)].toSorted((a, b) => a - b);
  return sorted.flatMap((id) => find(id) ?? []);
}

function rowCondition(request: SandboxRequest, filters: readonly string[]): (row: Row) => boolean {
  const wanted = filters.flatMap((name) => {
    const id = idParameter(request, name);
    return id === undefined ? [] : [[name, id] as const];
  });
  const since = instantParameter(request, 'updated_since') ?? -Infinity;
  const until = instantParameter(request, 'updated_until') ?? Infinity;
  return (row) => {
    const changedMs = Date.parse(String(row['update_time'] ?? row['add_time']));
    return wanted.every(([name, id]) => row[name] === id) && changedMs >= since && changedMs < until;
  };
}

function getOne(request: SandboxRequest, table: PeopleTable, what: string): SandboxAnswer {
  allowParameters(request, []);
  const id = pathId(request);
  const row = table.find(id);
  if (row !== undefined) return single(row);
  return table.isHidden(id) ? gatewayError(403, `You do not have access to this ${what}`) : notFound(what);
}

function listActivities(account: Account, request: SandboxRequest): SandboxAnswer {
  const filters = ['deal_id', 'person_id', 'org_id', 'owner_id'];
  allowParameters(request, [...common, ...filters, 'lead_id', 'done']);
  const person = idParameter(request, 'person_id');
  if (person !== undefined && !personTable(account).exists(person)) reject('person_id', 'Person not found');
  const matches = rowCondition(request, filters);
  const done = request.query.has('done') ? booleanParameter(request, 'done') : undefined;
  const ids = idsParameter(request);
  const dealId = idParameter(request, 'deal_id');
  const deal = dealId === undefined ? undefined : account.visible(account.store.find(dealId));
  return pageOfRows(account, request, (from) => {
    const rows =
      ids !== undefined
        ? found(ids, (id) => findActivity(account, id))
        : dealId === undefined
          ? activitiesFrom(account, from)
          : deal === undefined
            ? []
            : activitiesOf(account, deal);
    return Iterator.from(rows).filter((row) => matches(row) && (done === undefined || row['done'] === done));
  });
}

function getActivity(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const row = findActivity(account, pathId(request));
  return row === undefined ? notFound('Activity') : single(row);
}
