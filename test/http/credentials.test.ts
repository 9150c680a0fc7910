import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SessionOptions } from '../../src/http/index.ts';
import { isDying } from '../../src/http/credentials/authorisation.ts';
import { jumpingClock } from '../support/open-test-session.ts';
import { acmeOrigin, acmeSession, rejection, type AcmeOptions } from './acme.ts';
import { rawAnswer, rawServer } from './raw-server.ts';
import { interceptRequests, nock } from '../support/intercept-requests.ts';

const startMs = Date.parse('2026-11-22T12:00:00Z');
const read = { method: 'GET', path: '/deals' } as const;
const login = 'https://login.acme.example';
const old = { token: 'old-token-1', refreshToken: 'refresh-token-1' };
const within = (ms: number): string => new Date(startMs + ms).toISOString();

interceptRequests();

/** Lets the vendor take only the given token. */
function vendorTakes(token: string): void {
  const scope = nock(acmeOrigin).persist();
  scope
    .get(/.*/)
    .matchHeader('authorization', `Bearer ${token}`)
    .reply(200, (request: Request) => ({ path: new URL(request.url).pathname }));
  scope.get(/.*/).reply(401, {});
}

/** Lets the token endpoint answer once, and counts who asks. */
function tokenEndpoint(status = 200, answer: object = {}): { readonly asked: string[] } {
  const asked: string[] = [];
  nock(login)
    .persist()
    .post('/oauth/token')
    .reply(status, async (request: Request) => {
      asked.push(`${request.headers.get('authorization') ?? ''} ${await request.text()}`);
      return {
        access_token: `new-token-${asked.length}`,
        refresh_token: 'refresh-token-2',
        expires_in: 1800,
        ...answer,
      };
    });
  return { asked };
}

function session(options: Partial<SessionOptions> & AcmeOptions = {}): ReturnType<typeof acmeSession> {
  return acmeSession({ credentials: old, ...options });
}

describe('access that the vendor refuses', () => {
  test('is renewed once for all requests, stored, and then used', async () => {
    vendorTakes('new-token-1');
    const endpoint = tokenEndpoint();
    const course: string[] = [];
    const crm = session({
      saveCredentials: async (credentials) => {
        await Promise.resolve();
        course.push(`saved ${JSON.stringify(credentials)}`);
      },
      onAttempt: ({ status }) => course.push(`answered ${status}`),
    });

    const paths = ['/a', '/b', '/c'].map((path) => crm.request({ method: 'GET', path }, z.unknown()));

    expect(await Promise.all(paths)).toEqual([{ path: '/v1/a' }, { path: '/v1/b' }, { path: '/v1/c' }]);
    expect(endpoint.asked).toEqual([
      `Basic ${Buffer.from('client-4711:client-secret-4711').toString('base64')} grant_type=refresh_token&refresh_token=refresh-token-1`,
    ]);
    const saved = { token: 'new-token-1', refreshToken: 'refresh-token-2', expiresAt: within(1_800_000) };
    expect(course.filter((line) => line.startsWith('saved'))).toEqual([`saved ${JSON.stringify(saved)}`]);
    expect(course.indexOf('answered 200')).toBeGreaterThan(
      course.findIndex((line) => line.startsWith('saved')),
    );
  });

  test('after being renewed is not renewed again', async () => {
    vendorTakes('some-other-token');
    const endpoint = tokenEndpoint();
    const crm = session();

    expect(await rejection(crm.request(read, z.unknown()))).toMatchObject({
      code: 'auth',
      details: { status: 401 },
    });
    expect(endpoint.asked).toHaveLength(1);
    expect(crm.usage()).toMatchObject({ requests: 2, retries: 0 });
  });

  test('by a key that cannot be renewed is an error at once', async () => {
    vendorTakes('another-token');
    const endpoint = tokenEndpoint();
    const crm = session({ credentials: { token: 'old-token-1' } });

    expect(await rejection(crm.request(read, z.unknown()))).toMatchObject({ code: 'auth' });
    expect(endpoint.asked).toEqual([]);
  });

  test('is renewed for a write too: a vendor that did not know us did not act', async () => {
    const scope = nock(acmeOrigin);
    scope.post('/v1/deals').matchHeader('authorization', 'Bearer new-token-1').reply(201, { id: 1 });
    scope.post('/v1/deals').reply(401, {});
    tokenEndpoint();

    expect(await session().request({ method: 'POST', path: '/deals', body: {} }, z.unknown())).toEqual({
      id: 1,
    });
  });
});

describe('access that dies soon', () => {
  test.each([
    ['an hour is left', 3_600_000, 0],
    ['61 seconds are left', 61_000, 0],
    ['59 seconds are left', 59_000, 1],
    ['none is left', -1, 1],
  ])('is renewed ahead of the request: %s', async (_name, leftMs, renewals) => {
    vendorTakes(renewals === 0 ? 'old-token-1' : 'new-token-1');
    const endpoint = tokenEndpoint();
    const crm = session({ credentials: { ...old, expiresAt: within(leftMs) } });
    await Promise.all([crm.request(read, z.unknown()), crm.request(read, z.unknown())]);

    expect(endpoint.asked).toHaveLength(renewals);
    expect(crm.usage().requests).toBe(2);
  });

  test.each([
    [1_800_000, 181_000, false],
    [1_800_000, 179_000, true],
    [30_000, 30_000, false],
    [30_000, 14_000, true],
  ])('of a life of %i ms with %i ms left: %s', (lifeMs, leftMs, dying) => {
    const authorisation = {
      credentials: {},
      baseUrl: new URL(acmeOrigin),
      headers: {},
      secrets: [],
      expiresAtMs: startMs + lifeMs,
      obtainedAtMs: startMs,
    };

    expect(isDying(authorisation, startMs + lifeMs - leftMs)).toBe(dying);
  });

  test('is used on where the token endpoint is down and it still lives', async () => {
    vendorTakes('old-token-1');
    tokenEndpoint(503);
    const crm = session({ credentials: { ...old, expiresAt: within(30_000) } });

    expect(await crm.request(read, z.unknown())).toEqual({ path: '/v1/deals' });
  });
});

describe('a token endpoint', () => {
  test('that does not answer is asked again', async () => {
    vendorTakes('new-token-1');
    nock(login).post('/oauth/token').reply(503, {});
    const endpoint = tokenEndpoint();

    expect(await session().request(read, z.unknown())).toEqual({ path: '/v1/deals' });
    expect(endpoint.asked).toHaveLength(1);
  });

  test.each([400, 401, 403, 404, 422])(
    'that refuses with %i means that the account has to be reconnected',
    async (status) => {
      vendorTakes('new-token-1');
      const endpoint = tokenEndpoint(status, { error: 'invalid_grant' });

      const error = await rejection(session().request(read, z.unknown()));

      expect(error).toMatchObject({ code: 'auth', details: { path: '/oauth/token', status } });
      expect(endpoint.asked).toHaveLength(1);
    },
  );

  test('whose answer holds no token means the same', async () => {
    vendorTakes('new-token-1');
    nock(login).post('/oauth/token').reply(200, { access_token: 5, note: 'very-secret-note' });

    const error = await rejection(session().request(read, z.unknown()));

    expect(error).toMatchObject({ name: 'VendorError', code: 'auth' });
    expect(JSON.stringify(error)).not.toContain('very-secret-note');
  });

  test('that redirects gets nothing sent further', async () => {
    vendorTakes('new-token-1');
    nock(login).post('/oauth/token').reply(307, '', { location: 'https://evil.example/' });

    expect(await rejection(session().request(read, z.unknown()))).toMatchObject({ code: 'auth' });
  });

  test('can be replaced: by origin alone or as a whole', async () => {
    const answer = rawAnswer(200, JSON.stringify({ access_token: 'new-token-1', expires_in: 1800 }));
    const server = await rawServer((socket) => socket.write(answer));
    vendorTakes('new-token-1');
    await session({ tokenUrl: server.baseUrl }).request(read, z.unknown());
    await session({ tokenUrl: `${server.baseUrl}/my/token` }).request(read, z.unknown());
    await server.close();

    expect(server.received.map((request) => request.split('\r\n')[0])).toEqual([
      'POST /oauth/token HTTP/1.1',
      'POST /my/token HTTP/1.1',
    ]);
  });

  test('is the one the connector declares, or one on its origin', async () => {
    vendorTakes('new-token-1');
    const stolen = nock('https://evil.example').post('/oauth/token').reply(200, {});
    const error = await rejection(
      session({ renewsAt: 'https://evil.example/oauth/token' }).request(read, z.unknown()),
    );

    expect(error).toMatchObject({ code: 'auth' });
    expect(stolen.isDone()).toBe(false);
    nock(login).post('/v2/token').reply(200, { access_token: 'new-token-1', expires_in: 60 });
    expect(await session({ renewsAt: `${login}/v2/token` }).request(read, z.unknown())).toEqual({
      path: '/v1/deals',
    });
  });

  test('outside this machine has to be https', () => {
    expect(() => session({ tokenUrl: 'http://login.example/token' })).toThrow('may not be sent');
  });
});

describe('renewed credentials', () => {
  test('that could not be stored are not used, and stored before anything else next time', async () => {
    vendorTakes('new-token-1');
    const endpoint = tokenEndpoint();
    const saves: unknown[] = [];
    const crm = session({
      saveCredentials: async (credentials) => {
        saves.push(credentials);
        if (saves.length === 1) throw new Error('disk full');
      },
    });

    expect(await rejection(crm.request(read, z.unknown()))).toMatchObject({
      code: 'credentials-not-saved',
      cause: { message: 'disk full' },
    });
    expect(crm.usage().requests).toBe(1);
    expect(await crm.request(read, z.unknown())).toEqual({ path: '/v1/deals' });
    expect(endpoint.asked).toHaveLength(1);
    expect(saves[1]).toEqual(saves[0]);
  });

  test('may move the account to another origin of the vendor, and to no other', async () => {
    vendorTakes('nothing');
    nock('https://eu.acme.example').get('/deals').reply(200, { moved: true });
    nock(login)
      .post('/oauth/token')
      .reply(200, { access_token: 'new-token-1', expires_in: 60, domain: 'https://eu.acme.example' });
    expect(await session().request(read, z.unknown())).toEqual({ moved: true });

    const stolen = nock('https://evil.example').get('/deals').reply(200, {});
    nock(login)
      .post('/oauth/token')
      .reply(200, { access_token: 'new-token-1', expires_in: 60, domain: 'https://evil.example' });
    expect(await rejection(session().request(read, z.unknown()))).toMatchObject({ code: 'session-options' });
    expect(stolen.isDone()).toBe(false);
  });

  test('count their life from when they came', async () => {
    vendorTakes('new-token-1');
    const endpoint = tokenEndpoint();
    const clock = jumpingClock(startMs);
    const crm = session({ clock });
    await crm.request(read, z.unknown());
    await clock.sleep(1_610_000, new AbortController().signal);
    await crm.request(read, z.unknown());
    const before = endpoint.asked.length;
    await clock.sleep(20_000, new AbortController().signal);
    await rejection(crm.request(read, z.unknown()));

    expect(before).toBe(1);
    expect(endpoint.asked.length).toBeGreaterThan(1);
  });
});

test('settings that requests depend on are open to the connector', () => {
  expect(session({ credentials: { ...old, region: 'europe' } }).settings).toEqual({ region: 'europe' });
});
