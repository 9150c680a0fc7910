import {
  companyAt,
  contactAt,
  type IdSpace,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import { missing, requestedId, type Endpoint } from './endpoint.ts';
import { badId, badValue, ok, refuseProblems, type Problem } from './errors.ts';
import { pageOf, pagingOf } from './paging.ts';
import { integerOf, paramsOf, unknownAttributes } from './params.ts';
import type { WireObject } from './wire-json.ts';

/** What endpoints need to know of a kind of record beside opportunities. */
interface PeopleTable {
  readonly path: string;
  readonly ids: IdSpace;
  readonly count: number;
  readonly wire: (index: number) => WireObject;
  readonly nameOf: (index: number) => string;
  /** Address by which a record is found, where records of this kind have one. */
  readonly emailOf?: (index: number) => string;
}

/** Of the filters there are, those that lead to the people and the company of an opportunity. */
const searchable: readonly string[] = [
  'page_number',
  'page_size',
  'sort_by',
  'sort_direction',
  'ids',
  'name',
];

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
  const known = table.emailOf === undefined ? searchable : [...searchable, 'emails'];
  const problems: Problem[] = [...unknownAttributes(params, new Set(known))];
  const paging = pagingOf(params, problems);
  const found = indexesAsked(table, params, problems);
  refuseProblems(problems);
  if (found !== undefined)
    return ok(pageOf(found, paging).map(table.wire), { 'X-PW-TOTAL': String(found.length) });
  const first = (paging.number - 1) * paging.size;
  const count = Math.max(0, Math.min(paging.size, table.count - first));
  return ok(
    Array.from({ length: count }, (_, at) => table.wire(first + at)),
    { 'X-PW-TOTAL': String(table.count) },
  );
}

/** The records that meet all filters; undefined where there is none. */
function indexesAsked(
  table: PeopleTable,
  params: JsonObject,
  problems: Problem[],
): readonly number[] | undefined {
  const { ids = null, name = null, emails = null } = params;
  const conditions: ((index: number) => boolean)[] = [];
  if (name !== null) {
    if (typeof name !== 'string') problems.push(badValue('name', name));
    const part = String(name).toLowerCase();
    conditions.push((index) => table.nameOf(index).toLowerCase().includes(part));
  }
  if (emails !== null) {
    const wanted = new Set<unknown>(Array.isArray(emails) ? emails : [emails]);
    conditions.push((index) => wanted.has(table.emailOf?.(index)));
  }
  const wanted = Array.isArray(ids) ? ids.map((id) => integerOf(id) ?? 0) : undefined;
  if (wanted?.some((id) => id < 1) === true) problems.push(badId('ids', ids));
  if (wanted === undefined && conditions.length === 0) return undefined;
  const candidates =
    wanted?.flatMap((id) => indexOf(table, id) ?? []) ??
    Array.from({ length: table.count }, (_, index) => index);
  return candidates.filter((index) => conditions.every((holds) => holds(index)));
}

function personTable({ world, ids }: Account): PeopleTable {
  return {
    path: '/people',
    ids: ids.people,
    count: world.contacts,
    nameOf: (index) => {
      const { firstName, lastName } = contactAt(world.draws, index);
      return `${firstName} ${lastName}`;
    },
    emailOf: (index) => contactAt(world.draws, index).email,
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
    nameOf: (index) => companyAt(world.draws, index).name,
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
