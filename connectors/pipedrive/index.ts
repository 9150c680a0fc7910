import { defineConnector } from '../../src/connector-kit/index.ts';
import { account, checkConnection } from './account.ts';
import { baseUrl, headers, Credentials } from './credentials.ts';
import { readFailure } from './failures.ts';
import { opportunities } from './opportunities.ts';
import { rateBudgets } from './rate-budgets.ts';
import { refresh } from './refresh.ts';

/** Pipedrive deals through API version 2. */
export const pipedrive = defineConnector({
  id: 'pipedrive',
  displayName: 'Pipedrive',
  docsUrl: 'https://developers.pipedrive.com/docs/api/v1',
  credentials: Credentials,
  origins: ['https://*.pipedrive.com'],
  baseUrl,
  headers,
  refresh,
  rateBudgets,
  readFailure,
  checkConnection,
  account,
  resources: { opportunity: opportunities },
});
