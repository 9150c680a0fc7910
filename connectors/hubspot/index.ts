import { defineConnector } from '../../src/connector-kit/index.ts';
import { account, checkConnection } from './account.ts';
import { apiVersionOf, headers, HubSpotCredentials, origin } from './credentials.ts';
import { readFailure } from './failures.ts';
import { opportunities } from './opportunities.ts';
import { rateBudgets } from './rate-budgets.ts';
import { refresh } from './refresh.ts';

/** HubSpot deals through the CRM objects API. */
export const hubspot = defineConnector({
  id: 'hubspot',
  displayName: 'HubSpot',
  docsUrl: 'https://developers.hubspot.com/docs/api-reference/latest/overview',
  credentials: HubSpotCredentials,
  origins: [origin],
  baseUrl: () => origin,
  headers,
  refresh,
  settings: (credentials) => ({ apiVersion: apiVersionOf(credentials) }),
  rateBudgets,
  readFailure,
  checkConnection,
  account,
  resources: { opportunity: opportunities },
});
