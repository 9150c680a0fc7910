import { describe, expect, test } from 'vitest';
import { openAccount, type Reply, type SandboxClient } from '../sandbox-client.ts';

const deals = '/crm/v3/objects/deals';

async function burst(count: number, call: () => Promise<Reply>): Promise<readonly Reply[]> {
  return Promise.all(Array.from({ length: count }, call));
}

function statuses(replies: readonly Reply[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

async function accessToken(account: SandboxClient): Promise<string> {
  const reply = await fetch(`${account.sandbox.baseUrl}/oauth/v1/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: 'sandbox-client-id',
      client_secret: 'sandbox-client-secret',
      refresh_token: 'sandbox-refresh-token',
    }),
  });
  const body: { access_token: string } = JSON.parse(await reply.text());
  return body.access_token;
}

function pathOfLength(length: number): string {
  return `${deals}?properties=`.padEnd(length, 'x');
}

describe('credentials', () => {
  test('are needed, and a wrong one is told so', async () => {
    const account = await openAccount();

    expect(await account.as('wrong').get(deals)).toMatchObject({
      status: 401,
      body: { status: 'error', category: 'INVALID_AUTHENTICATION' },
    });
  });

  test('die with the OAuth token’s half hour', async () => {
    const account = await openAccount();
    const client = account.as(await accessToken(account));

    const young = await client.get(deals);
    await account.sandbox.control.advanceClock(1_800_000);

    expect(young.status).toBe(200);
    expect(await client.get(deals)).toMatchObject({
      status: 401,
      body: { category: 'EXPIRED_AUTHENTICATION' },
    });
  });

  test('without a scope name the scope that is missing', async () => {
    const account = await openAccount({ faults: ['without-scope=crm.objects.owners.read'] });

    const refused = await account.get('/crm/v3/owners');

    expect(refused).toMatchObject({
      status: 403,
      body: {
        category: 'MISSING_SCOPES',
        errors: [{ context: { requiredGranularScopes: ['crm.objects.owners.read'] } }],
      },
    });
    expect((await account.get(deals)).status).toBe(200);
    account.sandbox.control.clearFaults();
    expect((await account.get('/crm/v3/owners')).status).toBe(200);
  });
});

describe('limits', () => {
  test('let 190 requests through in any ten seconds and say so in headers', async () => {
    const account = await openAccount({ limits: 'vendor', deals: 3 });

    const first = await account.get(`${deals}?limit=1`);
    const replies = await burst(200, () => account.get(`${deals}?limit=1`));
    const refused = replies.find(({ status }) => status === 429);
    await account.sandbox.control.advanceClock(10_000);

    expect(statuses(replies)).toEqual({ 200: 189, 429: 11 });
    expect(refused?.body).toMatchObject({
      errorType: 'RATE_LIMIT',
      policyName: 'TEN_SECONDLY_ROLLING',
      message: 'You have reached your ten_secondly_rolling limit.',
    });
    expect(refused?.body).not.toHaveProperty('category');
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'x-hubspot-ratelimit-max': '190',
      'x-hubspot-ratelimit-remaining': '189',
      'x-hubspot-ratelimit-interval-milliseconds': '10000',
      'x-hubspot-ratelimit-secondly': '19',
      'x-hubspot-ratelimit-daily': '625000',
      'x-hubspot-ratelimit-daily-remaining': '624999',
    });
    expect((await account.get(deals)).status).toBe(200);
    expect(account.sandbox.control.stats()).toMatchObject({
      rateLimited: 11,
      windows: { burst: { limit: 190, peak: 190 } },
    });
  });

  test('are 110 for a public app, which hears nothing of the day', async () => {
    const account = await openAccount({ limits: 'vendor', deals: 3 });
    const client = account.as(await accessToken(account));

    const replies = await burst(115, () => client.get(`${deals}?limit=1`));

    expect(statuses(replies)).toEqual({ 200: 110, 429: 5 });
    expect(replies[0]?.headers.get('x-hubspot-ratelimit-max')).toBe('110');
    expect(replies[0]?.headers.get('x-hubspot-ratelimit-daily')).toBeNull();
  });

  test('are five searches a second, beside the other limit', async () => {
    const account = await openAccount({ limits: 'vendor', deals: 3 });

    const replies = await burst(8, () => account.send('POST', `${deals}/search`, {}));
    await account.sandbox.control.advanceClock(1000);

    expect(statuses(replies)).toEqual({ 200: 5, 429: 3 });
    expect(replies.find(({ status }) => status === 429)?.body).toMatchObject({
      message: 'You have reached your secondly limit.',
      policyName: 'SECONDLY',
    });
    expect((await account.send('POST', `${deals}/search`, {})).status).toBe(200);
    expect((await account.get(deals)).headers.get('x-hubspot-ratelimit-remaining')).toBe('189');
  });

  test('are only counted when they are off', async () => {
    const account = await openAccount({ limits: 'off', deals: 3 });

    expect(statuses(await burst(8, () => account.send('POST', `${deals}/search`, {})))).toEqual({ 200: 8 });
    expect(account.sandbox.control.stats().windows['search']).toEqual({ limit: 5, peak: 8 });
  });

  test('end an URL at 16,200 characters', async () => {
    const account = await openAccount();
    expect((await account.get(pathOfLength(16_200))).status).toBe(200);
    expect((await account.get(pathOfLength(16_201))).status).toBe(414);
  });
});

describe('faults', () => {
  test.each([
    ['locked', 423, null],
    ['migrating=7200', 477, '7200'],
    ['burst-limit', 429, null],
    ['burst-limit=4', 429, '4'],
    ['daily-limit', 429, null],
    ['search-limit', 429, null],
    ['expired-token', 401, null],
    ['no-rights', 403, null],
    ['no-scope=crm.objects.deals.read', 403, null],
    ['status=500', 500, null],
    ['html=502', 502, null],
  ])('%s answers %i once', async (fault, status, retryAfter) => {
    const account = await openAccount({ faults: [fault] });

    const reply = await account.get(deals);

    expect(reply.status).toBe(status);
    expect(reply.headers.get('retry-after')).toBe(retryAfter);
    expect((await account.get(deals)).status).toBe(200);
  });

  test('writes-locked refuses writes until its time is over, and no reads', async () => {
    const account = await openAccount({ faults: ['writes-locked=2s'] });
    const create = (): Promise<Reply> =>
      account.send('POST', '/crm/objects/2026-09/deals', { properties: { dealname: 'x' } });

    const locked = [await create(), await create()];
    const read = await account.get(deals);
    await account.sandbox.control.advanceClock(2000);

    expect(locked.map(({ status }) => status)).toEqual([423, 423]);
    expect(read.status).toBe(200);
    expect((await create()).status).toBe(201);
  });

  test('daily-limit names its policy', async () => {
    const account = await openAccount({ faults: ['daily-limit'] });

    expect((await account.get(deals)).body['policyName']).toBe('DAILY');
  });
});
