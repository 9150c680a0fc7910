import type { BudgetReading, RateBudget, VendorRequest } from '../../src/connector-kit/index.ts';
import { isOAuth, type HubSpotCredentials } from './credentials.ts';

const usageDetails = 'https://developers.hubspot.com/docs/api/usage-details';
const limitChangelog = 'https://developers.hubspot.com/changelog/increasing-our-api-limits';
const associationDetails =
  'https://developers.hubspot.com/docs/reference/api/crm/associations/association-details';

type Tier = NonNullable<HubSpotCredentials['tier']>;

/** Requests by subscription, as the three pages above state them (2026-11-22). */
const byTier: Readonly<
  Record<Tier, { readonly burst: number; readonly associations: number; readonly daily: number }>
> = {
  starter: { burst: 100, associations: 100, daily: 250_000 },
  professional: { burst: 190, associations: 150, daily: 625_000 },
  enterprise: { burst: 190, associations: 150, daily: 1_000_000 },
  increased: { burst: 250, associations: 200, daily: 1_000_000 },
};

/** Apps from the marketplace: per app and account, without a stated daily limit. */
const publicApp = { burst: 110, associations: 100 };

const tenSecondsMs = 10_000;
const dayMs = 86_400_000;

/**
 * What one account allows this connection. Search counts on its own; association reads count on theirs and, since
 * HubSpot's pages disagree, on the general one too.
 */
export function rateBudgets(credentials: HubSpotCredentials): readonly RateBudget[] {
  const isPublicApp = isOAuth(credentials) && credentials.tier === undefined;
  const tier = byTier[credentials.tier ?? 'starter'];
  const limits = isPublicApp ? publicApp : tier;
  return [
    general(limits.burst),
    search,
    associations(limits.associations),
    ...(isPublicApp ? [] : [daily(tier.daily)]),
  ];
}

function isSearch(request: VendorRequest): boolean {
  return request.method === 'POST' && request.path.endsWith('/search');
}

function general(amount: number): RateBudget {
  return {
    name: 'general',
    amount,
    perMs: tenSecondsMs,
    appliesTo: (request) => !isSearch(request),
    readRemaining: (headers) => reading(headers, 'x-hubspot-ratelimit-max', 'x-hubspot-ratelimit-remaining'),
    source: usageDetails,
  };
}

/** Five a second, shared with every other app of the account. */
const search: RateBudget = {
  name: 'search',
  amount: 5,
  perMs: 1000,
  appliesTo: isSearch,
  source: limitChangelog,
};

function associations(amount: number): RateBudget {
  return {
    name: 'associations',
    amount,
    perMs: tenSecondsMs,
    appliesTo: (request) => request.path.includes('/associations/'),
    source: associationDetails,
  };
}

/** Shared by all private apps of the account; it starts anew at midnight in the account's time zone. */
function daily(amount: number): RateBudget {
  return {
    name: 'daily',
    amount,
    perMs: dayMs,
    readRemaining: (headers) =>
      reading(headers, 'x-hubspot-ratelimit-daily', 'x-hubspot-ratelimit-daily-remaining'),
    source: usageDetails,
  };
}

/** Search answers, and some others, carry none of these headers: their absence says nothing. */
function reading(
  headers: Readonly<Record<string, string>>,
  limitName: string,
  remainingName: string,
): BudgetReading | undefined {
  const limit = wholeNumber(headers[limitName]);
  const remaining = wholeNumber(headers[remainingName]);
  if (limit === undefined && remaining === undefined) return undefined;
  return { ...(limit === undefined ? {} : { limit }), ...(remaining === undefined ? {} : { remaining }) };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
