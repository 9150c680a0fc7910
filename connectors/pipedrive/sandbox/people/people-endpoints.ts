import { Refused, type SandboxAnswer, type SandboxRequest } from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import { activitiesFrom, activitiesOf, findActivity } from '../activities.ts';
import { contactScopes, dealScopes, type Endpoint } from '../endpoint.ts';
import { gatewayError, notFound } from '../errors.ts';
import { reject } from '../checks/invalid-request.ts';
import { pageOfRows, single, type Row } from '../page.ts';
import { organizationTable, personTable, type PeopleTable } from './people.ts';
import {
  organizationMembers,
  peopleView,
  peopleViewParameters,
  personMembers,
  refuseFilter,
  type OptionalMembers,
} from './people-view.ts';
import {
  allowParameters,
  booleanParameter,
  choicesParameter,
  idParameter,
  idsParameter,
  instantParameter,
  paging,
  pathId,
} from '../query.ts';
import { searchOrganizations, searchPersons } from './search-people.ts';

const common = [
  'filter_id',
  'ids',
  'owner_id',
  'updated_since',
  'updated_until',
  'sort_by',
  'sort_direction',
  ...paging,
];

/** Persons, organizations and activities, as they are read. */
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
    {
      ...contacts,
      path: '/persons/search',
      cost: 20,
      isSearch: true,
      handle: (r) => searchPersons(account, persons, r),
    },
    {
      ...contacts,
      path: '/organizations/search',
      cost: 20,
      isSearch: true,
      handle: (r) => searchOrganizations(account, organizations, r),
    },
    {
      ...contacts,
      path: '/persons/:id',
      cost: 1,
      handle: (r) => getOne(r, persons, 'Person', personMembers),
    },
    {
      ...contacts,
      path: '/organizations',
      cost: 10,
      handle: (r) => listPeople(account, organizations, r, common, organizationMembers),
    },
    {
      ...contacts,
      path: '/organizations/:id',
      cost: 1,
      handle: (r) => getOne(r, organizations, 'Organization', organizationMembers),
    },
    { ...activities, path: '/activities', cost: 10, handle: (request) => listActivities(account, request) },
    { ...activities, path: '/activities/:id', cost: 1, handle: (request) => getActivity(account, request) },
  ];
}

function listPersons(account: Account, table: PeopleTable, request: SandboxRequest): SandboxAnswer {
  const dealId = idParameter(request, 'deal_id');
  const names = [...common, 'org_id', 'deal_id'];
  if (dealId === undefined) return listPeople(account, table, request, names, personMembers);
  const deal = account.visible(account.store.find(dealId));
  if (deal === undefined) throw new Refused(notFound('Deal'));
  return listPeople(
    account,
    table,
    request,
    names,
    personMembers,
    deal.record.participants.map(({ personId }) => personId),
  );
}

/** Ids nobody has and ids the user may not see are missing without a word. */
function listPeople(
  account: Account,
  table: PeopleTable,
  request: SandboxRequest,
  names: readonly string[],
  members: OptionalMembers,
  among?: readonly number[],
): SandboxAnswer {
  allowParameters(request, [...names, ...peopleViewParameters]);
  refuseFilter(request);
  const view = peopleView(request, members);
  const ids = idsParameter(request) ?? among;
  const matches = rowCondition(request, ['owner_id', 'org_id']);
  const rows = (from: number): IteratorObject<Row> =>
    ids === undefined ? Iterator.from(table.from(from)) : Iterator.from(found(ids, table.find));
  const sorts = ['id', 'update_time', 'add_time'] as const;
  return pageOfRows(account, request, (from) => rows(from).filter(matches), sorts, view);
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

function getOne(
  request: SandboxRequest,
  table: PeopleTable,
  what: string,
  members: OptionalMembers,
): SandboxAnswer {
  allowParameters(request, peopleViewParameters);
  const view = peopleView(request, members);
  const id = pathId(request);
  const row = table.find(id);
  if (row !== undefined) return single(view(row));
  return table.isHidden(id) ? gatewayError(403, `You do not have access to this ${what}`) : notFound(what);
}

function listActivities(account: Account, request: SandboxRequest): SandboxAnswer {
  const filters = ['deal_id', 'person_id', 'org_id', 'owner_id'];
  allowParameters(request, [...common, ...filters, 'lead_id', 'done', 'include_fields']);
  refuseFilter(request);
  const view = attendeesView(request);
  const person = idParameter(request, 'person_id');
  if (person !== undefined && !personTable(account).exists(person)) reject('person_id', 'Person not found');
  const matches = rowCondition(request, filters);
  const done = request.query.has('done') ? booleanParameter(request, 'done') : undefined;
  const ids = idsParameter(request);
  const dealId = idParameter(request, 'deal_id');
  const deal = dealId === undefined ? undefined : account.visible(account.store.find(dealId));
  const rowsFrom = (from: number): IteratorObject<Row> => {
    const rows =
      ids !== undefined
        ? found(ids, (id) => findActivity(account, id))
        : dealId === undefined
          ? activitiesFrom(account, from)
          : deal === undefined
            ? []
            : activitiesOf(account, deal);
    return Iterator.from(rows).filter((row) => matches(row) && (done === undefined || row['done'] === done));
  };
  return pageOfRows(account, request, rowsFrom, ['id', 'update_time', 'add_time', 'due_date'], view);
}

/** Nobody was invited by mail. */
function attendeesView(request: SandboxRequest): (row: Row) => Row {
  const asked = choicesParameter(request, 'include_fields', ['attendees']) ?? [];
  return (row) => (asked.length === 0 ? row : { ...row, attendees: [] });
}

function getActivity(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, ['include_fields']);
  const view = attendeesView(request);
  const row = findActivity(account, pathId(request));
  return row === undefined ? notFound('Activity') : single(view(row));
}
