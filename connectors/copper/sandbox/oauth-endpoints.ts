import { answer, type SandboxAnswer, type SandboxRequest } from '../../../src/sandbox-kit/index.ts';
import type { Endpoint } from './endpoint.ts';
import { adminToken, clientId, clientSecret, oauthScope } from './facts.ts';

/** Signing in for apps, beside the API and without its credentials. https://developer.copper.com/introduction/oauth/flow.html (2026-11-22) */
export function oauthEndpoints(): readonly Endpoint[] {
  const codes = new Map<string, string>();
  return [
    {
      method: 'GET',
      path: '/oauth/authorize',
      root: true,
      handle: (request) => authorize(codes, request),
    },
    { method: 'POST', path: '/oauth/token', root: true, handle: (request) => issueToken(codes, request) },
  ];
}

/** Whoever opens the page agrees: it posts the code to the app as a form, not in the address. */
function authorize(codes: Map<string, string>, { query }: SandboxRequest): SandboxAnswer {
  const target = query.get('redirect_uri') ?? '';
  const scope = query.get('scope');
  if (query.get('response_type') !== 'code') return oauthError(400, 'unsupported_response_type');
  if (query.get('client_id') !== clientId || !/^https?:\/\//.test(target) || !URL.canParse(target))
    return oauthError(400, 'invalid_request');
  if (scope !== null && scope !== oauthScope) return oauthError(400, 'invalid_scope');
  const code = `sandbox-code-${codes.size + 1}`;
  codes.set(code, target);
  const state = query.get('state');
  const fields = [['code', code], ...(state === null ? [] : [['state', state]])]
    .map(([name = '', value = '']) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
    .join('');
  const content = `<!DOCTYPE html><html><body onload="document.forms[0].submit()"><form method="post" action="${escaped(target)}">${fields}</form></body></html>`;
  return { status: 200, text: { type: 'text/html; charset=utf-8', content } };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

/** Tokens last until they are revoked: there is nothing to refresh. The body of a refusal is not documented; it is that of RFC 6749. */
function issueToken(codes: Map<string, string>, { text }: SandboxRequest): SandboxAnswer {
  const form = new URLSearchParams(text);
  if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
    return oauthError(401, 'invalid_client');
  if (form.get('grant_type') !== 'authorization_code') return oauthError(400, 'unsupported_grant_type');
  const code = form.get('code') ?? '';
  const target = codes.get(code);
  // A code is kept and emptied, so that no later one takes its name.
  if (target !== undefined) codes.set(code, '');
  if (target === undefined || target === '' || form.get('redirect_uri') !== target)
    return oauthError(400, 'invalid_grant');
  return answer(200, { access_token: adminToken, token_type: 'Bearer', scope: oauthScope });
}

function oauthError(status: number, error: string): SandboxAnswer {
  return answer(status, { error });
}
