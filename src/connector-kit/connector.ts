import type { z } from 'zod';
import type { Instant } from '../model/native-record.ts';
import type { RateBudget } from './rate-budget.ts';
import type { AccountFacts, Resource } from './resource.ts';
import type { FailureReading, VendorFailure } from './vendor-request.ts';
import type { VendorSession } from './vendor-session.ts';

/** Posts a form to the vendor's token endpoint: a full URL, no session headers, never retried. */
export type TokenRequest = (
  url: string,
  form: Readonly<Record<string, string>>,
  basicAuth?: { readonly user: string; readonly password: string },
) => Promise<unknown>;

/** OAuth vendors only. The engine stores the result before using it: the old refresh token may already be dead. */
export interface CredentialRefresh<Credentials> {
  /** True where these credentials can be refreshed at all (an API key cannot). */
  possible(credentials: Credentials): boolean;
  /** When the access token dies; undefined where unknown. */
  expiresAt(credentials: Credentials): Instant | undefined;
  refresh(credentials: Credentials, send: TokenRequest, now: Instant): Promise<Credentials>;
  /** Token endpoints of the vendor; a custom origin in the credentials or configuration is checked against these. */
  readonly tokenUrl: string;
}

/** Everything the engine needs to know about one vendor: data and pure functions, no state, no I/O of its own. */
export interface ConnectorDefinition<Id extends string, Credentials> {
  /** Lower-case; equal to the folder name under connectors/ and mappings/. */
  readonly id: Id;
  readonly displayName: string;
  readonly docsUrl: string;
  readonly credentials: z.ZodType<Credentials>;
  /** Origins this vendor lives on, `https://*.example.com` for any subdomain. Any other origin must be allowed by the caller. */
  readonly origins: readonly string[];
  /** Where requests go, without a trailing slash. May contain a path prefix. */
  baseUrl(credentials: Credentials): string;
  /** The headers that authorise a request. Their values are treated as secrets. */
  headers(credentials: Credentials): Readonly<Record<string, string>>;
  readonly refresh?: CredentialRefresh<Credentials>;
  /** Choices among the credentials that requests depend on and that are no secret, such as an API version. */
  settings?(credentials: Credentials): Readonly<Record<string, string>>;
  rateBudgets(credentials: Credentials): readonly RateBudget[];
  /** What a refusal means; what it leaves out takes the default of the status table in http/. */
  readFailure?(failure: VendorFailure): FailureReading;
  /** One cheap authorised call; resolves to the account's name as a person would know it. */
  checkConnection(session: VendorSession): Promise<string>;
  account(session: VendorSession): Promise<AccountFacts>;
  /** One per unified model, by the model's name. */
  readonly resources: Readonly<Record<string, Resource>>;
}

/** A connector with its credential type sealed: the engine hands credentials in as `unknown`, the schema checks them. */
export type Connector<Id extends string = string> = ConnectorDefinition<Id, unknown> & {
  /** Only a type: what `credentials` accepts. */
  readonly '~credentials'?: unknown;
};

/** The credentials a connector accepts, for typed callers. */
export type CredentialsOf<C> = C extends { readonly '~credentials'?: infer Credentials }
  ? Credentials
  : never;

/**
 * Seals a connector: from here on credentials are `unknown` and parsed by the connector's own schema at each use.
 *
 * @throws ZodError from the sealed methods when the credentials do not fit the schema.
 */
export function defineConnector<const Id extends string, Credentials>(
  definition: ConnectorDefinition<Id, Credentials>,
): Connector<Id> & { readonly '~credentials'?: Credentials } {
  const parse = (value: unknown): Credentials => definition.credentials.parse(value);
  const { refresh, settings } = definition;
  const { refresh: _unsealed, ...rest } = definition;
  return {
    ...rest,
    baseUrl: (credentials) => definition.baseUrl(parse(credentials)),
    headers: (credentials) => definition.headers(parse(credentials)),
    rateBudgets: (credentials) => definition.rateBudgets(parse(credentials)),
    ...(settings === undefined ? {} : { settings: (credentials) => settings(parse(credentials)) }),
    ...(refresh === undefined
      ? {}
      : {
          refresh: {
            tokenUrl: refresh.tokenUrl,
            possible: (credentials) => refresh.possible(parse(credentials)),
            expiresAt: (credentials) => refresh.expiresAt(parse(credentials)),
            refresh: (credentials, send, now) => refresh.refresh(parse(credentials), send, now),
          },
        }),
  };
}
