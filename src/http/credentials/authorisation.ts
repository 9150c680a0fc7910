import type { Connector } from '../../connector-kit/connector.ts';
import { checkedBaseUrl, type OriginRules } from '../base-url.ts';
import { collectSecrets } from '../secrets.ts';

/** What one version of the credentials amounts to. */
export interface Authorisation {
  readonly credentials: unknown;
  readonly baseUrl: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** When the access token dies, in milliseconds from 1970; undefined where unknown. */
  readonly expiresAtMs: number | undefined;
  /** When this process got it; undefined for what the caller brought. */
  readonly obtainedAtMs: number | undefined;
}

export interface AuthoriseOptions extends OriginRules {
  readonly connector: Connector;
  readonly baseUrl: string | undefined;
}

/**
 * Works out where and with which headers requests go.
 *
 * @throws ZodError where the credentials do not fit; SessionOptionsError where their base URL is not allowed.
 */
export function authorise(
  credentials: unknown,
  options: AuthoriseOptions,
  obtainedAtMs?: number,
): Authorisation {
  const { connector, baseUrl } = options;
  const headers = connector.headers(credentials);
  const expiresAt = connector.refresh?.expiresAt(credentials);
  return {
    credentials,
    headers,
    baseUrl: checkedBaseUrl(baseUrl ?? connector.baseUrl(credentials), options),
    secrets: collectSecrets(headers, credentials, connector.settings?.(credentials) ?? {}),
    expiresAtMs: expiresAt === undefined ? undefined : Date.parse(expiresAt),
    obtainedAtMs,
  };
}

const earliestRenewalMs = 60_000;

/** True where the access token is dead or will be soon: within a minute, or within the last tenth of its life. */
export function isDying({ expiresAtMs, obtainedAtMs }: Authorisation, nowMs: number): boolean {
  if (expiresAtMs === undefined) return false;
  const left = expiresAtMs - nowMs;
  if (obtainedAtMs === undefined) return left < earliestRenewalMs;
  const life = expiresAtMs - obtainedAtMs;
  // A token that lives two minutes or less would otherwise be renewed before each request.
  return left < Math.max(life / 10, Math.min(earliestRenewalMs, life / 2));
}
