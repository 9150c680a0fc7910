import { z } from 'zod';

/** Part of a header or a form: visible ASCII, so that nothing in it can end the header. */
const secret = (missing: string) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, { error: missing })
    .regex(/^[\u0021-\u007E]*$/, 'has to be visible characters without spaces');

const CompanyDomain = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i, 'only the part before .pipedrive.com, such as acme');

/** A personal API token. It sees what its user may see and never expires. */
export const ApiTokenCredentials = z.strictObject({
  apiToken: secret('give apiToken, or clientId, clientSecret and refreshToken of an OAuth app'),
  /** `acme` of `acme.pipedrive.com`; sends requests straight to the right data centre. @default the shared host */
  companyDomain: CompanyDomain.exactOptional(),
});
export type ApiTokenCredentials = z.infer<typeof ApiTokenCredentials>;

/** An OAuth app's access to one company. Everything optional is filled in by the first refresh. */
export const OAuthCredentials = z.strictObject({
  clientId: secret('clientId of the OAuth app is missing'),
  clientSecret: secret('clientSecret of the OAuth app is missing'),
  refreshToken: secret('refreshToken of the authorised company is missing'),
  accessToken: secret('accessToken is empty').exactOptional(),
  /** When the access token dies. */
  expiresAt: z.iso.datetime({ offset: true }).exactOptional(),
  /** The company's origin, as the token endpoint reports it. */
  apiDomain: z.url({ protocol: /^https?$/ }).exactOptional(),
});
export type OAuthCredentials = z.infer<typeof OAuthCredentials>;

export type Credentials = ApiTokenCredentials | OAuthCredentials;

const oauthKeys = ['clientId', 'clientSecret', 'refreshToken', 'accessToken', 'apiDomain'];

/**
 * Either kind of credentials. What is given decides which kind is meant, so that a mistake is reported on the field
 * that is wrong and not as "fits neither"; both kinds at once are refused.
 */
export const Credentials: z.ZodType<Credentials> = z.unknown().transform((input, context) => {
  const meansOAuth = typeof input === 'object' && input !== null && oauthKeys.some((key) => key in input);
  const parsed = (meansOAuth ? OAuthCredentials : ApiTokenCredentials).safeParse(input);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    // What the schema says of a missing text is better than "has to be text".
    const code = issue.code === 'invalid_type' ? { code: 'custom' as const } : issue;
    context.issues.push({ ...code, path: [...issue.path], message: issue.message, input: undefined });
  }
  return z.NEVER;
});

export function isOAuth(credentials: Credentials): credentials is OAuthCredentials {
  return 'refreshToken' in credentials;
}

/** The company's own host where it is known, else the shared one. */
export function baseUrl(credentials: Credentials): string {
  if (isOAuth(credentials)) return new URL(credentials.apiDomain ?? sharedOrigin).origin;
  const { companyDomain } = credentials;
  return companyDomain === undefined ? sharedOrigin : `https://${companyDomain.toLowerCase()}.pipedrive.com`;
}

/** The header that authorises a request; none before the first refresh. */
export function headers(credentials: Credentials): Readonly<Record<string, string>> {
  if (!isOAuth(credentials)) return { 'x-api-token': credentials.apiToken };
  return credentials.accessToken === undefined ? {} : { authorization: `Bearer ${credentials.accessToken}` };
}

const sharedOrigin = 'https://api.pipedrive.com';
