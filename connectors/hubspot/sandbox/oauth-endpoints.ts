import {
  answer,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../src/sandbox-kit/index.ts';
import type { Context } from './context.ts';
import type { Endpoint } from './endpoint.ts';
import { correlationId, notFound, unsupportedMediaType } from './errors.ts';
import { portalId } from './facts.ts';
import { objectTypes } from './object-types.ts';
import { authorisationCode, clientId, clientSecret, refreshToken } from './tokens.ts';

/** Tokens: forms in, never limited, no bearer needed. */
export function oauthEndpoints(context: Context): readonly Endpoint[] {
  const common = { area: 'oauth', budget: 'none' } as const;
  return [
    {
      ...common,
      method: 'POST',
      path: '/token',
      handle: (request, version) => issueToken(context, request, version),
    },
    {
      ...common,
      method: 'POST',
      path: '/token/introspect',
      handle: (request) => introspect(context, request),
    },
    { ...common, method: 'POST', path: '/token/revoke', handle: (request) => revoke(context, request) },
    {
      ...common,
      method: 'GET',
      path: '/access-tokens/:token',
      handle: (request) => accessTokenFacts(context, request),
    },
    {
      ...common,
      method: 'GET',
      path: '/refresh-tokens/:token',
      handle: ({ params }) =>
        context.portal.tokens.isRefreshToken(params['token'] ?? '')
          ? answer(200, { token: refreshToken, ...tokenFacts(), token_type: 'refresh' })
          : notFound(),
    },
    {
      ...common,
      method: 'DELETE',
      path: '/refresh-tokens/:token',
      handle: ({ params }) => {
        context.portal.tokens.revoke(params['token'] ?? '');
        return answer(204);
      },
    },
  ];
}

function grantedScopes(): readonly string[] {
  const objects = objectTypes.flatMap(({ scope }) => [
    `crm.objects.${scope}.read`,
    `crm.objects.${scope}.write`,
    `crm.schemas.${scope}.write`,
  ]);
  return ['oauth', 'crm.objects.owners.read', ...objects];
}

/** Whose account a token opens, and what for. */
function accountFacts(): JsonObject {
  return { hub_id: portalId, user_id: 70_001, scopes: [...grantedScopes()] };
}

function tokenFacts(): JsonObject {
  return { ...accountFacts(), app_id: 3301, client_id: clientId };
}

function issueToken({ portal }: Context, request: SandboxRequest, version: string): SandboxAnswer {
  if (request.text !== '' && !/\bx-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? ''))
    return unsupportedMediaType();
  // Only the oldest version takes its parameters from the query: https://developers.hubspot.com/docs/api-reference/auth-oauth-v3/guide (2026-11-22).
  const form = request.text === '' && version === 'v1' ? request.query : new URLSearchParams(request.text);
  if (form.size === 0)
    return tokenError('invalid_request', 'missing or unknown grant type', 'BAD_GRANT_TYPE');
  if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
    return tokenError('invalid_client', 'missing or unknown client id', 'BAD_CLIENT_ID');
  switch (form.get('grant_type')) {
    case 'refresh_token':
      if (!portal.tokens.isRefreshToken(form.get('refresh_token') ?? ''))
        return tokenError('invalid_grant', 'missing or invalid refresh token', 'BAD_REFRESH_TOKEN');
      break;
    case 'authorization_code':
      if (form.get('code') !== authorisationCode)
        return tokenError('invalid_grant', 'missing or unknown auth code', 'BAD_AUTH_CODE');
      portal.tokens.consent();
      break;
    default:
      return tokenError('invalid_request', 'missing or unknown grant type', 'BAD_GRANT_TYPE');
  }
  const { accessToken, expiresInSeconds } = portal.tokens.issue();
  const pair = {
    token_type: 'bearer',
    refresh_token: refreshToken,
    access_token: accessToken,
    expires_in: expiresInSeconds,
  };
  // The oldest version tells no more than these four.
  return answer(200, version === 'v1' ? pair : { ...pair, ...accountFacts(), token_use: 'access_token' });
}

function tokenError(error: string, description: string, status: string): SandboxAnswer {
  return answer(400, {
    error,
    error_description: description,
    status,
    message: description,
    correlationId: correlationId(),
  });
}

function introspect({ portal }: Context, request: SandboxRequest): SandboxAnswer {
  const token = new URLSearchParams(request.text).get('token') ?? '';
  const isRefresh = portal.tokens.isRefreshToken(token);
  if (!isRefresh && portal.tokens.kindOf(token) !== 'oauth') return answer(200, { active: false });
  const expiresAtMs = portal.tokens.expiresAtMs(token);
  return answer(200, {
    active: true,
    token,
    token_type: 'bearer',
    token_use: isRefresh ? 'refresh_token' : 'access_token',
    ...tokenFacts(),
    ...(expiresAtMs === undefined ? {} : { expires_in: secondsUntil(portal.clock.nowMs(), expiresAtMs) }),
  });
}

function secondsUntil(nowMs: number, atMs: number): number {
  return Math.max(0, Math.floor((atMs - nowMs) / 1000));
}

function revoke({ portal }: Context, request: SandboxRequest): SandboxAnswer {
  portal.tokens.revoke(new URLSearchParams(request.text).get('token') ?? '');
  return answer(204);
}

function accessTokenFacts({ portal }: Context, { params }: SandboxRequest): SandboxAnswer {
  const token = params['token'] ?? '';
  const expiresAtMs = portal.tokens.expiresAtMs(token);
  if (portal.tokens.kindOf(token) !== 'oauth' || expiresAtMs === undefined) return notFound();
  return answer(200, {
    token,
    token_type: 'access',
    user: 'user-1@seller.example.com',
    hub_domain: 'sandbox.example.com',
    ...tokenFacts(),
    expires_in: secondsUntil(portal.clock.nowMs(), expiresAtMs),
  });
}
