import { describe, expect, test } from 'vitest';
import { copper } from '../../../connectors/copper/index.ts';

function complaints(value: unknown): string[] {
  return copper.credentials.safeParse(value).error?.issues.map(({ path }) => path.join('.')) ?? [];
}

describe('credentials', () => {
  test('of an API key become the three X-PW headers, beside the type that every call has to name', () => {
    expect(copper.headers({ apiKey: ' k3y ', userEmail: 'ana@example.test' })).toEqual({
      'Content-Type': 'application/json',
      'X-PW-AccessToken': 'k3y',
      'X-PW-Application': 'developer_api',
      'X-PW-UserEmail': 'ana@example.test',
    });
  });

  test('of OAuth become a bearer token and none of the X-PW headers', () => {
    expect(copper.headers({ accessToken: 't0ken' })).toEqual({
      'Content-Type': 'application/json',
      Authorization: 'Bearer t0ken',
    });
  });

  test.each([{ apiKey: 'k3yk3y', userEmail: 'ana@example.test' }, { accessToken: 't0kent0ken' }])(
    'leave no word of the API out of messages: %o',
    (credentials) => {
      const open = new Set(Object.values(copper.settings?.(credentials) ?? {}));
      const hidden = Object.values(copper.headers(credentials)).filter((value) => !open.has(value));

      expect(hidden).not.toContain('application/json');
      expect(hidden).not.toContain('developer_api');
      expect(hidden).toEqual(Object.values(credentials).map((value) => expect.stringContaining(value)));
    },
  );

  test('cannot be refreshed: a refusal means that the account has to be connected again', () => {
    expect(copper.refresh).toBeUndefined();
  });

  test.each([
    ['nothing', {}, 'apiKey'],
    ['a key without its user', { apiKey: 'k' }, 'userEmail'],
    ['a user without a key', { userEmail: 'ana@example.test' }, 'apiKey'],
    ['a user that is no address', { apiKey: 'k', userEmail: 'ana' }, 'userEmail'],
    ['an empty key', { apiKey: '', userEmail: 'ana@example.test' }, 'apiKey'],
    ['a key with a line break inside', { apiKey: 'k\r\nX-Evil: 1', userEmail: 'ana@example.test' }, 'apiKey'],
    ['both kinds', { apiKey: 'k', userEmail: 'ana@example.test', accessToken: 't' }, 'accessToken'],
    ['an empty token', { accessToken: ' ' }, 'accessToken'],
  ])('that are %s are refused, naming the field', (_name, value, field) => {
    expect(complaints(value)).toEqual([field]);
  });

  test('with a field that does not exist are refused', () => {
    expect(copper.credentials.safeParse({ accessToken: 't', refreshToken: 'r' }).success).toBe(false);
  });

  test('survive being parsed twice', () => {
    const once = copper.credentials.parse({ apiKey: ' k3y', userEmail: 'ana@example.test' });

    expect(copper.credentials.parse(once)).toEqual(once);
  });
});

describe('rate budgets', () => {
  test('are 180 requests a minute for everything and 3 a second for bulk calls', () => {
    const budgets = copper.rateBudgets({ accessToken: 't' });
    const drawnOn = (path: string): string[] =>
      budgets
        .filter(({ appliesTo }) => appliesTo?.({ method: 'POST', path }) ?? true)
        .map(({ name }) => name);

    expect(budgets).toMatchObject([
      { amount: 180, perMs: 60_000 },
      { amount: 3, perMs: 1_000 },
    ]);
    expect(drawnOn('/opportunities/search')).toEqual(['requests']);
    expect(drawnOn('/opportunities/bulk_create')).toEqual(['requests', 'bulk requests']);
  });
});
