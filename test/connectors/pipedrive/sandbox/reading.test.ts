import { describe, expect, test } from 'vitest';
import {
  createDeal,
  data,
  ids,
  listAll,
  nextCursor,
  objectIn,
  openAccount,
  rows,
} from '../sandbox-client.ts';

const deals = '/api/v2/deals';

function cursorText(cursor: object): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

const plainKeys =
  'id title creator_user_id value person_id org_id stage_id currency add_time update_time status probability lost_reason visible_to close_time pipeline_id won_time lost_time stage_change_time local_won_date local_lost_date local_close_date expected_close_date custom_fields owner_id label_ids is_deleted origin origin_id channel channel_id is_archived archive_time'.split(
    ' ',
  );

describe('a deal on the wire', () => {
  test('has the vendor’s keys in the vendor’s order', async () => {
    const account = await openAccount();

    expect(Object.keys(rows(await account.get(deals))[0] ?? {})).toEqual(plainKeys);
  });

  test('carries custom fields behind the optional members where those are asked for', async () => {
    const account = await openAccount();
    const reply = await account.get(`${deals}?include_fields=participants_count,last_activity_id`);

    const keys = Object.keys(rows(reply)[0] ?? {});

    expect(keys.slice(-4)).toEqual([
      'archive_time',
      'last_activity_id',
      'participants_count',
      'custom_fields',
    ]);
  });

  test('is the same through the other spelling of the path', async () => {
    const account = await openAccount();

    expect((await account.get('/v2/deals')).body['data']).toEqual((await account.get(deals)).body['data']);
  });

  test('shows no change time and no stage move until somebody changes it', async () => {
    const account = await openAccount();
    const { id } = await createDeal(account);

    const fresh = data(await account.get(`${deals}/${Number(id)}`));
    await account.sandbox.control.advanceClock(5000);
    const changed = data(await account.send('PATCH', `${deals}/${Number(id)}`, { stage_id: 32 }));

    expect(fresh).toMatchObject({
      update_time: null,
      stage_change_time: null,
      add_time: '2026-11-22T10:00:00Z',
    });
    expect(changed).toMatchObject({
      update_time: '2026-11-22T10:00:05Z',
      stage_change_time: '2026-11-22T10:00:05Z',
    });
  });

  test('names every custom field of the account, or null where there are none', async () => {
    const account = await openAccount();
    const { id } = await createDeal(account);
    const path = `${deals}/${Number(id)}`;

    const values = objectIn(data(await account.get(path)), 'custom_fields');
    account.sandbox.control.fault('no-custom-fields');

    expect(Object.keys(values)).toHaveLength(24);
    expect(new Set(Object.values(values))).toEqual(new Set([null]));
    expect(data(await account.get(path))['custom_fields']).toBeNull();
  });

  test('has acv, arr and mrr only on plans that know products', async () => {
    const account = await openAccount();

    const lite = rows(await account.get(deals))[0] ?? {};
    account.sandbox.control.fault('plan=growth');

    expect(lite).not.toHaveProperty('acv');
    expect(Object.keys(rows(await account.get(deals))[0] ?? {}).slice(-3)).toEqual(['acv', 'arr', 'mrr']);
  });

  test('closes on the day of the company’s calendar', async () => {
    const account = await openAccount();
    const deal = await createDeal(account, { status: 'won', won_time: '2026-07-01T22:30:00Z' });

    expect(deal).toMatchObject({
      won_time: '2026-07-01T22:30:00Z',
      close_time: '2026-07-01T22:30:00Z',
      local_won_date: '2026-07-02',
      local_close_date: '2026-07-02',
      local_lost_date: null,
    });
  });

  test('counts the primary person among the participants', async () => {
    const account = await openAccount();
    const person = ids(await account.get('/api/v2/persons'))[0];
    const path = `${deals}/${Number((await createDeal(account, { person_id: person }))['id'])}`;
    const count = async (): Promise<unknown> =>
      data(await account.get(`${path}?include_fields=participants_count`))['participants_count'];

    expect(await count()).toBe(1);
    await account.send('PATCH', path, { person_id: null });
    expect(await count()).toBe(0);
  });

  test('names options and labels where it is asked to', async () => {
    const account = await openAccount({ deals: 300 });

    const found = await listAll(account, `${deals}?limit=500&include_option_labels=true&include_labels=true`);

    const values = found.flatMap((deal) => Object.values(objectIn(deal, 'custom_fields')));
    expect(values).toContainEqual({ id: 43, label: 'Gold' });
    expect(values).toContainEqual({ id: 40, label: null });
    expect(found.map((deal) => deal['labels'])).toContainEqual([{ id: 11, label: 'Hot' }]);
  });

  test('shows only the custom fields that were named', async () => {
    const account = await openAccount();
    const hash = Object.keys(objectIn(rows(await account.get(deals))[0], 'custom_fields'))[2] ?? '';

    const reply = await account.get(`${deals}?custom_fields=${hash}`);

    expect(Object.keys(objectIn(rows(reply)[0], 'custom_fields'))).toEqual([hash]);
  });
});

describe('the account', () => {
  test('holds every shape of custom value, custom currencies and untidy reasons', async () => {
    const account = await openAccount({ deals: 600 });
    const found = await listAll(account, `${deals}?limit=500`);
    const shapes = new Set(
      found
        .flatMap((deal) => Object.values(objectIn(deal, 'custom_fields')))
        .filter((value) => typeof value === 'object' && value !== null)
        .map((value) => (Array.isArray(value) ? 'set' : Object.keys(value ?? {}).join())),
    );

    expect([...shapes]).toEqual(
      expect.arrayContaining([
        'set',
        'value,currency',
        'value,until',
        'value,timezone_id,timezone_name',
        'value,until,timezone_id,timezone_name',
        'value,country,admin_area_level_1,admin_area_level_2,locality,sublocality,route,street_number,subpremise,postal_code,formatted_address',
      ]),
    );
    expect(found.map((deal) => deal['currency'])).toContain('PTS');
    expect(found.map((deal) => deal['lost_reason'])).toContain('  price too high ');
    expect(found.some((deal) => !Number.isInteger(deal['value']) && deal['value'] !== null)).toBe(true);
    expect(found.some((deal) => deal['value'] === 0)).toBe(true);
    expect(found.some((deal) => deal['value'] === null)).toBe(true);
  });

  test('is the same for the same seed and another for another', async () => {
    const [one, same, other] = await Promise.all([openAccount(), openAccount(), openAccount({ seed: 2 })]);
    const text = (await one.get(deals)).text;

    expect((await same.get(deals)).text).toBe(text);
    expect((await other.get(deals)).text).not.toBe(text);
  });
});

describe('a list of deals', () => {
  test('comes in pages whose cursor says where the last one ended', async () => {
    const account = await openAccount();
    const first = await account.get(`${deals}?limit=7`);
    const cursor = JSON.parse(Buffer.from(nextCursor(first) ?? '', 'base64url').toString());

    const last = ids(first).at(-1);

    expect(cursor).toEqual({ field: 'id', fieldValue: last, sortDirection: 'asc', id: last });
  });

  test.each(['id', 'add_time', 'update_time'])('has each deal once, up and down, by %s', async (field) => {
    const account = await openAccount({ deals: 150 });
    const path = `${deals}?status=open,won,lost,deleted&sort_by=${field}&limit=17`;

    const up = await listAll(account, `${path}&sort_direction=asc`);
    const down = await listAll(account, `${path}&sort_direction=desc`);

    const keys = up.map((deal) => String(deal[field] ?? deal['add_time']));
    expect(down.toReversed()).toEqual(up);
    expect(new Set(up.map((deal) => deal['id'])).size).toBe(up.length);
    expect(keys).toEqual(keys.toSorted());
    expect(up.length).toBeGreaterThan(100);
  });

  test('says the end with a null cursor, an empty object or nothing, in turn', async () => {
    const account = await openAccount();
    const end = async (): Promise<unknown> =>
      (await account.get(`${deals}?limit=500`)).body['additional_data'];

    expect([await end(), await end(), await end()]).toEqual([{ next_cursor: null }, {}, undefined]);
  });

  test('refuses a cursor of other parameters, and one that is none', async () => {
    const account = await openAccount();
    const cursor = nextCursor(await account.get(`${deals}?limit=5&status=open`));

    const replies = await Promise.all([
      account.get(`${deals}?limit=5&status=won&cursor=${cursor}`),
      account.get(`${deals}?limit=5&status=open&sort_by=update_time&cursor=${cursor}`),
      account.get(`${deals}?cursor=nonsense`),
      account.get(`${deals}?limit=9&status=open&cursor=${cursor}`),
    ]);

    expect(replies.map((reply) => reply.status)).toEqual([400, 400, 400, 200]);
  });

  test.each([
    ['id', 'x', 4110],
    ['id', 7, 4110],
    ['id', -5, -5],
    ['id', 4110.5, 4110.5],
    ['id', 1e30, 1e30],
    ['update_time', 'junk', 4110],
    ['update_time', 5, 4110],
    ['add_time', '2026-02-30T00:00:00Z', 4110],
  ])('refuses a cursor somebody made up that is no place: %s %s %d', async (field, fieldValue, id) => {
    const account = await openAccount();
    const cursor = cursorText({ field, fieldValue, sortDirection: 'asc', id });

    const reply = await account.get(`${deals}?sort_by=${field}&cursor=${cursor}`);

    expect(reply.status).toBe(400);
  });

  test('knows no field definition before the first', async () => {
    const account = await openAccount();
    const cursor = cursorText({ field: 'order_nr', fieldValue: -3, sortDirection: 'asc', id: -3 });

    expect(await account.get(`/api/v2/dealFields?cursor=${cursor}`)).toMatchObject({ status: 400 });
  });

  test('has 100 deals to a page unless more, at most 500, are asked for', async () => {
    const account = await openAccount({ deals: 700 });

    expect(rows(await account.get(deals))).toHaveLength(100);
    expect(rows(await account.get(`${deals}?limit=500`))).toHaveLength(500);
    expect(await account.get(`${deals}?limit=501`)).toMatchObject({ status: 400 });
  });

  test('splits archived deals from the others', async () => {
    const account = await openAccount({ deals: 300 });

    const current = await listAll(account, `${deals}?limit=500`);
    const archived = await listAll(account, `${deals}/archived?limit=500`);

    expect(new Set(current.map((deal) => deal['is_archived']))).toEqual(new Set([false]));
    expect(new Set(archived.map((deal) => deal['is_archived']))).toEqual(new Set([true]));
    expect(archived.every((deal) => deal['archive_time'] === deal['update_time'])).toBe(true);
  });

  test('shows deleted deals only where they are asked for', async () => {
    const account = await openAccount({ deals: 300 });

    const living = await listAll(account, `${deals}?limit=500`);
    const deleted = await listAll(account, `${deals}?limit=500&status=deleted`);

    expect(living.some((deal) => deal['is_deleted'] === true)).toBe(false);
    expect(deleted.length).toBeGreaterThan(0);
    expect(deleted.every((deal) => deal['is_deleted'] === true && deal['status'] === 'deleted')).toBe(true);
  });

  test('forgets a deleted deal after 30 days', async () => {
    const account = await openAccount();
    const id = Number((await createDeal(account))['id']);
    await account.send('DELETE', `${deals}/${id}`);

    await account.sandbox.control.advanceClock(30 * 86_400_000 - 1000);
    const before = ids(await account.get(`${deals}?status=deleted`));
    await account.sandbox.control.advanceClock(1000);

    expect(before).toContain(id);
    expect(ids(await account.get(`${deals}?status=deleted`))).not.toContain(id);
    expect(await account.get(`${deals}/${id}`)).toMatchObject({ status: 404 });
  });

  test('finds changes from an instant on and before another', async () => {
    const account = await openAccount();
    const { id } = await createDeal(account);

    const found = async (query: string): Promise<readonly number[]> =>
      ids(await account.get(`${deals}?${query}`));

    expect(await found('updated_since=2026-11-22T10:00:00Z')).toEqual([id]);
    expect(await found('updated_since=2026-11-22T10:00:01Z')).toEqual([]);
    expect(await found('updated_until=2026-11-22T10:00:00Z&limit=500')).not.toContain(id);
  });

  test('narrows by owner, stage, status and saved filter', async () => {
    const account = await openAccount({ deals: 200 });
    const [first] = rows(await account.get(`${deals}?status=won`));
    const owner = Number(first?.['owner_id']);

    const owned = await listAll(account, `${deals}?owner_id=${owner}&status=won&limit=100`);
    const filtered = await listAll(
      account,
      `${deals}?filter_id=1&owner_id=${owner}&ids=${Number(first?.['id'])}&limit=500`,
    );

    expect(new Set(owned.map((deal) => `${String(deal['owner_id'])} ${String(deal['status'])}`))).toEqual(
      new Set([`${owner} won`]),
    );
    expect(new Set(filtered.map((deal) => deal['owner_id'])).size).toBeGreaterThan(1);
    expect(new Set(filtered.map((deal) => deal['status']))).toEqual(new Set(['open']));
  });

  test('leaves out ids nobody has and deals the user may not see', async () => {
    const account = await openAccount();
    const [one = 0, two = 0] = ids(await account.get(deals));
    account.sandbox.control.fault(`hide-deal=${two}`);

    expect(ids(await account.get(`${deals}?ids=${one},${two},99999999`))).toEqual([one]);
    expect(await account.get(`${deals}/${two}`)).toMatchObject({ status: 404 });
  });
});

describe('a request that is not exactly right', () => {
  test.each([
    ['bogus=1', "Parameter 'bogus' is not allowed for this request"],
    ['updated_since=2026-01-01T00:00:00.123Z', 'updated_since'],
    ['updated_since=2026-01-01T00:00:00%2B01:00', 'updated_since'],
    ['status=open,closed', 'status'],
    ['sort_by=title', 'sort_by'],
    ['sort_direction=up', 'sort_direction'],
    ['include_fields=formatted_value', 'include_fields'],
    ['include_labels=1', 'include_labels'],
    ['owner_id=me', 'owner_id'],
    ['filter_id=77', 'filter_id'],
    [`ids=${Array.from({ length: 101 }, (_, at) => at + 1).join()}`, 'ids'],
    [`custom_fields=${Array.from({ length: 16 }, (_, at) => `f${at}`).join()}`, 'custom_fields'],
  ])('is refused with the place of the mistake: %s', async (query, place) => {
    const account = await openAccount({ deals: 5 });

    const reply = await account.get(`${deals}?${query}`);

    expect(reply).toMatchObject({
      status: 400,
      body: { success: false, code: 'ERR_SCHEMA_VALIDATION_FAILED' },
    });
    expect(reply.body['error']).toContain(place);
  });

  test('cannot have labels from the archive', async () => {
    const account = await openAccount({ deals: 5 });

    expect(await account.get(`${deals}/archived?include_labels=true`)).toMatchObject({ status: 400 });
    expect(await account.get(`${deals}/archived?include_option_labels=true`)).toMatchObject({ status: 400 });
  });

  test('cannot ask stages for changes', async () => {
    const account = await openAccount({ deals: 0 });

    expect(await account.get('/api/v2/stages?updated_since=2026-01-01T00:00:00Z')).toMatchObject({
      status: 400,
    });
  });
});
