import { describe, expect, test } from 'vitest';
import { copper } from '../../../connectors/copper/index.ts';
import { opportunities } from '../../../connectors/copper/opportunities.ts';
import type { LookupRow, NativePage, VendorSession } from '../../../src/connector-kit/index.ts';
import { api, baseUrl, fixture, open } from './wire.ts';
import { openTestSession } from '../../support/open-test-session.ts';
import { interceptRequests, nock } from '../../support/intercept-requests.ts';

interceptRequests({ allAsked: true });

async function all(listing: AsyncIterable<NativePage>): Promise<NativePage[]> {
  const pages: NativePage[] = [];
  for await (const page of listing) pages.push(page);
  return pages;
}

function rowsOf(name: string, session: VendorSession = open()): Promise<readonly LookupRow[]> {
  const source = opportunities.lookups[name];
  return source?.load === 'all' ? source.rows(session) : Promise.resolve([]);
}

function usersFrom(first: number, count: number): object[] {
  const ids = Array.from({ length: count }, (_unused, index) => first + index);
  return ids.map((id) => ({ id, name: 'U', email: 'u@example.test', groups: [] }));
}

describe('the account', () => {
  test('has a name and a time zone, and states no currency', async () => {
    const body = {
      id: 9,
      name: 'Pumps Ltd',
      primary_timezone: 'Europe/Berlin',
      settings: {},
      logo_mini_url: null,
    };
    api().get('/account').twice().reply(200, body);

    expect(await copper.account(open())).toEqual({
      id: '9',
      name: 'Pumps Ltd',
      currency: null,
      timezone: 'Europe/Berlin',
    });
    expect(await copper.checkConnection(open())).toBe('Pumps Ltd');
  });

  test('without a name is called by its id', async () => {
    api().get('/account').reply(200, { id: 9 });

    expect(await copper.account(open())).toEqual({ id: '9', name: '9', currency: null, timezone: null });
  });

  test('is reached by OAuth with a bearer token and none of the X-PW headers', async () => {
    nock(baseUrl, { badheaders: ['x-pw-accesstoken', 'x-pw-application', 'x-pw-useremail'] })
      .matchHeader('authorization', 'Bearer t0ken')
      .get('/account')
      .reply(200, { id: 9, name: 'Pumps Ltd' });

    expect(await copper.checkConnection(openTestSession(copper, { accessToken: 't0ken' }, baseUrl))).toBe(
      'Pumps Ltd',
    );
  });
});

describe('a search', () => {
  test('sends only words Copper knows, and keeps every record as it came', async () => {
    const rows = fixture('opportunities');
    api()
      .post('/opportunities/search', {
        page_number: 1,
        page_size: 200,
        sort_by: 'date_created',
        sort_direction: 'asc',
      })
      .reply(200, rows, { 'X-PW-TOTAL': '3' });

    const [page, ...more] = await all(opportunities.list(open(), {}));

    expect(more).toEqual([]);
    expect(page?.records.map(({ body }) => body)).toEqual(rows);
    expect(page?.records.map(({ id, changedAt }) => [id, changedAt])).toEqual([
      ['30917342', '2026-04-02T10:01:06.000Z'],
      ['30917344', '2026-04-02T10:01:07.000Z'],
      ['1200034', '2016-06-04T00:26:40.000Z'],
    ]);
    expect(page).toMatchObject({ tombstones: [], nextCursor: undefined, totalHint: 3 });
  });

  test('for changes sends the time in seconds, rounded down', async () => {
    api()
      .post('/opportunities/search', {
        page_number: 1,
        page_size: 200,
        sort_by: 'date_modified',
        sort_direction: 'asc',
        minimum_modified_date: 1_775_124_066,
      })
      .reply(200, [], { 'X-PW-TOTAL': '0' });

    expect(await all(opportunities.list(open(), { changedSince: '2026-04-02T10:01:06.999Z' }))).toMatchObject(
      [{ records: [], nextCursor: undefined }],
    );
  });

  test.each([
    ['an object instead of a list', { success: true }],
    ['an item that is no opportunity', [{ success: false, message: { name: [{ error: 'invalid' }] } }]],
  ])('that answers with %s is an unexpected response', async (_name, body) => {
    api().post('/opportunities/search').reply(200, body);

    await expect(all(opportunities.list(open(), {}))).rejects.toMatchObject({ code: 'unexpected-response' });
  });

  test('is asked again after a server error: it only reads', async () => {
    api()
      .post('/opportunities/search')
      .reply(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' });
    api().post('/opportunities/search').reply(200, []);

    expect(await all(opportunities.list(open(), {}))).toHaveLength(1);
  });

  test.each([
    ['with a time to wait', { 'Retry-After': '1' }, { message: 'slow down' }],
    ['without one, and without a body', {}, ''],
  ])('is asked again after a 429 %s', async (_name, headers, body) => {
    api().post('/opportunities/search').reply(429, body, headers);
    api().post('/opportunities/search').reply(200, []);

    expect(await all(opportunities.list(open(), {}))).toHaveLength(1);
  });

  test('that is refused names the attribute, and is not sent again', async () => {
    const message = 'Invalid input: Validation errors: Base: Unrecognized attributes specified: pageSize';
    api().post('/opportunities/search').reply(422, { success: false, status: 422, message });

    await expect(all(opportunities.list(open(), {}))).rejects.toMatchObject({
      code: 'invalid-request',
      details: {
        status: 422,
        fields: [{ field: 'pageSize', message: 'Unrecognized attributes specified' }],
      },
    });
  });

  test.each([
    [401, 'auth'],
    [403, 'permission'],
  ])('with %i, whose body is not documented, stops the connection', async (status, code) => {
    api().post('/opportunities/search').reply(status, '');

    await expect(all(opportunities.list(open(), {}))).rejects.toMatchObject({
      code,
      disposition: { action: 'stop-connection' },
    });
  });
});

describe('a single opportunity', () => {
  test('is kept as it came', async () => {
    const [row = {}] = fixture('opportunities');
    api().get('/opportunities/30917342').reply(200, row);

    const record = await opportunities.get(open(), '30917342');

    expect(record).toEqual({ id: '30917342', changedAt: '2026-04-02T10:01:06.000Z', body: row });
  });

  test.each([{ success: false, status: 404, message: 'Resource not found' }, { error: 'not_found' }])(
    'that does not exist is undefined, in either shape: %j',
    async (body) => {
      api().get('/opportunities/5').reply(404, body);

      expect(await opportunities.get(open(), '5')).toBeUndefined();
    },
  );

  test.each(['', 'abc', '5/related', '-1', '0'])(
    'whose id cannot exist (%j) is undefined without a request',
    async (id) => {
      expect(await opportunities.get(open(), id)).toBeUndefined();
    },
  );

  test('that may not be seen is a missing permission, not a missing record', async () => {
    api().get('/opportunities/5').reply(403, { message: 'Forbidden' });

    await expect(opportunities.get(open(), '5')).rejects.toMatchObject({ code: 'permission' });
  });
});

describe('lookups', () => {
  test('are tables of names', async () => {
    api()
      .get('/customer_sources')
      .reply(200, [
        { id: 5511, name: 'Messe' },
        { id: 5512, name: null },
      ]);
    api().get('/loss_reasons').reply(200, []);

    expect(await rowsOf('customerSources')).toEqual([
      { key: '5511', columns: { name: 'Messe' } },
      { key: '5512', columns: { name: null } },
    ]);
    expect(await rowsOf('lossReasons')).toEqual([]);
  });

  test('of pipelines and stages come from one answer', async () => {
    const stages = [
      { id: 9101, name: 'New', win_probability: 5 },
      { id: 9103, name: 'Offer', win_probability: null },
    ];
    const pipelines = [
      { id: 9100, name: 'Sales', stages, type: 'opportunity', is_revenue: true },
      { id: 9200, name: 'Empty', stages: [] },
    ];
    api().get('/pipelines').reply(200, pipelines, { Date: 'Sun, 22 Nov 2026 12:00:00 GMT' });
    const session = open();

    expect(await rowsOf('pipelines', session)).toEqual([
      { key: '9100', columns: { name: 'Sales' } },
      { key: '9200', columns: { name: 'Empty' } },
    ]);
    expect(await rowsOf('stages', session)).toEqual([
      { key: '9101', columns: { name: 'New', win_probability: 5, pipeline_id: '9100' } },
      { key: '9103', columns: { name: 'Offer', win_probability: null, pipeline_id: '9100' } },
    ]);
  });

  test('of pipelines and stages that are asked for at once share the request', async () => {
    api()
      .get('/pipelines')
      .reply(200, [{ id: 9100, name: 'Sales', stages: [{ id: 9101, name: 'New' }] }]);
    const session = open();

    const [pipelines, stages] = await Promise.all([rowsOf('pipelines', session), rowsOf('stages', session)]);

    expect([pipelines.length, stages.length]).toEqual([1, 1]);
  });

  test('of pipelines and stages that are asked for minutes apart are asked for again', async () => {
    let nowMs = 0;
    const session = { ...open(), now: () => nowMs };
    api().get('/pipelines').reply(200, []);
    await rowsOf('pipelines', session);
    nowMs += 120_000;

    api()
      .get('/pipelines')
      .reply(200, [{ id: 9100, name: 'Sales', stages: [{ id: 9101, name: 'New' }] }]);

    expect(await rowsOf('stages', session)).toHaveLength(1);
  });

  test('of pipelines that could not be read are asked for again', async () => {
    const session = open();
    api().get('/pipelines').reply(403, '');
    await expect(rowsOf('pipelines', session)).rejects.toMatchObject({ code: 'permission' });
    api().get('/pipelines').reply(200, []);

    expect(await rowsOf('stages', session)).toEqual([]);
  });

  test('of users are read page by page', async () => {
    api().post('/users/search', { page_number: 1, page_size: 200 }).reply(200, usersFrom(1, 200));
    api().post('/users/search', { page_number: 2, page_size: 200 }).reply(200, usersFrom(201, 3));

    const rows = await rowsOf('users');

    expect(rows).toHaveLength(203);
    expect(rows[202]).toEqual({ key: '203', columns: { name: 'U', email: 'u@example.test' } });
  });

  test('of users end where a page brings nobody new', async () => {
    api().post('/users/search').twice().reply(200, usersFrom(1, 200));

    expect(await rowsOf('users')).toHaveLength(200);
  });
});

describe('custom fields', () => {
  test('are those of opportunities, each with the type of its values, asked for once', async () => {
    api().get('/custom_field_definitions').reply(200, fixture('custom-field-definitions'));

    const definitions = await opportunities.customFields?.(open());

    expect(definitions?.map(({ key, type, wire }) => `${key} ${type} ${wire}`)).toEqual([
      '7001 boolean bool',
      '7002 money number',
      '7003 date unix-day',
      '7004 option id',
      '7005 options id',
      '7006 number number',
      '7007 percent number',
      '7008 text text',
      '7009 text text',
      '7010 url text',
      '7011 reference json',
      '7014 unknown json',
    ]);
  });

  test('carry labels of options, the currency of amounts and what a link points at', async () => {
    api().get('/custom_field_definitions').reply(200, fixture('custom-field-definitions'));

    const definitions = await opportunities.customFields?.(open());
    const named = (label: string): unknown => definitions?.find((definition) => definition.label === label);

    expect(named('Kind of deal')).toMatchObject({ options: { '8001': 'New logo', '8002': 'Renewal' } });
    expect(named('Setup cost')).toMatchObject({ description: 'Amounts in USD' });
    expect(named('Reseller')).toMatchObject({ refName: 'company', access: 'read' });
  });

  test('and lookups are not asked for while pages are read', async () => {
    const [row = {}] = fixture('opportunities');
    const rows = Array.from({ length: 200 }, (_unused, index) => Object.assign({}, row, { id: index + 1 }));
    // Any other request would fail: nothing else is answered.
    for (const answer of [rows, rows, [], rows, [], []])
      api().post('/opportunities/search').reply(200, answer, { 'X-PW-TOTAL': '200' });

    expect((await all(opportunities.list(open(), {}))).flatMap(({ records }) => records)).toHaveLength(200);
  });
});
