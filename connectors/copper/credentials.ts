import { z } from 'zod';

/** A header value: visible ASCII, so that nothing in it can end the header. */
const HeaderValue = z
  .string()
  .trim()
  .regex(/^[\u0021-\u007E]+$/, 'has to be visible characters without spaces');

/** A key that an admin made, together with the address of the user it acts for. */
export interface ApiKeyCredentials {
  readonly apiKey: string;
  readonly userEmail: string;
}

/** A token from Copper's OAuth flow; it does not expire and cannot be refreshed. */
export interface OAuthCredentials {
  readonly accessToken: string;
}

export type Credentials = ApiKeyCredentials | OAuthCredentials;

/** One object instead of a union, so that a finding names the field that is missing. */
export const Credentials: z.ZodType<Credentials> = z
  .strictObject({
    apiKey: HeaderValue.optional(),
    userEmail: HeaderValue.includes(
      '@',
      'has to be the e-mail address of the user who owns the key',
    ).optional(),
    accessToken: HeaderValue.optional(),
  })
  .transform(({ apiKey, userEmail, accessToken }, context): Credentials => {
    const refuse = (field: string, message: string): never => {
      context.issues.push({ code: 'custom', path: [field], message, input: undefined });
      return z.NEVER;
    };
    if (accessToken !== undefined) {
      return apiKey === undefined && userEmail === undefined
        ? { accessToken }
        : refuse('accessToken', 'give either accessToken, or apiKey with userEmail');
    }
    if (apiKey === undefined) return refuse('apiKey', 'give apiKey with userEmail, or accessToken');
    if (userEmail === undefined)
      return refuse('userEmail', 'give userEmail, the address of the user who owns the key, with apiKey');
    return { apiKey, userEmail };
  });

/** What every call has to name, one without a body too: https://developer.copper.com/introduction/requests.html (2026-11-26). */
const type = { 'Content-Type': 'application/json' } as const;
const application = { 'X-PW-Application': 'developer_api' } as const;

/**
 * The headers of every request; OAuth needs none of the X-PW headers.
 * https://developer.copper.com/introduction/requests.html, https://developer.copper.com/introduction/oauth/flow.html (2026-11-22)
 */
export function headers(credentials: Credentials): Readonly<Record<string, string>> {
  if ('accessToken' in credentials) return { ...type, Authorization: `Bearer ${credentials.accessToken}` };
  return {
    ...type,
    'X-PW-AccessToken': credentials.apiKey,
    ...application,
    'X-PW-UserEmail': credentials.userEmail,
  };
}

/** Headers that are the same for everybody: their words may stand in messages. */
export const openHeaders: Readonly<Record<string, string>> = { ...type, ...application };
