import { markets, marketWeights, type Market } from './name-tables.ts';
import type { Draws } from '../random.ts';

export interface Company {
  readonly index: number;
  readonly name: string;
  readonly domain: string;
  readonly market: Market;
  readonly city: string;
}

export interface Contact {
  readonly index: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  /** Index of the company the person works for. */
  readonly company: number;
}

export interface User {
  readonly index: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** False for somebody who has left; deals they owned still name them. */
  readonly active: boolean;
}

/** People per company. */
export const contactsPerCompany = 3;

/** How many users the sales team has, those who left included. */
export const userCount = 12;

/** The people in the sales team who have left. */
const formerUsers: ReadonlySet<number> = new Set([4, 9]);

/** The market a company belongs to. */
export function marketOf(draws: Draws, company: number): Market {
  return markets[draws.weighted(company, 'company-market', marketWeights)] ?? markets[0];
}

/** The company at an index, in its market's own language and script. */
export function companyAt(draws: Draws, index: number): Company {
  const market = marketOf(draws, index);
  const stem = draws.pick(index, 'company-stem', market.companyStems);
  const form = draws.pick(index, 'company-form', market.companyForms);
  return {
    index,
    name: `${stem} ${index + 1} ${form}`,
    domain: `company-${index + 1}.example.${market.domain}`,
    market,
    city: draws.pick(index, 'company-city', market.cities),
  };
}

/** The contact at an index; contacts of one company are neighbours. */
export function contactAt(draws: Draws, index: number): Contact {
  const company = Math.floor(index / contactsPerCompany);
  const market = marketOf(draws, company);
  return {
    index,
    firstName: draws.pick(index, 'contact-first', market.firstNames),
    lastName: draws.pick(index, 'contact-last', market.lastNames),
    email: `contact-${index + 1}@company-${company + 1}.example.${market.domain}`,
    phone: `+1 555 ${String(draws.integer(index, 'contact-phone', 0, 9_999_999)).padStart(7, '0')}`,
    company,
  };
}

/** The sales person at an index below {@link userCount}. */
export function userAt(draws: Draws, index: number): User {
  const market = markets[draws.weighted(index, 'user-market', marketWeights)] ?? markets[0];
  return {
    index,
    firstName: draws.pick(index, 'user-first', market.firstNames),
    lastName: draws.pick(index, 'user-last', market.lastNames),
    email: `user-${index + 1}@seller.example.com`,
    active: !formerUsers.has(index),
  };
}
