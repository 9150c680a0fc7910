/** The invented account everything here belongs to. */
export const portalId = 424_242;
export const companyCurrency = 'USD';
export const additionalCurrencies: readonly string[] = ['EUR', 'GBP', 'JPY', 'PLN', 'BRL', 'ILS', 'KWD'];

/** The account's time zone, by the legacy name that the account endpoint uses. */
export const timeZone = 'US/Eastern';
/** Minutes east of UTC, winter time all year round: the day's quota starts anew at this midnight. */
export const utcOffsetMinutes = -300;

/** Versions in the path that answer: https://developers.hubspot.com/docs/developer-tooling/platform/versioning (2026-11-22). */
export const datedVersions: readonly string[] = ['2025-09', '2026-03', '2026-09-beta', '2026-09'];

// Limits: https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines (2026-11-22).
export const burstWindowMs = 10_000;
/** Private apps and service keys of a Professional or Enterprise account. */
export const privateBurst = 190;
/** Public apps, per installing account. */
export const oauthBurst = 110;
export const searchesPerSecond = 5;
/** Of a Professional or Enterprise account: https://developers.hubspot.com/docs/api-reference/latest/crm/associations/association-details (2026-11-22). */
export const associationBurst = 150;
export const privateDaily = 625_000;

/** Longest URL in characters before the edge refuses it; measured by others as about 16,200. */
export const longestUrl = 16_200;
export const largestPage = 100;
/** Largest page, and batch, with `propertiesWithHistory`. */
export const largestPageWithHistory = 50;
export const largestSearchPage = 200;
/** Results of one query a search can page through: https://developers.hubspot.com/docs/api-reference/latest/search/guide (2026-11-22). */
export const searchCap = 10_000;
/** Longest number in characters, and largest exponent, that a value may have; the sandbox's own bound. */
export const longestNumber = 400;
export const largestExponent = 308;
export const largestBatch = 100;
export const largestAssociationRead = 1000;
export const largestAssociationWrite = 2000;
/** Associations shown beside a record, and per input of a batch read, before paging starts. */
export const associationPage = 100;
/** How long an archived record can be read and restored. */
export const archivedForMs = 90 * 86_400_000;
/** Life of an OAuth access token. */
export const tokenLifeSeconds = 1800;
