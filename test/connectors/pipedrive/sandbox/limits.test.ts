import { describe, expect, test } from 'vitest';
import {
  accessToken,
  askForToken,
  openAccount,
  type Caller,
  type Reply,
  type SandboxClient,
} from '../sandbox-client.ts';

const deals = '/api/v2/deals';

function burst(count: number, caller: Caller, path: string): Promise<readonly Reply[]> {
  return Promise.all(Array.from({ length: count }, () => caller.get(path)));
}

function statuses(replies: readonly Reply[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

async function asApp(account: SandboxClient): Promise<Caller> {
  return account.as({ authorization: `Bearer ${await accessToken(account)}` });
}

function left({ headers }: Reply): number {
  return Number(headers.get('x-daily-ratelimit-token-remaining'));
}

async function dailyLeft(caller: Caller, path: string): Promise<number> {
  return left(await caller.get(path));
}

describe('credentials', () => {
  test('are needed: the gateway says so in its own words', async () => {
    const account = await openAccount({ deals: 3 });

    for (const headers of [{}, { 'x-api-token': 'wrong' }, { authorization: 'Bearer wrong' }]) {
      const reply = await account.as(headers).get(deals);
      expect(reply).toMatchObject({
        status: 401,
        body: { success: false, error: 'unauthorized access', errorCode: 401 },
      });
      expect(reply.headers.get('x-401-by-gw')).toBe('1');
    }
  });

  test('may still stand in the address, as in former days', async () => {
    const account = await openAccount({ deals: 3 });

    expect(await account.as({}).get(`${deals}?api_token=${account.apiToken}`)).toMatchObject({ status: 200 });
  });

  test('of both kinds in one request are judged by the API token', async () => {
    const account = await openAccount({ deals: 3 });
    const authorization = `Bearer ${await accessToken(account)}`;

    expect(await account.as({ authorization, 'x-api-token': 'wrong' }).get(deals)).toMatchObject({
      status: 401,
    });
  });
});

describe('an OAuth app', () => {
  test('is told where its company lives', async () => {
    const account = await openAccount({ deals: 3 });

    const reply = await askForToken(
      account,
      'grant_type=refresh_token&refresh_token=7788990:70011:sandbox-refresh-token',
    );

    expect(reply.body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      api_domain: account.sandbox.baseUrl,
      refresh_token: '7788990:70011:sandbox-refresh-token',
      scope: expect.stringContaining('deals:full'),
    });
  });

  test('exchanges a code once, within five minutes', async () => {
    const account = await openAccount({ deals: 3 });
    const code = async (): Promise<string> => {
      const page = await account
        .as({})
        .get('/oauth/authorize?client_id=sandbox-client-id&redirect_uri=http://localhost/back&state=s1');
      const target = new URL(page.headers.get('location') ?? '');
      expect(target.searchParams.get('state')).toBe('s1');
      return target.searchParams.get('code') ?? '';
    };
    const exchange = (one: string): Promise<Reply> =>
      askForToken(account, `grant_type=authorization_code&code=${one}`);
    const [first, late] = [await code(), await code()];

    const once = await exchange(first);
    const twice = await exchange(first);
    await account.sandbox.control.advanceClock(5 * 60_000);

    expect([once.status, twice.status, (await exchange(late)).status]).toEqual([200, 400, 400]);
  });

  test('has to know its secret', async () => {
    const account = await openAccount({ deals: 3 });
    const reply = await account
      .as({ authorization: 'Basic d3Jvbmc6d3Jvbmc=' })
      .send('POST', '/oauth/token', 'grant_type=refresh_token&refresh_token=any');

    expect(reply.status).toBe(401);
  });

  test('loses its access after an hour, and the right to renew it after 60 idle days', async () => {
    const account = await openAccount({ deals: 3 });
    const app = await asApp(account);
    const renew = (): Promise<Reply> =>
      askForToken(account, 'grant_type=refresh_token&refresh_token=7788990:70011:sandbox-refresh-token');

    const young = await app.get(deals);
    await account.sandbox.control.advanceClock(3_600_000);
    const old = await app.get(deals);
    await account.sandbox.control.advanceClock(59 * 86_400_000);
    const renewed = await renew();
    await account.sandbox.control.advanceClock(60 * 86_400_000);

    expect([young.status, old.status, renewed.status, (await renew()).status]).toEqual([200, 401, 200, 400]);
  });

  test('that is revoked has no access left', async () => {
    const account = await openAccount({ deals: 3 });
    const app = await asApp(account);
    const authorization = `Basic ${Buffer.from('sandbox-client-id:sandbox-client-secret').toString('base64')}`;

    await account
      .as({ authorization })
      .send('POST', '/oauth/revoke', 'token=7788990:70011:sandbox-refresh-token');

    expect((await app.get(deals)).status).toBe(401);
  });

  test('may do what its scopes allow', async () => {
    const account = await openAccount({ deals: 3, faults: ['without-scope=users:read'] });
    const app = await asApp(account);

    expect(await app.get('/v1/users')).toMatchObject({
      status: 403,
      body: { error: 'Scope and URL mismatch', errorCode: 403 },
    });
    expect((await app.get('/v1/users/me')).status).toBe(200);
    expect((await account.get('/v1/users')).status).toBe(200);
  });
});

describe('the burst limit', () => {
  test('lets 20 requests through in two seconds, and the rest when they are over', async () => {
    const account = await openAccount({ deals: 3, limits: 'vendor' });

    const replies = await burst(23, account, `${deals}/4101`);
    await account.sandbox.control.advanceClock(2000);

    expect(replies.filter(({ status }) => status === 429)).toHaveLength(3);
    expect((await account.get(deals)).status).toBe(200);
    expect(account.sandbox.control.stats()).toMatchObject({
      rateLimited: 3,
      windows: { burst: { limit: 20, peak: 20 } },
    });
  });

  test('is 80 for OAuth apps and 10 for searches', async () => {
    const account = await openAccount({ deals: 3, limits: 'vendor' });
    const app = await asApp(account);

    expect(statuses(await burst(82, app, '/v1/users/me'))).toEqual({ 200: 80, 429: 2 });
    expect(statuses(await burst(12, account, `${deals}/search?term=fleet`))).toEqual({ 200: 10, 429: 2 });
  });

  test('is told on every answer, with the seconds until it is over', async () => {
    const account = await openAccount({ deals: 3, limits: 'vendor' });

    const { headers } = await account.get(deals);

    expect(headers.get('x-ratelimit-limit')).toBe('20');
    expect(headers.get('x-ratelimit-remaining')).toBe('19');
    expect(headers.get('x-ratelimit-reset')).toBe('2');
    expect(headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('refuses in the gateway’s words, and blocks whoever does not listen with a page', async () => {
    const account = await openAccount({ deals: 3, limits: 'vendor' });

    const replies = await burst(122, account, deals);
    const blocked = await account.get(deals);
    await account.sandbox.control.advanceClock(60_000);

    expect(replies.find(({ status }) => status === 429)?.body).toMatchObject({
      success: false,
      error: 'request over limit',
      errorCode: 429,
    });
    expect(blocked.status).toBe(403);
    expect(blocked.headers.get('content-type')).toContain('text/html');
    expect((await account.get(deals)).status).toBe(200);
  });
});

describe('the day’s budget', () => {
  test.each([
    [`${deals}`, 10],
    [`${deals}/archived`, 20],
    [`${deals}/4101`, 1],
    [`${deals}/search?term=fleet`, 20],
    ['/api/v2/stages', 5],
    ['/api/v2/pipelines', 5],
    ['/api/v2/dealFields', 10],
    ['/api/v2/organizations?ids=902', 10],
    ['/v1/users', 20],
    ['/v1/users/me', 2],
    ['/v1/deals', 20],
    ['/v1/deals/4101', 2],
  ])('pays for %s', async (path, cost) => {
    const account = await openAccount({ deals: 3 });

    const before = await dailyLeft(account, '/v1/users/me');

    expect(before - (await dailyLeft(account, path))).toBe(cost);
  });

  test('pays 5 for a write and 3 for a deletion', async () => {
    const account = await openAccount({ deals: 3 });

    const created = await account.send('POST', deals, { title: 'One' });
    const changed = await account.send('PATCH', `${deals}/4101`, {});
    const deleted = await account.send('DELETE', `${deals}/4101`);

    expect([left(created) - left(changed), left(changed) - left(deleted)]).toEqual([5, 3]);
  });

  test('refuses when it is empty, until the next day', async () => {
    const account = await openAccount({ deals: 3, limits: 'vendor', faults: ['daily-left=15'] });

    const first = await account.get(deals);
    const second = await account.get(deals);
    await account.sandbox.control.advanceClock(14 * 3_600_000);

    expect(first.headers.get('x-daily-ratelimit-token-remaining')).toBe('5');
    expect(second.status).toBe(429);
    expect((await account.get(deals)).status).toBe(200);
  });

  test('can be silent about what is left', async () => {
    const account = await openAccount({ deals: 3, faults: ['no-daily-headers'] });

    expect((await account.get(deals)).headers.has('x-daily-ratelimit-token-limit')).toBe(false);
  });
});

describe('answers that are no help', () => {
  test.each([
    ['daily-limit', 429, 'request over limit'],
    ['blocked', 403, '<h1>Error 1015</h1>'],
    ['capped', 403, 'feature_capping_deals_limit'],
    ['no-rights', 403, 'Forbidden'],
    ['null-body', 200, 'null'],
    ['success-false', 200, '"success":false'],
    ['status=402', 402, 'Company account is not open'],
    ['status=503', 503, '"errorCode":503'],
  ])('come when they are asked for: %s', async (fault, status, content) => {
    const account = await openAccount({ deals: 3, faults: [fault] });

    const reply = await account.get(deals);

    expect(reply.status).toBe(status);
    expect(reply.text).toContain(content);
  });

  test('name unknown paths and wrong methods', async () => {
    const account = await openAccount({ deals: 3 });

    expect(await account.get('/api/v2/nothing')).toMatchObject({ status: 404, body: { success: false } });
    expect(await account.send('PUT', `${deals}/4101`, {})).toMatchObject({ status: 405 });
  });
});
