import { companyAt, contactAt } from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';

/** The name of the company with this id; undefined where there is none. */
export function companyNameOf({ ids, world }: Account, id: number): string | undefined {
  const index = ids.companies.indexOf(id);
  return index === undefined || index >= world.companies ? undefined : companyAt(world.draws, index).name;
}

/** The id of the company that bears this name; names carry the company's number. */
export function companyIdOf({ ids, world }: Account, name: string): number | undefined {
  const index = Number(/(\d+)/.exec(name)?.[1]) - 1;
  const exists = Number.isInteger(index) && index >= 0 && index < world.companies;
  return exists && companyAt(world.draws, index).name === name ? ids.companies.idOf(index) : undefined;
}

/** The name of the person with this id; undefined where there is none. */
export function personNameOf({ ids, world }: Account, id: number): string | undefined {
  const index = ids.people.indexOf(id);
  if (index === undefined || index >= world.contacts) return undefined;
  const { firstName, lastName } = contactAt(world.draws, index);
  return `${firstName} ${lastName}`;
}

/** The id of the company that this person works for; undefined where there is no such person. */
export function companyIdOfPerson({ ids, world }: Account, id: number): number | undefined {
  const index = ids.people.indexOf(id);
  if (index === undefined || index >= world.contacts) return undefined;
  return ids.companies.idOf(contactAt(world.draws, index).company);
}
