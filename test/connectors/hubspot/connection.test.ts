import { describe, expect, test } from 'vitest';
import { hubspot } from '../../../connectors/hubspot/index.ts';
import { api, collect, open, opportunity, plan, token } from './hubspot-api.ts';
import { interceptRequests, nock } from '../../support/intercept-requests.ts';

interceptRequests();

const oauth = { clientId: 'c-id', clientSecret: 'c-secret', refreshToken: 'r-1' };
const now = '2026-11-22T10:00:00.000Z';

function complaints(credentials: unknown): string[] {
  const parsed = hubspot.credentials.safeParse(credentials);
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('credentials', () => {
  test.each([
    [{}, 'accessToken'],
    [{ accessToken: '' }, 'accessToken'],
    [{ accessToken: 'two words' }, 'accessToken'],
    [{ clientId: 'a', clientSecret: 'b' }, 'refreshToken'],
    [{ clientId: 'a', refreshToken: 'b' }, 'clientSecret'],
    [{ refreshToken: 'a', clientSecret: 'b' }, 'clientId'],
    [{ accessToken: 'a', apiVersion: '2026-9' }, 'apiVersion'],
    [{ accessToken: 'a', tier: 'gold' }, 'tier'],
    [{ accessToken: 'a', acessToken: 'b' }, 'acessToken'],
  ])('%j: the complaint names the field', (credentials, field) => {
    expect(complaints(credentials).join('\n')).toContain(field);
  });

  test.each([
    [{ accessToken: token }],
    [{ accessToken: token, apiVersion: '2026-03', tier: 'enterprise' }],
    [{ accessToken: token, apiVersion: 'v3' }],
    [oauth],
    [{ ...oauth, accessToken: 'a', expiresAt: now }],
  ])('%j are accepted', (credentials) => {
    expect(complaints(credentials)).toEqual([]);
  });

  test('the token travels in the one header HubSpot reads', async () => {
    api()
      .get('/account-info/2026-09/details')
      .matchHeader('authorization', `Bearer ${token}`)
      .reply(200, { portalId: 424_242 });

    await expect(hubspot.checkConnection(open())).resolves.toBe('HubSpot account 424242');
  });
});

describe('an OAuth app', () => {
  test('is refreshed with body parameters at the token endpoint of its version', async () => {
    const sent: unknown[] = [];
    const send = (...call: unknown[]) => {
      sent.push(call);
      return Promise.resolve({
        token_type: 'bearer',
        access_token: 'a-2',
        refresh_token: 'r-2',
        expires_in: 1800,
      });
    };

    const dated = await hubspot.refresh?.refresh(oauth, send, now);
    await hubspot.refresh?.refresh({ ...oauth, apiVersion: 'v3' }, send, now);

    expect(dated).toEqual({
      ...oauth,
      accessToken: 'a-2',
      refreshToken: 'r-2',
      expiresAt: '2026-11-22T10:30:00.000Z',
    });
    expect(sent).toEqual([
      [
        'https://api.hubapi.com/oauth/2026-09/token',
        { grant_type: 'refresh_token', client_id: 'c-id', client_secret: 'c-secret', refresh_token: 'r-1' },
      ],
      ['https://api.hubapi.com/oauth/v3/token', expect.anything()],
    ]);
  });

  test('gets its token before the first request, with a form and nothing in the URL', async () => {
    api()
      .post('/oauth/2026-09/token', {
        grant_type: 'refresh_token',
        client_id: 'c-id',
        client_secret: 'c-secret',
        refresh_token: 'r-1',
      })
      .matchHeader('content-type', /^application\/x-www-form-urlencoded/)
      .reply(200, { token_type: 'bearer', access_token: 'a-2', refresh_token: 'r-1', expires_in: 1800 });
    api()
      .get('/account-info/2026-09/details')
      .matchHeader('authorization', 'Bearer a-2')
      .reply(200, { portalId: 5 });

    expect(await hubspot.checkConnection(open(oauth))).toBe('HubSpot account 5');
  });

  test('whose refresh token is refused has a problem with its credentials', async () => {
    api().post('/oauth/2026-09/token').reply(400, {
      error: 'invalid_grant',
      error_description: 'missing or unknown',
      status: 'BAD_REFRESH_TOKEN',
    });

    await expect(hubspot.checkConnection(open(oauth))).rejects.toMatchObject({ code: 'auth' });
  });

  test('keeps its refresh token where the answer has none', async () => {
    const answer = { access_token: 'a-2', expires_in: 1800 };

    expect(await hubspot.refresh?.refresh(oauth, () => Promise.resolve(answer), now)).toMatchObject({
      refreshToken: 'r-1',
    });
  });

  test('an answer without a token is an error that holds no secret', async () => {
    const refreshed = hubspot.refresh?.refresh(
      oauth,
      () => Promise.resolve({ access_token: 5, note: 'c-secret' }),
      now,
    );

    const error: unknown = await refreshed?.catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code: 'unexpected-response' });
    expect(JSON.stringify(error)).not.toContain('c-secret');
  });

  test('needs a token before its first request; a static token never does', () => {
    expect(hubspot.refresh?.expiresAt(oauth)).toBe('1970-01-01T00:00:00.000Z');
    expect(hubspot.refresh?.expiresAt({ ...oauth, accessToken: 'a', expiresAt: now })).toBe(now);
    expect(hubspot.refresh?.possible(oauth)).toBe(true);
    expect(hubspot.refresh?.possible({ accessToken: token })).toBe(false);
    expect(hubspot.headers(oauth)).toEqual({});
  });
});

function amounts(credentials: unknown): Record<string, number> {
  return Object.fromEntries(hubspot.rateBudgets(credentials).map(({ name, amount }) => [name, amount]));
}

describe('rate budgets', () => {
  const searchRequest = { method: 'POST', path: '/crm/objects/2026-09/deals/search' } as const;
  const listRequest = { method: 'GET', path: '/crm/objects/2026-09/deals' } as const;

  test('are those of the smallest subscription unless told otherwise', () => {
    expect(amounts({ accessToken: token })).toEqual({
      general: 100,
      search: 5,
      associations: 100,
      daily: 250_000,
    });
    expect(amounts({ accessToken: token, tier: 'professional' })).toMatchObject({
      general: 190,
      daily: 625_000,
    });
    expect(amounts({ accessToken: token, tier: 'increased' })).toMatchObject({
      general: 250,
      associations: 200,
    });
  });

  test('of a public app have no day', () => {
    expect(amounts(oauth)).toEqual({ general: 110, search: 5, associations: 100 });
  });

  test('search stays within five a second and draws on nothing else', () => {
    const budgets = hubspot.rateBudgets(oauth);
    const drawn = (request: typeof searchRequest | typeof listRequest): string[] =>
      budgets.filter(({ appliesTo }) => appliesTo?.(request) ?? true).map(({ name }) => name);
    const search = budgets.find(({ name }) => name === 'search');

    expect(drawn(searchRequest)).toEqual(['search']);
    expect(drawn(listRequest)).toEqual(['general']);
    expect((search?.amount ?? 0) / (search?.perMs ?? 1)).toBeLessThanOrEqual(5 / 1000);
  });

  test('are read from the headers, which may be missing', () => {
    const [general, , , daily] = hubspot.rateBudgets({ accessToken: token });

    expect(
      general?.readRemaining?.({ 'x-hubspot-ratelimit-max': '190', 'x-hubspot-ratelimit-remaining': '7' }),
    ).toEqual({ limit: 190, remaining: 7 });
    expect(daily?.readRemaining?.({ 'x-hubspot-ratelimit-daily-remaining': '12' })).toEqual({
      remaining: 12,
    });
    expect(general?.readRemaining?.({ 'x-hubspot-ratelimit-secondly': '11' })).toBeUndefined();
    expect(general?.readRemaining?.({ 'x-hubspot-ratelimit-max': 'many' })).toBeUndefined();
  });
});

describe('the account', () => {
  test('tells its currency and time zone', async () => {
    api()
      .get('/account-info/2026-09/details')
      .reply(200, { portalId: 7, timeZone: 'US/Eastern', companyCurrency: 'USD' });

    expect(await hubspot.account(open())).toEqual({
      id: '7',
      name: 'HubSpot account 7',
      currency: 'USD',
      timezone: 'US/Eastern',
    });
  });

  test('leaves open what it does not know', async () => {
    api().get('/account-info/2026-09/details').reply(200, { portalId: 7 });

    expect(await hubspot.account(open())).toMatchObject({ currency: null, timezone: null });
  });
});

describe('the API version', () => {
  test('an older dated version is one word in the credentials', async () => {
    api().get('/crm/objects/2026-03/deals').query(true).times(2).reply(200, { results: [] });

    const pages = await collect(
      opportunity.list(open({ accessToken: token, apiVersion: '2026-03' }), { plan: plan() }),
    );

    expect(pages).toHaveLength(2);
  });

  test('v3 takes the older paths, and v4 for associations', async () => {
    api()
      .post('/crm/v3/objects/deals/search')
      .reply(200, { total: 1, results: [{ id: '1' }] });
    api()
      .post('/crm/v3/objects/deals/batch/read')
      .reply(200, { results: [{ id: '1', properties: {} }] });
    api()
      .post('/crm/v4/associations/deals/contacts/batch/read')
      .reply(207, { results: [], errors: [{ category: 'OBJECT_NOT_FOUND' }] });
    api().get('/crm/v3/objects/deals').query(true).reply(200, { results: [] });
    const session = open({ accessToken: token, apiVersion: 'v3' });

    const pages = await collect(opportunity.list(session, { plan: plan(['contacts']), changedSince: now }));

    expect(pages.flatMap(({ records }) => records.map(({ id }) => id))).toEqual(['1']);
    expect(nock.pendingMocks()).toEqual([]);
  });

  test.each([
    [
      '/crm/v3/properties/deals',
      { results: [] },
      (session: ReturnType<typeof open>) => opportunity.customFields?.(session),
    ],
    [
      '/account-info/v3/details',
      { portalId: 1 },
      (session: ReturnType<typeof open>) => hubspot.account(session),
    ],
  ])('v3 has %s', async (path, body, call) => {
    api().get(path).reply(200, body);

    await call(open({ accessToken: token, apiVersion: 'v3' }));

    expect(nock.isDone()).toBe(true);
  });
});

test('an answer that is not what HubSpot sends is an error, not an empty page', async () => {
  api().get('/crm/objects/2026-09/deals').query(true).reply(200, { data: [] });

  await expect(collect(opportunity.list(open(), { plan: plan() }))).rejects.toMatchObject({
    code: 'unexpected-response',
  });
});

test('it says what no change time shows', () => {
  const { unseen, ...tracking } = opportunity.changeTracking;

  expect(tracking).toMatchObject({ incremental: 'server-filter', precisionMs: 1, deletions: 'listed' });
  expect(unseen.join(' ')).toMatch(/contacts, companies.*calculated.*restored.*purged/s);
});
