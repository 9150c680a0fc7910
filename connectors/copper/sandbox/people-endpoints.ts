import {
  companyAt,
  contactAt,
  type IdSpace,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import { missing, requestedId, type Endpoint } from './endpoint.ts';
import { badId, ok, refuseProblems, type Problem } from './errors.ts';
import { pagingOf } from './paging.ts';
import { integerOf, paramsOf, unknownAttributes } from './params.ts';
import type { WireObject } from './wire-json.ts';

/** What endpoints need to know of a kind of record beside opportunities. */
interface PeopleTable {
  readonly path: string;
  readonly ids: IdSpace;
  readonly count: number;
  readonly wire: (index: number) => WireObject;
}

const searchable: ReadonlySet<string> = new Set([
  'page_number',
  'page_size',
  'sort_by',
  'sort_direction',
  'ids',
]);

/** People and companies as far as opportunities refer to them: by id, and page by page in the order of ids. */
export function peopleEndpoints(account: Account): readonly Endpoint[] {
  return [personTable(account), companyTable(account)].flatMap((table): readonly Endpoint[] => [
    { method: 'POST', path: `${table.path}/search`, handle: (request) => search(table, request) },
    {
      method: 'GET',
      path: `${table.path}/:id`,
      handle: (request) => {
        const index = indexOf(table, requestedId(request));
        return index === undefined ? missing(account) : ok(table.wire(index));
      },
    },
  ]);
}

function indexOf({ ids, count }: PeopleTable, id: number): number | undefined {
  const index = ids.indexOf(id);
  return index === undefined || index >= count ? undefined : index;
}

function search(table: PeopleTable, request: SandboxRequest): SandboxAnswer {
  const params = paramsOf(request);
  const problems: Problem[] = [...unknownAttributes(params, searchable)];
  const { number, size } = pagingOf(params, problems);
  const { ids } = params;
  const wanted = Array.isArray(ids) ? ids.map((id) => integerOf(id) ?? 0) : undefined;
  if (wanted?.some((id) => id < 1) === true) problems.push(badId('ids', ids ?? null));
  refuseProblems(problems);
  const first = (number - 1) * size;
  const found = wanted?.flatMap((id) => indexOf(table, id) ?? []);
  const total = found?.length ?? table.count;
  const indexes = Array.from({ length: Math.max(0, Math.min(size, total - first)) }, (_, at) =>
    found === undefined ? first + at : (found[first + at] ?? 0),
  );
  return ok(indexes.map(table.wire), { 'X-PW-TOTAL': String(total) });
}

function personTable({ world, ids }: Account): PeopleTable {
  return {
    path: '/people',
    ids: ids.people,
    count: world.contacts,
    wire: (index) => {
      const { firstName, lastName, email, phone, company } = contactAt(world.draws, index);
      return {
        id: ids.people.idOf(index),
        name: `${firstName} ${lastName}`,
        first_name: firstName,
        last_name: lastName,
        company_id: ids.companies.idOf(company),
        company_name: companyAt(world.draws, company).name,
        emails: [{ email, category: 'work' }],
        phone_numbers: [{ number: phone, category: 'work' }],
        tags: [],
        custom_fields: [],
      };
    },
  };
}

function companyTable({ world, ids }: Account): PeopleTable {
  return {
    path: '/companies',
    ids: ids.companies,
    count: world.companies,
    wire: (index) => {
      const { name, domain, city, market } = companyAt(world.draws, index);
      return {
        id: ids.companies.idOf(index),
        name,
        address: { street: null, city, state: null, postal_code: null, country: market.countryCode },
        email_domain: domain,
        tags: [],
        custom_fields: [],
      };
    },
  };
}
