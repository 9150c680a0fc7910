import { z } from 'zod';
import { VendorError, type CredentialRefresh } from '../../src/connector-kit/index.ts';
import { apiVersionOf, isOAuth, origin, type HubSpotCredentials } from './credentials.ts';
import { defaultApiVersion, pathsFor } from './paths.ts';

const TokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  /** Seconds; 1800 today. */
  expires_in: z.number().positive(),
});

/** Long gone: makes the engine fetch an access token before the first request. */
const never = '1970-01-01T00:00:00.000Z';

/** OAuth apps: https://developers.hubspot.com/docs/api-reference/auth-oauth-v3/guide (2026-11-22). */
export const refresh: CredentialRefresh<HubSpotCredentials> = {
  tokenUrl: `${origin}${pathsFor(defaultApiVersion).token}`,
  possible: isOAuth,
  expiresAt: (credentials) => {
    if (isOAuth(credentials) && credentials.accessToken === undefined) return never;
    return credentials.expiresAt;
  },
  async refresh(credentials, send, now) {
    const path = pathsFor(apiVersionOf(credentials)).token;
    const answer = TokenAnswer.safeParse(
      await send(`${origin}${path}`, {
        grant_type: 'refresh_token',
        client_id: credentials.clientId ?? '',
        client_secret: credentials.clientSecret ?? '',
        refresh_token: credentials.refreshToken ?? '',
      }),
    );
    if (!answer.success) {
      throw new VendorError('unexpected-response', 'The token endpoint sent no access token.', {
        connector: 'hubspot',
        method: 'POST',
        path,
      });
    }
    const { access_token, refresh_token, expires_in } = answer.data;
    return {
      ...credentials,
      accessToken: access_token,
      ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
      expiresAt: new Date(Date.parse(now) + expires_in * 1000).toISOString(),
    };
  },
};
