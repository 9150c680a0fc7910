import type { NativeId } from '../../src/connector-kit/index.ts';

/** Where production lives: https://developer.copper.com/introduction/requests.html (2026-11-22). */
export const baseUrl = 'https://api.copper.com/developer_api/v1';

/** The endpoints this connector uses, below the base URL. */
export const paths = {
  account: '/account',
  search: '/opportunities/search',
  opportunities: '/opportunities',
  bulkCreate: '/opportunities/bulk_create',
  opportunity: (id: NativeId): string => `/opportunities/${encodeURIComponent(id)}`,
  relatedPeople: (id: NativeId): string => `/opportunities/${encodeURIComponent(id)}/related/people`,
  pipelines: '/pipelines',
  customerSources: '/customer_sources',
  lossReasons: '/loss_reasons',
  users: '/users/search',
  customFieldDefinitions: '/custom_field_definitions',
} as const;
