import { z } from 'zod';
import type { CredentialRefresh } from '../../src/connector-kit/index.ts';
import { isOAuth, type Credentials } from './credentials.ts';

// https://pipedrive.readme.io/docs/marketplace-oauth-authorization (June 2026)
const tokenUrl = 'https://oauth.pipedrive.com/oauth/token';

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  // The documents say it stays the same, and list an error "already exchanged": whatever comes back is kept.
  refresh_token: z.string().min(1).optional(),
  expires_in: z.number().positive().optional(),
  api_domain: z.url({ protocol: /^https?$/ }).optional(),
});

/** Renews OAuth access. An API token has nothing to renew. */
export const refresh: CredentialRefresh<Credentials> = {
  tokenUrl,
  possible: isOAuth,
  expiresAt(credentials) {
    if (!isOAuth(credentials)) return undefined;
    // Without an access token the first refresh is due at once.
    return credentials.accessToken === undefined ? longAgo : credentials.expiresAt;
  },
  async refresh(credentials, send, now) {
    if (!isOAuth(credentials)) return credentials;
    const { clientId, clientSecret, refreshToken } = credentials;
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
    const answer = TokenAnswer.parse(await send(tokenUrl, form, { user: clientId, password: clientSecret }));
    const { expiresAt: _old, ...kept } = credentials;
    return {
      ...kept,
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token ?? refreshToken,
      ...(answer.expires_in === undefined ? {} : { expiresAt: later(now, answer.expires_in) }),
      ...(answer.api_domain === undefined ? {} : { apiDomain: answer.api_domain }),
    };
  },
};

const longAgo = '1970-01-01T00:00:00.000Z';

function later(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}
