import { describe, expect, test } from 'vitest';
import { adminToken, memberKey } from '../../../../connectors/copper/sandbox/facts.ts';
import { ids, keyHeaders, openAccount, searchAll, type Reply } from '../sandbox-client.ts';

function statuses(replies: readonly Reply[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

describe('credentials', () => {
  test('are three headers, or a bearer token alone', async () => {
    const account = await openAccount();

    const byKey = await account.get('/account');
    const byToken = await account.as({ Authorization: `Bearer ${adminToken}` }).get('/account');

    expect(byKey.status).toBe(200);
    expect(byToken).toMatchObject({ status: 200, text: byKey.text });
  });

  test.each(['X-PW-AccessToken', 'X-PW-Application', 'X-PW-UserEmail'])(
    'a wrong or missing %s is answered with 401',
    async (name) => {
      const account = await openAccount();
      const headers = keyHeaders(account.sandbox);
      const rest = Object.entries(headers).filter(([other]) => other !== name);

      expect((await account.as({ ...headers, [name]: 'wrong' }).get('/account')).status).toBe(401);
      expect((await account.as(Object.fromEntries(rest)).get('/account')).status).toBe(401);
    },
  );

  test('an unknown token is answered with 401, on unknown paths too', async () => {
    const account = await openAccount();
    const stranger = account.as({ Authorization: 'Bearer nobody' });

    expect(await stranger.get('/account')).toMatchObject({ status: 401, body: { success: false } });
    expect((await stranger.get('/nowhere')).status).toBe(401);
  });

  test('stop working when they are revoked', async () => {
    const account = await openAccount({ faults: ['revoked'] });

    const refused = await account.get('/account');
    account.sandbox.control.clearFaults();

    expect(refused.status).toBe(401);
    expect((await account.get('/account')).status).toBe(200);
  });
});

describe('team permissions', () => {
  test('hide other teams’ opportunities from a key that is no admin’s, while the total still counts them', async () => {
    const account = await openAccount();
    const member = account.as(keyHeaders(account.sandbox, memberKey, 'user-2@seller.example.com'));

    const all = ids(await searchAll(account));
    const seen = ids(await searchAll(member));
    const hidden = all.filter((id) => !seen.includes(id));

    expect(seen.length).toBeGreaterThan(0);
    expect(hidden.length).toBeGreaterThan(0);
    expect((await member.search()).headers.get('x-pw-total')).toBe('60');
    expect((await member.get(`/opportunities/${hidden[0]}`)).status).toBe(404);
    expect((await member.search({ ids: [hidden[0], seen[0]] })).rows.map(({ id }) => id)).toEqual([seen[0]]);
    expect((await account.get(`/opportunities/${hidden[0]}`)).status).toBe(200);
  });

  test('shrink what the same key sees when its owner is no admin any more', async () => {
    const account = await openAccount();

    const before = await searchAll(account);
    account.sandbox.control.fault('member');
    const during = await searchAll(account);
    account.sandbox.control.clearFaults();

    expect(during.length).toBeLessThan(before.length);
    expect(await searchAll(account)).toEqual(before);
  });
});

describe('limits', () => {
  test('let 180 requests through in any minute', async () => {
    const account = await openAccount({ limits: 'vendor', deals: 3 });

    const replies = await Promise.all(Array.from({ length: 185 }, () => account.get('/loss_reasons')));
    const refused = replies.find(({ status }) => status === 429);
    await account.sandbox.control.advanceClock(60_000);

    expect(statuses(replies)).toEqual({ 200: 180, 429: 5 });
    expect(refused?.headers.has('retry-after')).toBe(false);
    expect((await account.get('/loss_reasons')).status).toBe(200);
    expect(account.sandbox.control.stats()).toMatchObject({
      rateLimited: 5,
      windows: { requests: { limit: 180, peak: 180 } },
    });
  });

  test('let three bulk requests through in any second', async () => {
    const account = await openAccount({ limits: 'vendor', deals: 3 });
    const bulk = (): Promise<Reply> =>
      account.send('POST', '/opportunities/bulk_create', { opportunities: [] });

    const replies = await Promise.all(Array.from({ length: 4 }, bulk));
    await account.sandbox.control.advanceClock(1000);

    expect(statuses(replies)).toEqual({ 200: 3, 429: 1 });
    expect((await bulk()).status).toBe(200);
  });

  test('are counted even where they are lifted', async () => {
    const account = await openAccount({ deals: 3 });

    await Promise.all(Array.from({ length: 190 }, () => account.get('/loss_reasons')));

    expect(account.sandbox.control.stats()).toMatchObject({
      rateLimited: 0,
      windows: { requests: { limit: 180, peak: 190 } },
    });
  });
});

describe('refusals', () => {
  test('an unknown route and an id that is no number say so in the short form, an unknown id in the long one', async () => {
    const account = await openAccount();

    const short = { status: 404, body: { error: 'not_found' } };
    const long = { status: 404, body: { success: false, status: 404, message: 'Resource not found' } };

    expect(await account.get('/nowhere')).toMatchObject(short);
    expect(await account.get('/opportunities')).toMatchObject(short);
    expect(await account.get('/opportunities/abc')).toMatchObject(short);
    expect(await account.get('/opportunities/1')).toMatchObject(long);
    account.sandbox.control.fault('short-not-found');
    expect(await account.get('/opportunities/1')).toMatchObject(short);
  });

  test.each([
    '/opportunities/1',
    '/opportunities/1/related/people',
    '/users/1',
    '/people/1',
    '/webhooks/1',
    '/custom_field_definitions/1',
    '/pipeline_stages/pipeline/1',
  ])(
    'a record that does not exist is refused in the form that is switched on, and text is no record: %s',
    async (path) => {
      const account = await openAccount();
      const formOf = async (asked: string): Promise<unknown> => (await account.get(asked)).body;
      const short = { error: 'not_found' };

      expect(await formOf(path)).toMatchObject({ status: 404, message: 'Resource not found' });
      expect(await formOf(path.replace('1', 'one'))).toEqual(short);
      account.sandbox.control.fault('short-not-found');
      expect(await formOf(path)).toEqual(short);
    },
  );

  test('a person who does not exist is refused in the form that is switched on when related', async () => {
    const account = await openAccount({ faults: ['short-not-found'] });
    const [id = ''] = await account.sandbox.control.ids();
    const resource = { id: 5, type: 'person' };

    expect(await account.send('POST', `/opportunities/${id}/related`, { resource })).toMatchObject({
      status: 404,
      body: { error: 'not_found' },
    });
  });

  test('a body that is not JSON, or no object, is answered with 400', async () => {
    const account = await openAccount();
    const broken = await fetch(`${account.sandbox.baseUrl}/opportunities/search`, {
      method: 'POST',
      headers: { ...keyHeaders(account.sandbox), 'content-type': 'application/json' },
      body: '{"page_size":',
    });

    expect(broken.status).toBe(400);
    expect((await account.send('POST', '/opportunities/search', [1])).status).toBe(400);
  });

  test('a search of pipeline stages does not exist and is answered with 401', async () => {
    const account = await openAccount();

    expect((await account.send('POST', '/pipeline_stages/search', {})).status).toBe(401);
  });

  test.each([
    ['plain-limit', 429, 'Retry later\n'],
    ['no-rights', 403, '{"success":false,"status":403,"message":"Forbidden"}'],
    ['status=422', 422, '{"success":false,"status":422,"message":"Invalid input"}'],
    ['status=503', 503, '{"success":false,"status":503,"message":"Internal server error"}'],
  ])('the fault %s is met once', async (fault, status, text) => {
    const account = await openAccount({ faults: [fault] });

    expect(await account.get('/account')).toMatchObject({ status, text });
    expect((await account.get('/account')).status).toBe(200);
  });
});
