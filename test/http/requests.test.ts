import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ErrorClass, VendorRequest } from '../../src/connector-kit/index.ts';
import { acmeOrigin, acmeSession, acmeToken, rejection } from './acme.ts';
import { interceptRequests, nock } from '../support/intercept-requests.ts';

const vendor = (): nock.Scope => nock(acmeOrigin);
const read: VendorRequest = { method: 'GET', path: '/deals' };
const once = { retry: { attempts: 1 } };

interceptRequests();

describe('a request', () => {
  test('goes below the base URL with authorisation, query and body', async () => {
    const scope = vendor()
      .post('/v1/deals?status=open&status=won&name=A%20%26%20B&limit=5&all=true', { name: 'Rocket' })
      .matchHeader('authorization', `Bearer ${acmeToken}`)
      .matchHeader('content-type', 'application/json')
      .matchHeader('accept', 'application/json')
      .reply(201, { id: 7 });

    const data = await acmeSession().request(
      {
        method: 'POST',
        path: '/deals',
        query: { status: ['open', 'won'], name: 'A & B', limit: 5, all: true, none: undefined },
        body: { name: 'Rocket' },
      },
      z.object({ id: z.number() }),
    );

    expect(data).toEqual({ id: 7 });
    expect(scope.isDone()).toBe(true);
  });

  test('without a body sends none', async () => {
    vendor()
      .delete('/v1/deals/7', (body) => body === '')
      .reply(204);

    expect(await acmeSession().send({ method: 'DELETE', path: '/deals/7' }, z.undefined())).toMatchObject({
      status: 204,
      data: undefined,
    });
  });

  test.each([
    'https://evil.example/deals',
    '//evil.example/deals',
    'deals',
    String.raw`/\evil.example`,
    '/deals/../../admin',
    '/deals/%2e%2E/admin',
    '/deals/..%2fadmin',
    '/deals/./1',
    '/deals\r\nx-injected: 1',
    '/deals/%0d%0a',
    '/deals/%zz',
    '/deals?api_key=1',
    '/deals#top',
    '/de als',
  ])('to %j is refused before anything is sent', async (path) => {
    const anything = nock(/.*/).persist().get(/.*/).reply(200, {});

    const error = await rejection(acmeSession().request({ method: 'GET', path }, z.unknown()));

    expect(error).toMatchObject({ name: 'VendorError', code: 'invalid-request' });
    expect(JSON.stringify(error)).not.toMatch(/api_key|[\r\n]/);
    expect(anything.pendingMocks()).toHaveLength(1);
  });
});

describe('an answer', () => {
  test('keeps integers that a double cannot hold as text, and all other numbers', async () => {
    vendor()
      .get('/v1/deals')
      .reply(
        200,
        '{"id": 12345678901234567890, "safe": 9007199254740991, "amount": 0.1, "list": [-9007199254740993], "huge": 1e400}',
      );

    expect(await acmeSession().request(read, z.unknown())).toEqual({
      id: '12345678901234567890',
      safe: 9007199254740991,
      amount: 0.1,
      list: ['-9007199254740993'],
      huge: '1e400',
    });
  });

  test('of another form is refused with the place and not the value', async () => {
    vendor()
      .get('/v1/deals')
      .reply(200, { deals: [{ id: 'Ada Lovelace' }] });

    const error = await rejection(
      acmeSession().request(read, z.object({ deals: z.array(z.object({ id: z.number() })) })),
    );

    expect(error).toMatchObject({
      code: 'unexpected-response',
      message:
        'Acme sent another form of answer to GET /deals than expected: deals.0.id: expected number, received string',
      details: { status: 200, attempts: 1 },
    });
  });

  test('without a body is refused where one is needed', async () => {
    vendor().get('/v1/deals').reply(200, '');

    expect(await rejection(acmeSession().request(read, z.object({})))).toMatchObject({
      code: 'unexpected-response',
    });
  });

  test('of a write that does not fit the schema leaves no doubt that the write may have happened', async () => {
    vendor().post('/v1/deals').reply(200, '[]');

    const error = await rejection(
      acmeSession().request({ method: 'POST', path: '/deals' }, z.object({ id: z.string() })),
    );

    expect(error).toMatchObject({
      details: { ambiguous: true },
      hint: expect.stringContaining('look before'),
    });
  });

  test.each([60, 70, 100_000])('nested %i levels deep is read or refused, never fatal', async (depth) => {
    vendor()
      .get('/v1/deals')
      .reply(200, '['.repeat(depth) + ']'.repeat(depth));
    vendor()
      .get('/v1/ids')
      .reply(200, `${'['.repeat(depth)}12345678901234567890${']'.repeat(depth)}`);
    const outcomes = await Promise.all(
      ['/deals', '/ids'].map((path) =>
        acmeSession()
          .request({ method: 'GET', path }, z.array(z.unknown()))
          .then(
            () => 'read',
            (error: unknown) => error,
          ),
      ),
    );

    const refused = expect.objectContaining({ code: 'unexpected-response' });
    expect(outcomes).toEqual(depth <= 64 ? ['read', 'read'] : [refused, refused]);
  });

  test('brings headers in lower case, without cookies', async () => {
    vendor().get('/v1/deals').reply(200, {}, { 'X-Total': '5', 'Set-Cookie': 'session=abcdef' });

    const { headers } = await acmeSession().send(read, z.unknown());

    expect(headers).toMatchObject({ 'x-total': '5' });
    expect(JSON.stringify(headers)).not.toContain('abcdef');
  });

  test('sets the clock of the vendor', async () => {
    vendor().get('/v1/deals').reply(200, {}, { date: 'Sun, 22 Nov 2026 10:11:12 GMT' });
    const session = acmeSession();
    const before = session.vendorClock();
    await session.request(read, z.unknown());

    expect([before, session.vendorClock()]).toEqual([undefined, '2026-11-22T10:11:12.000Z']);
  });
});

describe('a refusal', () => {
  const table: readonly (readonly [number, ErrorClass])[] = [
    [400, 'invalid-request'],
    [401, 'auth'],
    [402, 'permission'],
    [403, 'permission'],
    [404, 'not-found'],
    [405, 'unexpected-response'],
    [408, 'vendor-unavailable'],
    [409, 'conflict'],
    [410, 'not-found'],
    [413, 'invalid-request'],
    [414, 'invalid-request'],
    [418, 'invalid-request'],
    [422, 'invalid-request'],
    [423, 'locked'],
    [429, 'rate-limited'],
    [500, 'vendor-unavailable'],
    [501, 'unexpected-response'],
    [503, 'vendor-unavailable'],
    [524, 'vendor-unavailable'],
    [304, 'unexpected-response'],
  ];
  test.each(table)('of status %i is %s unless the connector says otherwise', async (status, code) => {
    vendor().get('/v1/deals').reply(status, {});
    expect(await rejection(acmeSession(once).request(read, z.unknown()))).toMatchObject({
      code,
      details: { status },
    });

    vendor().get('/v1/deals').reply(status, {});
    const session = acmeSession({ ...once, readFailure: () => ({ errorClass: 'suspended' }) });
    const known = status === 304 ? 'unexpected-response' : 'suspended';
    expect(await rejection(session.request(read, z.unknown()))).toMatchObject({ code: known });
  });

  test('carries what the connector reads from it', async () => {
    vendor().get('/v1/deals').reply(403, { text: 'Scope missing' }, { 'x-request-id': 'r-17' });
    const session = acmeSession({
      readFailure: ({ body, headers, status, request }) => ({
        message: z.object({ text: z.string() }).parse(body).text,
        correlationId: headers['x-request-id'] ?? '',
        vendorCode: `${request.path}-${status}`,
        fields: [{ field: 'amount', message: 'too\nlarge' }],
        missingScopes: ['deals.read'],
      }),
    });

    const error = await rejection(session.request(read, z.unknown()));

    expect(error).toMatchObject({
      code: 'permission',
      message: 'Acme answered 403 to GET /deals: Scope missing',
      hint: 'The owner of the account can grant deals.read.',
      details: {
        connector: 'acme',
        method: 'GET',
        path: '/deals',
        correlationId: 'r-17',
        vendorCode: '/deals-403',
        missingScopes: ['deals.read'],
        fields: [{ field: 'amount', message: 'too large' }],
      },
    });
  });

  test('in text reaches the connector as text', async () => {
    vendor().get('/v1/deals').reply(400, '<html>no</html>');
    const bodies: unknown[] = [];
    const session = acmeSession({
      readFailure: ({ body }) => {
        bodies.push(body);
        return {};
      },
    });
    await rejection(session.request(read, z.unknown()));

    expect(bodies).toEqual(['<html>no</html>']);
  });
});
