import { companyAt, contactAt, marketOf, type JsonObject } from '../../../../src/sandbox-kit/index.ts';
import { userId } from '../seed/account-ids.ts';
import type { Account } from '../account.ts';
import type { Row } from '../page.ts';
import { toWholeSecond, wireTime } from '../wire-times.ts';
import { addressValue } from '../seed/initial-custom-values.ts';

/** Persons and organizations of the account, made when they are read. */
export interface PeopleTable {
  /** False for ids nobody has. */
  exists(id: number): boolean;
  /** Undefined where it does not exist or the token's user may not see it. */
  find(id: number): Row | undefined;
  from(id: number): Iterable<Row>;
  /** True for records of which the user may not see more than that they exist. */
  isHidden(id: number): boolean;
}

/** Share of people and organizations the token's user may not see. */
const hiddenShare = 0.04;

export function personTable(account: Account): PeopleTable {
  const { world, ids } = account;
  return tableOf(
    ids.persons,
    world.contacts,
    'person-hidden',
    account,
    account.people.persons,
    (index, id) => {
      const { firstName, lastName, email, phone, company } = contactAt(world.draws, index);
      return {
        id,
        name: `${firstName} ${lastName}`,
        first_name: firstName,
        last_name: lastName,
        owner_id: ownerOf(account, index),
        org_id: ids.organizations.idOf(company),
        emails: [{ value: email, primary: true, label: 'work' }],
        phones: [{ value: phone, primary: true, label: 'mobile' }],
        is_deleted: false,
        visible_to: 3,
        label_ids: [],
        picture_id: null,
        ...bornTimes(account, index, 'person'),
        custom_fields: null,
      };
    },
  );
}

export function organizationTable(account: Account): PeopleTable {
  const { world, ids } = account;
  return tableOf(
    ids.organizations,
    world.companies,
    'organization-hidden',
    account,
    account.people.organizations,
    (index, id) => {
      const { name, city, domain } = companyAt(world.draws, index);
      const { country } = marketOf(world.draws, index);
      return {
        id,
        name: account.names.of('organizations', id, name),
        owner_id: ownerOf(account, index),
        address: addressValue(`${city}, ${country}`, { country, locality: city }),
        is_deleted: false,
        visible_to: 3,
        label_ids: [],
        website: `https://${domain}`,
        linkedin: null,
        industry: null,
        annual_revenue: null,
        employee_count: null,
        ...bornTimes(account, index, 'organization'),
        custom_fields: null,
      };
    },
  );
}

function tableOf(
  ids: Account['ids']['persons'],
  count: number,
  hidden: string,
  { world }: Account,
  written: ReadonlyMap<number, Row | null>,
  make: (index: number, id: number) => Row,
): PeopleTable {
  const indexOf = (id: number): number | undefined => {
    const index = ids.indexOf(id);
    return index !== undefined && index < count ? index : undefined;
  };
  const isHiddenAt = (index: number): boolean => world.draws.chance(index, hidden, hiddenShare);
  /** The row as it stands, not looking at who may see it. */
  const rowAt = (index: number): Row | undefined => {
    const id = ids.idOf(index);
    const changed = written.get(id);
    return changed === undefined ? make(index, id) : (changed ?? undefined);
  };
  return {
    exists: (id) => written.get(id) !== null && (written.has(id) || indexOf(id) !== undefined),
    isHidden(id) {
      const index = indexOf(id);
      return index !== undefined && isHiddenAt(index);
    },
    find(id) {
      const index = indexOf(id);
      if (index === undefined) return written.get(id) ?? undefined;
      return isHiddenAt(index) ? undefined : rowAt(index);
    },
    *from(id) {
      for (let index = ids.indexAtOrAfter(id); index < count; index += 1) {
        const row = isHiddenAt(index) ? undefined : rowAt(index);
        if (row !== undefined) yield row;
      }
      for (const row of written.values())
        if (row !== null && row.id >= id && indexOf(row.id) === undefined) yield row;
    },
  };
}

function ownerOf({ world }: Account, index: number): number {
  return userId(world.draws.integer(index, 'person-owner', 0, world.users - 1));
}

function bornTimes({ world }: Account, index: number, what: string): JsonObject {
  const { draws, startMs } = world;
  const bornMs = toWholeSecond(startMs - draws.integer(index, `${what}-born`, 1, 86_400) * 1_000_000);
  const changed = draws.chance(index, `${what}-changed`, 0.7);
  return {
    add_time: wireTime(bornMs),
    update_time: changed ? wireTime(bornMs + Math.floor((startMs - bornMs) / 2)) : null,
  };
}
