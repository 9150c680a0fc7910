/** https://developer.copper.com/introduction/requests.html (2026-11-22). */
export const basePath = '/developer_api/v1';

/** Any rolling minute; what a request above it is answered is not documented. https://developer.copper.com/introduction/requests.html (2026-11-22) */
export const requestsPerMinute = 180;

/** On top of the minute's limit, for bulk endpoints alone. https://developer.copper.com/introduction/requests.html (2026-11-22) */
export const bulkRequestsPerSecond = 3;

/** https://developer.copper.com/leads/bulk-create-leads.html (2026-11-22); opportunities share the contract. */
export const bulkSize = 10;

/** https://developer.copper.com/opportunities/list-opportunities-search.html (2026-11-22). */
export const defaultPageSize = 20;
export const largestPageSize = 200;

/** A search shows no more than its first matches. https://developer.copper.com/opportunities/list-opportunities-search.html (2026-11-22) */
export const searchDepth = 100_000;

/** The last second that date filters accept; milliseconds lie above it. */
export const latestSecond = 2_147_483_648;

/** Tags are cut to this many characters. https://github.com/smith-carson/prosperworks-sdk (2026-11-22) */
export const longestTag = 50;

/** https://developer.copper.com/webhooks/overview.html (2026-11-22). */
export const mostWebhooks = 100;

/** Stands for "has none" in filters by id. https://github.com/dquimper/GitbookTest (2019 docs, read 2026-11-22) */
export const noneId = -2;

export const accountId = 600_123;

/** Invented keys that open nothing but this process. */
export const adminKey = '0123456789abcdef0123456789abcdef';
export const memberKey = 'fedcba9876543210fedcba9876543210';
export const adminToken = 'sandbox-oauth-token';
export const clientId = 'sandbox-client-id';
export const clientSecret = 'sandbox-client-secret';

/** The only scope there is. https://developer.copper.com/introduction/oauth/flow.html (2026-11-22) */
export const oauthScope = 'developer/v1/all';

/** Users the keys belong to, by index: an admin, and a member of one team. */
export const adminUser = 0;
export const memberUser = 1;

/** What a deal that has an amount is converted to, and the unit of an amount that comes without one. */
export const accountCurrency = 'USD';

/** Statuses in the order of the ids that the search filter uses. https://github.com/dquimper/GitbookTest (2019 docs, read 2026-11-22) */
export const statuses = ['Open', 'Won', 'Lost', 'Abandoned'] as const;
export type Status = (typeof statuses)[number];

/** Priorities in ascending order; the ids a filter uses are not documented, so the sandbox counts from 0. */
export const priorities = ['None', 'Low', 'Medium', 'High'] as const;
export type PriorityWord = (typeof priorities)[number];
