import type { BudgetReading, RateBudget, VendorRequest } from '../../src/connector-kit/index.ts';
import { isOAuth, type Credentials } from './credentials.ts';
import { tokenCost } from './token-cost.ts';

const source = 'https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting';
const burstMs = 2000;
const readBurst = reading('x-ratelimit-limit', 'x-ratelimit-remaining');
const dayMs = 24 * 60 * 60_000;

/**
 * The vendor's limits, as they are on the smallest plan until an answer says more: a short burst per token, a shorter
 * one for searches, and tokens a day that all users and apps of the company share. The headers of a burst are those of
 * the one that the request drew on, so that a search must not teach the other its smaller number.
 */
export function rateBudgets(credentials: Credentials): readonly RateBudget[] {
  return [
    {
      name: 'burst',
      amount: isOAuth(credentials) ? 80 : 20,
      perMs: burstMs,
      appliesTo: (request) => !isSearch(request),
      readRemaining: readBurst,
      source,
    },
    {
      name: 'search',
      amount: 10,
      perMs: burstMs,
      appliesTo: isSearch,
      readRemaining: readBurst,
      source,
    },
    {
      name: 'daily tokens',
      amount: 30_000,
      perMs: dayMs,
      cost: tokenCost,
      // Not in the vendor's documents; sent all the same (seen in 2026), and missing at times.
      readRemaining: reading('x-daily-ratelimit-token-limit', 'x-daily-ratelimit-token-remaining'),
      source,
    },
  ];
}

function isSearch({ path }: VendorRequest): boolean {
  return /search$/i.test(path);
}

function reading(limitHeader: string, remainingHeader: string): NonNullable<RateBudget['readRemaining']> {
  return (headers): BudgetReading | undefined => {
    const limit = count(headers[limitHeader]);
    const remaining = count(headers[remainingHeader]);
    if (limit === undefined && remaining === undefined) return undefined;
    return {
      ...(limit === undefined ? {} : { limit }),
      ...(remaining === undefined ? {} : { remaining }),
    };
  };
}

/** A header that counts something; undefined where it is missing or no count. */
export function count(header: string | undefined): number | undefined {
  if (header === undefined || !/^-?\d+(?:\.\d+)?$/.test(header.trim())) return undefined;
  return Math.max(0, Number(header));
}
