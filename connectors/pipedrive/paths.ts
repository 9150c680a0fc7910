/**
 * Where each call goes, below the connection's base URL.
 *
 * Version 2 lives below `/api/v2` on every host. Version 1 lives below `/api/v1` on company hosts; on
 * `api.pipedrive.com` some of its paths (leads, lead labels, lead sources) answer only below `/v1`, while the two user
 * paths answer below `/api/v1` there as well: the vendor's own client uses that prefix on that host.
 * A version 1 path that differs by host must not be added here without a look at the host.
 *
 * @see https://pipedrive.readme.io/docs/pipedrive-api-v2 (November 2026)
 * @see https://github.com/pipedrive/client-nodejs (src/versions/v1/configuration.ts, November 2026)
 */
export const paths = {
  deals: '/api/v2/deals',
  archivedDeals: '/api/v2/deals/archived',
  deal: (id: string) => `/api/v2/deals/${id}`,
  search: '/api/v2/deals/search',
  participants: (id: string) => `/api/v1/deals/${id}/participants`,
  persons: '/api/v2/persons',
  organizations: '/api/v2/organizations',
  activities: '/api/v2/activities',
  stages: '/api/v2/stages',
  pipelines: '/api/v2/pipelines',
  dealFields: '/api/v2/dealFields',
  users: '/api/v1/users',
  currentUser: '/api/v1/users/me',
} as const;

// The largest page version 2 allows: https://pipedrive.readme.io/docs/core-api-concepts-pagination (November 2026)
export const largestPage = 500;

// The most ids one call takes: https://developers.pipedrive.com/docs/api/v1/Deals#getDeals (November 2026)
export const mostIdsPerCall = 100;
