import { describe, expect, test } from 'vitest';
import type { TokenRequest } from '../../../src/connector-kit/index.ts';
import { refresh } from '../../../connectors/pipedrive/refresh.ts';

const now = '2026-11-22T10:00:00.000Z';
const old = {
  clientId: 'app',
  clientSecret: 'quiet',
  refreshToken: 'r-1',
  accessToken: 'a-1',
  expiresAt: '2026-11-22T09:59:00.000Z',
};

function answering(answer: unknown) {
  const sent: Parameters<TokenRequest>[] = [];
  const send: TokenRequest = (...call) => {
    sent.push(call);
    return Promise.resolve(answer);
  };
  return { send, sent };
}

describe('a refresh', () => {
  test('sends the form with the app in Basic authorisation', async () => {
    const { send, sent } = answering({ access_token: 'a-2', expires_in: 3600 });

    await refresh.refresh(old, send, now);

    expect(sent).toEqual([
      [
        'https://oauth.pipedrive.com/oauth/token',
        { grant_type: 'refresh_token', refresh_token: 'r-1' },
        { user: 'app', password: 'quiet' },
      ],
    ]);
  });

  test('keeps whatever comes back: tokens, expiry and the company’s origin', async () => {
    const { send } = answering({
      access_token: 'a-2',
      refresh_token: 'r-2',
      token_type: 'bearer',
      expires_in: 3600,
      scope: 'base deals:read',
      api_domain: 'https://acme.pipedrive.com',
    });

    expect(await refresh.refresh(old, send, now)).toEqual({
      clientId: 'app',
      clientSecret: 'quiet',
      refreshToken: 'r-2',
      accessToken: 'a-2',
      expiresAt: '2026-11-22T11:00:00.000Z',
      apiDomain: 'https://acme.pipedrive.com',
    });
  });

  test('keeps the refresh token and the origin where the answer leaves them out', async () => {
    const { send } = answering({ access_token: 'a-2' });

    expect(await refresh.refresh({ ...old, apiDomain: 'https://acme.pipedrive.com' }, send, now)).toEqual({
      clientId: 'app',
      clientSecret: 'quiet',
      refreshToken: 'r-1',
      accessToken: 'a-2',
      apiDomain: 'https://acme.pipedrive.com',
    });
  });

  test('refuses an answer without a token', async () => {
    const { send } = answering({ success: false, error: 'invalid_grant' });

    await expect(refresh.refresh(old, send, now)).rejects.toThrow('access_token');
  });

  test('is due at once while there is no access token, and impossible for an API token', () => {
    expect(refresh.expiresAt({ clientId: 'app', clientSecret: 'quiet', refreshToken: 'r-1' })).toBe(
      '1970-01-01T00:00:00.000Z',
    );
    expect(refresh.expiresAt(old)).toBe(old.expiresAt);
    expect(refresh.expiresAt({ apiToken: 't' })).toBeUndefined();
    expect(refresh.possible(old)).toBe(true);
    expect(refresh.possible({ apiToken: 't' })).toBe(false);
  });
});
