import {
  isJsonObject,
  type SandboxAnswer,
  type SandboxRequest,
  type SandboxRoute,
} from '../../../src/sandbox-kit/index.ts';
import type { Budget, Endpoint } from './endpoint.ts';
import {
  correlationId,
  expired,
  limited,
  locked,
  missingScopes,
  unauthorised,
  unsupportedMediaType,
} from './errors.ts';
import { longestUrl } from './facts.ts';
import type { Portal } from './portal.ts';
import { writeScopes } from './scopes.ts';
import type { TokenKind } from './tokens.ts';

/** What stands before every endpoint, and what every answer takes along. */
export interface Gate {
  refuse(request: SandboxRequest, route: SandboxRoute | undefined): SandboxAnswer | undefined;
  dress(request: SandboxRequest, reply: SandboxAnswer): SandboxAnswer;
}

/** Long URLs, credentials, limits and scopes, in this order. */
export function openGate(portal: Portal, endpoints: ReadonlyMap<SandboxRoute, Endpoint>): Gate {
  const passed = new WeakMap<SandboxRequest, { readonly budget: Budget; readonly kind: TokenKind }>();
  return {
    refuse(request, route) {
      if (request.url.length > longestUrl) return tooLong;
      const endpoint = route === undefined ? undefined : endpoints.get(route);
      if (endpoint === undefined || endpoint.budget === 'none') return undefined;
      const kind = portal.tokens.kindOf(bearerOf(request));
      if (kind === undefined) return unauthorised();
      if (kind === 'expired') return expired();
      passed.set(request, { budget: endpoint.budget, kind });
      return (
        overLimit(portal, endpoint.budget, kind, request.arrivedMs) ??
        lacking(portal, endpoint, request) ??
        (isForeignBody(request) ? unsupportedMediaType() : undefined) ??
        (isLocked(portal, endpoint, request) ? locked() : undefined)
      );
    },
    dress(request, reply) {
      const known = passed.get(request);
      const headers = known?.budget === 'general' ? limitHeaders(portal, known.kind, request.arrivedMs) : {};
      return {
        ...reply,
        headers: { 'x-hubspot-correlation-id': correlationOf(reply), ...headers, ...reply.headers },
      };
    },
  };
}

/** The edge answers this one, not the API. */
const tooLong: SandboxAnswer = {
  status: 414,
  text: {
    type: 'text/html',
    content:
      '<html><head><title>414 Request-URI Too Large</title></head><body><h1>414 Request-URI Too Large</h1></body></html>',
  },
};

/** The id in a problem's body, or a new one. */
function correlationOf({ body }: SandboxAnswer): string {
  const told = isJsonObject(body) ? body['correlationId'] : undefined;
  return typeof told === 'string' ? told : correlationId();
}

/** A body the API would not read: a client that forgot the content type must not be answered as if it had sent none. */
function isForeignBody({ text, headers }: SandboxRequest): boolean {
  return text !== '' && !/\bjson\b/i.test(headers['content-type'] ?? '');
}

function isLocked({ settings }: Portal, { scopes }: Endpoint, { arrivedMs }: SandboxRequest): boolean {
  return scopes === writeScopes && arrivedMs < settings.lockedUntilMs;
}

function bearerOf({ headers }: SandboxRequest): string {
  return /^Bearer (\S+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? '';
}

/** Searches and associations run meters of their own; the day's quota of private apps counts all of them. */
function overLimit(
  portal: Portal,
  budget: Budget,
  kind: TokenKind,
  nowMs: number,
): SandboxAnswer | undefined {
  const { windows } = portal;
  if (budget === 'search' && !windows.search.admit(nowMs)) return limited('SECONDLY');
  if (budget === 'associations' && !windows.associations.admit(nowMs)) return limited('TEN_SECONDLY_ROLLING');
  const burst = kind === 'private' ? windows.burst : windows.oauthBurst;
  if (budget === 'general' && !burst.admit(nowMs)) return limited('TEN_SECONDLY_ROLLING');
  return kind === 'private' && !windows.daily.admit(nowMs) ? limited('DAILY') : undefined;
}

function lacking(
  { settings }: Portal,
  endpoint: Endpoint,
  request: SandboxRequest,
): SandboxAnswer | undefined {
  const needed = endpoint.scopes?.(request) ?? [];
  const granted = needed.length === 0 || needed.some((scope) => !settings.lackingScopes.has(scope));
  return granted ? undefined : missingScopes(needed);
}

/** The pair for one second is still sent, and has long not been enforced. */
function limitHeaders({ windows }: Portal, kind: TokenKind, nowMs: number): Readonly<Record<string, string>> {
  const burst = kind === 'private' ? windows.burst : windows.oauthBurst;
  const secondly = Math.floor(burst.limit / 10);
  const common = {
    'x-hubspot-ratelimit-max': String(burst.limit),
    'x-hubspot-ratelimit-remaining': String(burst.state(nowMs).remaining),
    'x-hubspot-ratelimit-interval-milliseconds': String(burst.perMs),
    'x-hubspot-ratelimit-secondly': String(secondly),
    'x-hubspot-ratelimit-secondly-remaining': String(Math.max(0, secondly - 1)),
  };
  if (kind === 'oauth') return common;
  return {
    ...common,
    'x-hubspot-ratelimit-daily': String(windows.daily.limit),
    'x-hubspot-ratelimit-daily-remaining': String(windows.daily.remaining(nowMs)),
  };
}
