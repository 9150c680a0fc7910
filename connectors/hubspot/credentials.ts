import { z } from 'zod';
import { defaultApiVersion } from './paths.ts';

/** All data regions answer on this host: https://developers.hubspot.com/docs/api-reference/latest/overview (2026-11-22). */
export const origin = 'https://api.hubapi.com';

const secret = z.string().regex(/^\S+$/, 'must not be empty and must not contain spaces');

/**
 * What opens one HubSpot account: a service key or private app token as `accessToken`, or an OAuth app's
 * `clientId`, `clientSecret` and `refreshToken`.
 */
export const HubSpotCredentials = z
  .strictObject({
    accessToken: secret.exactOptional(),
    clientId: secret.exactOptional(),
    clientSecret: secret.exactOptional(),
    refreshToken: secret.exactOptional(),
    /** When an OAuth access token dies. Set by each refresh. */
    expiresAt: z.iso.datetime({ offset: true }).exactOptional(),
    /** A dated version such as `2026-09`, or `v3` for the older paths. @default the version in paths.ts */
    apiVersion: z
      .string()
      .regex(/^(?:v3|\d{4}-(?:03|09)(?:-beta)?)$/, 'is a dated version such as 2026-09, or v3')
      .exactOptional(),
    /** The account's subscription; decides how many requests it may send. @default the smallest */
    tier: z.enum(['starter', 'professional', 'enterprise', 'increased']).exactOptional(),
  })
  .superRefine((given, context) => {
    const required = isOAuth(given) ? oauthKeys : (['accessToken'] as const);
    for (const key of required) {
      if (given[key] === undefined) context.addIssue({ code: 'custom', path: [key], message: missing[key] });
    }
  });
export type HubSpotCredentials = z.infer<typeof HubSpotCredentials>;

const oauthKeys = ['clientId', 'clientSecret', 'refreshToken'] as const;

const missing = {
  accessToken: 'give accessToken, or clientId, clientSecret and refreshToken of an OAuth app',
  clientId: 'clientId of the OAuth app is missing',
  clientSecret: 'clientSecret of the OAuth app is missing',
  refreshToken: 'refreshToken of the installed app is missing',
};

/** True where an OAuth app is meant, which each of its three parts alone decides. */
export function isOAuth(credentials: {
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly refreshToken?: string;
}): boolean {
  return oauthKeys.some((key) => credentials[key] !== undefined);
}

export function apiVersionOf(credentials: HubSpotCredentials): string {
  return credentials.apiVersion ?? defaultApiVersion;
}

/** The header that authorises a request; none before an OAuth app's first refresh. */
export function headers({ accessToken }: HubSpotCredentials): Readonly<Record<string, string>> {
  return accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` };
}
