import { z } from 'zod';
import {
  defineConnector,
  type Connector,
  type FailureReading,
  type RateBudget,
  type VendorFailure,
} from '../../src/connector-kit/index.ts';
import type { Session, SessionOptions } from '../../src/http/index.ts';
import { openTestSession } from '../support/open-test-session.ts';

export const acmeOrigin = 'https://api.acme.example';
export const acmeToken = 'acme-token-4711';

export interface AcmeOptions {
  readonly budgets?: readonly RateBudget[];
  readonly readFailure?: (failure: VendorFailure) => FailureReading;
  /** Where this connector renews access, whatever it declares. */
  readonly renewsAt?: string;
}

const Credentials = z.strictObject({
  token: z.string().min(1),
  refreshToken: z.string().min(1).exactOptional(),
  expiresAt: z.string().exactOptional(),
  region: z.string().exactOptional(),
  domain: z.url().exactOptional(),
});

const Tokens = z.object({
  access_token: z.string(),
  refresh_token: z.string().exactOptional(),
  expires_in: z.number(),
  domain: z.string().exactOptional(),
});

const tokenUrl = 'https://login.acme.example/oauth/token';

/** The smallest connector that can do everything the engine asks of one. */
export function acme({
  budgets = [],
  readFailure,
  renewsAt = tokenUrl,
}: AcmeOptions = {}): Connector<'acme'> {
  return defineConnector({
    id: 'acme',
    displayName: 'Acme',
    docsUrl: 'https://acme.example/docs',
    credentials: Credentials,
    origins: [acmeOrigin, 'https://*.acme.example'],
    baseUrl: ({ domain }) => domain ?? `${acmeOrigin}/v1`,
    headers: ({ token }) => ({ authorization: `Bearer ${token}` }),
    settings: ({ region }) => ({ region: region ?? 'world' }),
    refresh: {
      tokenUrl,
      possible: ({ refreshToken }) => refreshToken !== undefined,
      expiresAt: ({ expiresAt }) => expiresAt,
      async refresh(credentials, send, now) {
        const form = { grant_type: 'refresh_token', refresh_token: credentials.refreshToken ?? '' };
        const basic = { user: 'client-4711', password: 'client-secret-4711' };
        const answer = Tokens.parse(await send(renewsAt, form, basic));
        return {
          ...credentials,
          token: answer.access_token,
          expiresAt: new Date(Date.parse(now) + answer.expires_in * 1000).toISOString(),
          ...(answer.refresh_token === undefined ? {} : { refreshToken: answer.refresh_token }),
          ...(answer.domain === undefined ? {} : { domain: answer.domain }),
        };
      },
    },
    rateBudgets: () => budgets,
    ...(readFailure === undefined ? {} : { readFailure }),
    checkConnection: () => Promise.resolve('Acme'),
    account: () => Promise.resolve({ name: 'Acme', currency: null, timezone: null }),
    resources: {},
  });
}

/** A session with Acme that never really waits. */
export function acmeSession(options: Partial<SessionOptions> & AcmeOptions = {}): Session {
  const { budgets, readFailure, renewsAt, credentials, baseUrl, ...rest } = options;
  const connector = acme({
    ...(budgets === undefined ? {} : { budgets }),
    ...(readFailure === undefined ? {} : { readFailure }),
    ...(renewsAt === undefined ? {} : { renewsAt }),
  });
  return openTestSession(connector, credentials ?? { token: acmeToken }, baseUrl, rest);
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It was not rejected.');
}
