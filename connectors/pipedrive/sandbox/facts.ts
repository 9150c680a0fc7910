/** The invented company everything here belongs to. */
export const companyId = 7_788_990;
export const companyDomain = 'sandbox';
export const companyName = 'Sandbox Sales OÜ';
export const companyCurrency = 'EUR';
/** A currency the company made up; deals may carry it. */
export const customCurrency = 'PTS';
/** Local dates are days of this calendar. */
export const timeZone = 'Europe/Tallinn';
export const timeZoneId = 318;

/** Requests per rolling two seconds and the day's budget: https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting (2026-11-22). */
export const burstWindowMs = 2000;
export const searchBurst = 10;
export const tokensPerSeat = 30_000;

export type Plan = 'lite' | 'growth' | 'premium' | 'ultimate';

export interface PlanFacts {
  readonly multiplier: number;
  readonly apiTokenBurst: number;
  readonly oauthBurst: number;
  /** False where deals have no acv, arr and mrr. */
  readonly hasRecurringRevenue: boolean;
}

export const plans: Readonly<Record<Plan, PlanFacts>> = {
  lite: { multiplier: 1, apiTokenBurst: 20, oauthBurst: 80, hasRecurringRevenue: false },
  growth: { multiplier: 2, apiTokenBurst: 40, oauthBurst: 160, hasRecurringRevenue: true },
  premium: { multiplier: 5, apiTokenBurst: 100, oauthBurst: 400, hasRecurringRevenue: true },
  ultimate: { multiplier: 7, apiTokenBurst: 120, oauthBurst: 480, hasRecurringRevenue: true },
};

/** How many refused requests in a minute bring the block; the vendor names no number, this one is invented. */
export const refusalsUntilBlocked = 100;
export const refusalWindowMs = 60_000;
export const blockedForMs = 60_000;

/** Deleted deals can be read and restored this long: https://developers.pipedrive.com/changelog (2026-11-22). */
export const deletedForMs = 30 * 86_400_000;

/** Lives of OAuth secrets: https://pipedrive.readme.io/docs/marketplace-oauth-authorization (2026-11-22). */
export const accessTokenSeconds = 3600;
export const codeLifeMs = 5 * 60_000;
export const refreshTokenIdleMs = 60 * 86_400_000;

export const defaultLimit = 100;
export const largestLimit = 500;
export const mostIds = 100;
export const mostCustomFields = 15;
export const mostWebhooks = 40;
