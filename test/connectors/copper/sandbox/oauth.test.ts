import { describe, expect, test } from 'vitest';
import { openAccount, type SandboxClient } from '../sandbox-client.ts';

const app = { client_id: 'sandbox-client-id', client_secret: 'sandbox-client-secret' };
const redirect = 'https://app.example.test/callback?a=1&b=2';

function origin(account: SandboxClient): string {
  return new URL(account.sandbox.baseUrl).origin;
}

function authorize(
  account: SandboxClient,
  changes: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: app.client_id,
    redirect_uri: redirect,
    scope: 'developer/v1/all',
    state: '"><x>',
    ...changes,
  });
  return fetch(`${origin(account)}/oauth/authorize?${query}`);
}

function exchange(account: SandboxClient, code: string, changes = {}): Promise<Response> {
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirect, ...app, ...changes };
  return fetch(`${origin(account)}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
}

async function codeFrom(page: Response): Promise<string> {
  return /name="code" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
}

describe('signing in for an app', () => {
  test('posts the code to the app as a form, with the state it gave', async () => {
    const account = await openAccount();

    const page = await (await authorize(account)).text();

    expect(page).toContain('<form method="post" action="https://app.example.test/callback?a=1&amp;b=2">');
    expect(page).toContain('name="state" value="&quot;>&lt;x>"');
    expect(page).toMatch(/name="code" value="[^"]+"/);
  });

  test('gives a token without an end and nothing to refresh, and it opens the API alone', async () => {
    const account = await openAccount();
    const code = await codeFrom(await authorize(account));

    const token: unknown = await (await exchange(account, code)).json();

    expect(token).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      scope: 'developer/v1/all',
    });
    const { access_token: bearer } = { access_token: '', ...(typeof token === 'object' ? token : {}) };
    expect((await account.as({ authorization: `Bearer ${bearer}` }).get('/account')).status).toBe(200);
  });

  test('takes a code once, and only with the address it was sent to', async () => {
    const account = await openAccount();
    const [first, second] = [
      await codeFrom(await authorize(account)),
      await codeFrom(await authorize(account)),
    ];

    expect((await exchange(account, first)).status).toBe(200);
    expect((await exchange(account, first)).status).toBe(400);
    expect((await exchange(account, second, { redirect_uri: 'https://other.test' })).status).toBe(400);
  });

  test.each([
    ['another grant', { grant_type: 'refresh_token' }, 400],
    ['another secret', { client_secret: 'x' }, 401],
    ['no code', { code: '' }, 400],
  ])('refuses %s', async (_, changes, status) => {
    const account = await openAccount();
    const code = await codeFrom(await authorize(account));

    expect((await exchange(account, code, changes)).status).toBe(status);
  });

  test.each([
    ['script as the address', { redirect_uri: 'javascript:alert(1)' }],
    ['an unknown app', { client_id: 'x' }],
    ['another scope', { scope: 'everything' }],
    ['another kind of answer', { response_type: 'token' }],
  ])('shows no page for %s', async (_, changes) => {
    const account = await openAccount();

    expect((await authorize(account, changes)).status).toBe(400);
  });
});
