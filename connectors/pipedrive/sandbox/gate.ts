import type {
  RollingWindow,
  SandboxAnswer,
  SandboxRequest,
  SandboxRoute,
} from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import type { Endpoint } from './endpoint.ts';
import { blocked, correlationId, overLimit, scopeMismatch, unauthorised } from './errors.ts';
import { isGranted } from './scopes.ts';
import type { TokenKind } from './tokens.ts';

/** What stands before every endpoint, and what every answer takes along. */
export interface Gate {
  refuse(request: SandboxRequest, route: SandboxRoute | undefined): SandboxAnswer | undefined;
  dress(request: SandboxRequest, reply: SandboxAnswer): SandboxAnswer;
}

/** The block, credentials, limits and scopes, in this order. */
export function openGate(account: Account, endpoints: ReadonlyMap<SandboxRoute, Endpoint>): Gate {
  const metered = new WeakMap<SandboxRequest, RollingWindow>();
  return {
    refuse(request, route) {
      const endpoint = route === undefined ? undefined : endpoints.get(route);
      if (endpoint?.api === 'oauth') return undefined;
      if (account.meters.isBlocked(request.arrivedMs)) return blocked();
      const kind = tokenKind(account, request);
      if (kind === undefined) return unauthorised();
      if (endpoint === undefined) return undefined;
      const { search, burst, oauthBurst } = account.meters;
      const window = endpoint.isSearch === true ? search : kind === 'oauth' ? oauthBurst : burst;
      metered.set(request, window);
      if (!admits(account, window, request.arrivedMs, endpoint.cost)) {
        account.meters.refused(request.arrivedMs);
        return overLimit();
      }
      const granted = kind === 'api-token' || isGranted(endpoint.scopes, account.settings.lackingScopes);
      return granted ? undefined : scopeMismatch();
    },
    dress(request, reply) {
      const window = metered.get(request);
      const limits = window === undefined ? {} : limitHeaders(account, window, request.arrivedMs);
      return { ...reply, headers: { 'x-correlation-id': correlationId(), ...limits, ...reply.headers } };
    },
  };
}

/** The API token wins where a request carries both. */
function tokenKind({ tokens }: Account, { headers, query }: SandboxRequest): TokenKind | undefined {
  const apiToken = headers['x-api-token'] ?? query.get('api_token') ?? undefined;
  if (apiToken !== undefined) return tokens.kindOf(apiToken, 'api-token');
  const bearer = /^Bearer (\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
  return bearer === undefined ? undefined : tokens.kindOf(bearer, 'oauth');
}

function admits({ meters }: Account, window: RollingWindow, nowMs: number, cost: number): boolean {
  return window.admit(nowMs) && meters.daily.admit(nowMs, cost);
}

function limitHeaders(
  { meters, settings }: Account,
  window: RollingWindow,
  nowMs: number,
): Readonly<Record<string, string>> {
  const { remaining, freeInMs } = window.state(nowMs);
  const burst = {
    'x-ratelimit-limit': String(window.limit),
    'x-ratelimit-remaining': String(remaining),
    // Seconds from now, not a point in time.
    'x-ratelimit-reset': String(Math.max(1, Math.ceil(freeInMs / 1000))),
  };
  if (!settings.hasDailyHeaders) return burst;
  return {
    ...burst,
    'x-daily-ratelimit-token-limit': String(meters.daily.limit),
    'x-daily-ratelimit-token-remaining': String(meters.daily.remaining(nowMs)),
  };
}
