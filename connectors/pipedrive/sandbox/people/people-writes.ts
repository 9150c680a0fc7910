import {
  answer,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import { userId } from '../seed/account-ids.ts';
import type { Account } from '../account.ts';
import { checkPeopleBody, organizationChecks, personChecks } from './check-people.ts';
import type { Endpoint } from '../endpoint.ts';
import { notFound } from '../errors.ts';
import { single, type Row } from '../page.ts';
import { organizationTable, personTable } from './people.ts';
import { allowParameters, pathId } from '../query.ts';
import { toWholeSecond, wireTime } from '../wire-times.ts';

type Kind = 'persons' | 'organizations';

const kinds = {
  persons: { what: 'Person', checks: personChecks, table: personTable },
  organizations: { what: 'Organization', checks: organizationChecks, table: organizationTable },
} as const;

/** Adding, changing and deleting persons and organizations. */
export function peopleWrites(account: Account): readonly Endpoint[] {
  return (['persons', 'organizations'] as const).flatMap((kind): readonly Endpoint[] => {
    const common = { api: 'v2', scopes: ['contacts:full'] } as const;
    const one = `/${kind}/:id`;
    return [
      { ...common, method: 'POST', path: `/${kind}`, cost: 5, handle: (r) => create(account, kind, r) },
      { ...common, method: 'PATCH', path: one, cost: 5, handle: (r) => update(account, kind, r) },
      { ...common, method: 'DELETE', path: one, cost: 3, handle: (r) => remove(account, kind, r) },
    ];
  });
}

function create(account: Account, kind: Kind, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const given = checkPeopleBody(account, request.body, kinds[kind].checks, true);
  const id = account.nextId();
  const empty = kind === 'persons' ? emptyPerson : emptyOrganization;
  const row: Row = {
    ...empty,
    owner_id: userId(0),
    ...withNames(kind, given),
    add_time: now(account),
    update_time: null,
    id,
  };
  account.people[kind].set(id, row);
  return single(row);
}

function update(account: Account, kind: Kind, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const { what, checks, table } = kinds[kind];
  const before = table(account).find(pathId(request));
  if (before === undefined) return notFound(what);
  const given = checkPeopleBody(account, request.body, checks, false);
  const row: Row = { ...before, ...withNames(kind, given), update_time: now(account), id: before.id };
  account.people[kind].set(row.id, row);
  return single(row);
}

/** Deals keep the id of whoever is deleted. */
function remove(account: Account, kind: Kind, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, []);
  const { what, table } = kinds[kind];
  const before = table(account).find(pathId(request));
  if (before === undefined) return notFound(what);
  account.people[kind].set(before.id, null);
  return answer(200, { success: true, data: { id: before.id } });
}

/** The last word of a name is the last name. */
function withNames(kind: Kind, given: JsonObject): JsonObject {
  const { name } = given;
  if (kind !== 'persons' || typeof name !== 'string') return given;
  const words = name.split(' ');
  const last = words.length > 1 ? (words.at(-1) ?? null) : null;
  return { ...given, first_name: words.slice(0, last === null ? 1 : -1).join(' '), last_name: last };
}

function now({ clock }: Account): string {
  return wireTime(toWholeSecond(clock.nowMs()));
}

const emptyBoth = { is_deleted: false, visible_to: 3, label_ids: [], custom_fields: null } as const;

const emptyPerson: JsonObject = { ...emptyBoth, org_id: null, emails: [], phones: [], picture_id: null };

const emptyOrganization: JsonObject = {
  ...emptyBoth,
  address: null,
  website: null,
  linkedin: null,
  industry: null,
  annual_revenue: null,
  employee_count: null,
};
