import { contactsPerCompany, userCount } from './company-data.ts';
import { drawsOf, type Draws } from '../random.ts';
import { openCalendar, type SalesCalendar } from './sales-calendar.ts';
import { SandboxError } from '../sandbox-error.ts';

/** The largest number of deals a sandbox holds at its start. */
export const maxDeals = 1_000_000;

/** One invented company: everything in it follows from seed, size and the instant it stands at. */
export interface BusinessWorld {
  readonly seed: number;
  readonly draws: Draws;
  /** How many deals there are at the start. */
  readonly deals: number;
  readonly companies: number;
  readonly contacts: number;
  readonly users: number;
  /** The instant of the start, in milliseconds from 1970: nothing in the world is younger. */
  readonly startMs: number;
  readonly calendar: SalesCalendar;
}

export interface WorldOptions {
  readonly deals: number;
  readonly seed: number;
  readonly startMs: number;
}

/**
 * Describes a world without making any of its records.
 *
 * @throws SandboxError where `deals` is not a whole number from 0 to 1,000,000.
 */
export function describeWorld({ deals, seed, startMs }: WorldOptions): BusinessWorld {
  if (!Number.isInteger(deals) || deals < 0 || deals > maxDeals)
    throw new SandboxError('deals', `A sandbox holds 0 to ${maxDeals} deals.`, { context: { deals } });
  const companies = Math.max(8, Math.ceil(deals / 4));
  const draws = drawsOf(seed);
  return {
    seed,
    draws,
    deals,
    companies,
    contacts: companies * contactsPerCompany,
    users: userCount,
    startMs,
    calendar: openCalendar(draws, deals, startMs),
  };
}
