import { answer, type SandboxAnswer, type SandboxRequest } from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import type { Endpoint } from './endpoint.ts';
import { accessTokenSeconds } from './facts.ts';
import { grantedScopes } from './scopes.ts';
import { clientId, clientSecret, refreshToken } from './tokens.ts';

/** Forms in, never limited: https://pipedrive.readme.io/docs/marketplace-oauth-authorization (2026-11-22). */
export function oauthEndpoints(account: Account): readonly Endpoint[] {
  const common = { api: 'oauth', cost: 0, scopes: [] } as const;
  return [
    { ...common, method: 'GET', path: '/authorize', handle: (request) => authorize(account, request) },
    { ...common, method: 'POST', path: '/token', handle: (request) => issueToken(account, request) },
    { ...common, method: 'POST', path: '/revoke', handle: (request) => revoke(account, request) },
  ];
}

/** Whoever opens this page allows the app everything. */
function authorize({ tokens }: Account, { query }: SandboxRequest): SandboxAnswer {
  const target = query.get('redirect_uri') ?? '';
  if (query.get('client_id') !== clientId || !URL.canParse(target))
    return tokenError(400, 'invalid_request', 'Unknown client_id or redirect_uri');
  const url = new URL(target);
  url.searchParams.set('code', tokens.issueCode());
  const state = query.get('state');
  if (state !== null) url.searchParams.set('state', state);
  return answer(302, undefined, { Location: url.href });
}

function issueToken(account: Account, request: SandboxRequest): SandboxAnswer {
  if (!isTheApp(request)) return tokenError(401, 'invalid_client', 'Client authentication failed');
  const form = new URLSearchParams(request.text);
  const { tokens } = account;
  switch (form.get('grant_type')) {
    case 'authorization_code':
      if (!tokens.spendCode(form.get('code') ?? ''))
        return tokenError(400, 'invalid_grant', 'Invalid grant: authorization code is invalid');
      break;
    case 'refresh_token':
      if (!tokens.useRefreshToken(form.get('refresh_token') ?? ''))
        return tokenError(400, 'invalid_grant', 'Invalid grant: refresh token is invalid');
      break;
    default:
      return tokenError(400, 'unsupported_grant_type', 'Unsupported grant type');
  }
  return answer(200, {
    access_token: tokens.issue(),
    token_type: 'Bearer',
    refresh_token: refreshToken,
    scope: grantedScopes.filter((scope) => !account.settings.lackingScopes.has(scope)).join(','),
    expires_in: accessTokenSeconds,
    api_domain: `http://${request.headers['host'] ?? 'localhost'}`,
  });
}

function revoke({ tokens }: Account, request: SandboxRequest): SandboxAnswer {
  if (!isTheApp(request)) return tokenError(401, 'invalid_client', 'Client authentication failed');
  tokens.revoke(new URLSearchParams(request.text).get('token') ?? '');
  return answer(200, { success: true });
}

function isTheApp({ headers }: SandboxRequest): boolean {
  const expected = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  return headers['authorization'] === `Basic ${expected}`;
}

function tokenError(status: number, error: string, message: string): SandboxAnswer {
  return answer(status, { success: false, error, message });
}
