import { defineConnector } from '../../src/connector-kit/index.ts';
import { account, checkConnection } from './account.ts';
import { Credentials, headers, openHeaders } from './credentials.ts';
import { readFailure } from './failures.ts';
import { opportunities } from './opportunities.ts';
import { baseUrl } from './paths.ts';
import { rateBudgets } from './rate-budgets.ts';

/** Copper CRM, Developer API v1. */
export const copper = defineConnector({
  id: 'copper',
  displayName: 'Copper',
  docsUrl: 'https://developer.copper.com',
  credentials: Credentials,
  origins: ['https://api.copper.com'],
  baseUrl: () => baseUrl,
  headers,
  settings: () => openHeaders,
  rateBudgets: () => rateBudgets,
  readFailure,
  checkConnection,
  account,
  resources: { opportunity: opportunities },
});
