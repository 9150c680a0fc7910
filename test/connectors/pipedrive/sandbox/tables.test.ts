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

describe('persons and organizations', () => {
  test('are missing without a word where the user may not see them', async () => {
    const account = await openAccount({ deals: 800 });
    const visible = new Set(
      (await listAll(account, '/api/v2/organizations?limit=500')).map((row) => row['id']),
    );
    const named = (await listAll(account, `${deals}?limit=500`)).map((deal) => deal['org_id']);
    const hidden = named.find((id) => id !== null && !visible.has(id));

    expect(hidden).toBeDefined();
    expect(ids(await account.get(`/api/v2/organizations?ids=902,${Number(hidden)}`))).not.toContain(hidden);
    expect((await account.get(`/api/v2/organizations/${Number(hidden)}`)).status).toBe(403);
  });

  test('come by id, at most 100 at once', async () => {
    const account = await openAccount();
    const wanted = ids(await account.get('/api/v2/persons?limit=3'));

    expect(ids(await account.get(`/api/v2/persons?ids=${wanted.toReversed().join()}`))).toEqual(wanted);
    const many = Array.from({ length: 101 }, (_, at) => at + 1).join();
    expect((await account.get(`/api/v2/organizations?ids=${many}`)).status).toBe(400);
  });

  test('of a deal are its primary person and its participants', async () => {
    const account = await openAccount();
    const [first, second, third] = ids(await account.get('/api/v2/persons'));
    const { id } = await createDeal(account, { person_id: second });
    const path = `/v1/deals/${Number(id)}/participants`;

    const added = await account.send('POST', path, { person_id: first });
    const people = ids(await account.get(`/api/v2/persons?deal_id=${Number(id)}`));

    expect(added).toMatchObject({
      status: 201,
      body: { data: { person_id: { value: first }, related_item_id: id } },
    });
    expect(people).toEqual([first, second]);
    expect(rows(await account.get(path))).toHaveLength(2);
    expect((await account.send('DELETE', `${path}/${Number(data(added)['id'])}`)).status).toBe(200);
    expect(ids(await account.get(`/api/v2/persons?deal_id=${Number(id)}`))).toEqual([second]);
    expect((await account.send('POST', path, { person_id: second })).status).toBe(400);
    expect(third).toBeDefined();
  });

  test('of a deal nobody has are not found', async () => {
    const account = await openAccount();

    expect((await account.get('/api/v2/persons?deal_id=9')).status).toBe(404);
  });
});

describe('activities', () => {
  test('are the ones deals point at', async () => {
    const account = await openAccount({ deals: 120 });
    const fields = 'last_activity_id,next_activity_id,done_activities_count,undone_activities_count';
    const found = await listAll(account, `${deals}?limit=500&include_fields=${fields}`);
    const deal = found.find((one) => one['last_activity_id'] !== null && one['next_activity_id'] !== null);

    const [last, next] = [Number(deal?.['last_activity_id']), Number(deal?.['next_activity_id'])];
    const own = rows(await account.get(`/api/v2/activities?deal_id=${Number(deal?.['id'])}`));

    expect(rows(await account.get(`/api/v2/activities?ids=${next},${last}`))).toMatchObject([
      { id: last, done: true, deal_id: deal?.['id'], marked_as_done_time: expect.any(String) },
      { id: next, done: false, marked_as_done_time: null },
    ]);
    expect(own.filter((row) => row['done'] === true)).toHaveLength(Number(deal?.['done_activities_count']));
  });

  test('of a person nobody has are refused', async () => {
    const account = await openAccount();

    expect((await account.get('/api/v2/activities?person_id=9')).status).toBe(400);
  });
});

describe('stages and pipelines', () => {
  test('name probabilities where the pipeline uses them and 100 where it does not', async () => {
    const account = await openAccount({ deals: 0 });
    const of = async (pipeline: number): Promise<unknown[]> =>
      rows(await account.get(`/api/v2/stages?pipeline_id=${pipeline}`)).map(
        (stage) => stage['deal_probability'],
      );

    expect(await of(5)).toEqual([20, 40, 60, 80, 90]);
    expect(await of(7)).toEqual([100, 100, 100]);
    expect(rows(await account.get('/api/v2/pipelines'))).toMatchObject([
      { id: 5, is_deal_probability_enabled: true },
      { id: 7, is_deal_probability_enabled: false },
    ]);
  });

  test('that are deleted are in no list, though deals point at them', async () => {
    const account = await openAccount({ deals: 300 });

    const found = await listAll(account, `${deals}?pipeline_id=9&limit=500`);

    expect(found.length).toBeGreaterThan(0);
    expect(ids(await account.get('/api/v2/pipelines'))).not.toContain(9);
  });
});

describe('field definitions', () => {
  test('come in pages in both versions, with the older one’s keys', async () => {
    const account = await openAccount({ deals: 0, faults: ['many-fields=80'] });

    const fields = await listAll(account, '/api/v2/dealFields?limit=50');
    const first = await account.get('/v1/dealFields');
    const second = await account.get('/v1/dealFields?start=100');

    expect(new Set(fields.map((field) => field['field_code'])).size).toBe(fields.length);
    expect(fields.length).toBeGreaterThan(100);
    expect(rows(first)).toHaveLength(100);
    expect(objectIn(objectIn(first.body, 'additional_data'), 'pagination')).toMatchObject({
      more_items_in_collection: true,
      next_start: 100,
    });
    expect(rows(second).length).toBeGreaterThan(0);
    expect(rows(first).map((field) => field['key'])).toEqual(expect.arrayContaining(['user_id', 'label']));
  });

  test('have numbers as option ids where people made the options, and codes where they did not', async () => {
    const account = await openAccount({ deals: 0 });
    const fields = rows(await account.get('/api/v2/dealFields?limit=500'));
    const field = (code: string): unknown => fields.find((one) => one['field_code'] === code);

    expect(field('lost_reason')).toMatchObject({
      field_type: 'varchar_options',
      options: expect.arrayContaining([expect.objectContaining({ id: 81, label: 'Price too high' })]),
    });
    expect(field('label_ids')).toMatchObject({
      options: expect.arrayContaining([expect.objectContaining({ id: 11, label: 'Hot', color: 'red' })]),
    });
    expect(field('channel')).toMatchObject({
      options: expect.arrayContaining([expect.objectContaining({ id: 69, label: 'Trade fair' })]),
    });
    expect(field('origin')).toMatchObject({
      options: expect.arrayContaining([expect.objectContaining({ id: 'API' })]),
    });
    expect(field('status')).toMatchObject({
      options: expect.arrayContaining([expect.objectContaining({ id: 'deleted' })]),
    });
  });

  test('have truth values as option ids where a field is one', async () => {
    const account = await openAccount({ deals: 0 });
    const newer = rows(await account.get('/api/v2/dealFields?limit=500'));
    const older = rows(await account.get('/v1/dealFields?limit=500'));
    const field = [
      newer.find((one) => one['field_code'] === 'is_archived'),
      older.find((one) => one['key'] === 'is_archived'),
    ];

    expect(field).toMatchObject([
      { field_type: 'enum', options: [{ id: false }, { id: true }] },
      { field_type: 'enum', options: [{ id: false }, { id: true }] },
    ]);
  });
});

describe('the older API', () => {
  test('knows the company and its users', async () => {
    const account = await openAccount({ deals: 3 });

    expect(data(await account.get('/api/v1/users/me'))).toMatchObject({
      id: 70_011,
      company_domain: 'sandbox',
      default_currency: 'EUR',
      timezone_name: 'Europe/Tallinn',
    });
    const users = rows(await account.get('/v1/users'));
    expect(users).toHaveLength(12);
    expect(users.filter((user) => user['active_flag'] === false)).toHaveLength(2);
  });

  test('knows currencies the company made up', async () => {
    const account = await openAccount({ deals: 3 });

    expect(rows(await account.get('/v1/currencies?term=pts'))).toMatchObject([
      { code: 'PTS', is_custom_flag: true },
    ]);
  });

  test('has living leads, and none for a lead that became a deal', async () => {
    const account = await openAccount();
    const [lead] = rows(await account.get('/v1/leads'));
    const found = await listAll(account, `${deals}?limit=500&include_fields=source_lead_id`);
    const converted = found.find((deal) => deal['source_lead_id'] !== null)?.['source_lead_id'];

    expect((await account.get(`/v1/leads/${String(lead?.['id'])}`)).status).toBe(200);
    expect(converted).toMatch(/^[0-9a-f]{8}-/);
    expect((await account.get(`/v1/leads/${String(converted)}`)).status).toBe(404);
    expect(rows(await account.get('/v1/leadSources'))).toContainEqual({ name: 'API' });
    expect(rows(await account.get('/v1/leadLabels'))).toHaveLength(3);
  });

  test('still lists deals in its own shape, and ignores what it does not know', async () => {
    const account = await openAccount();

    const reply = await account.get('/v1/deals?limit=2&cursor=abc&updated_since=never');
    const [deal] = rows(reply);

    expect(rows(reply)).toHaveLength(2);
    expect(deal).toMatchObject({
      user_id: { value: expect.any(Number) },
      visible_to: expect.any(String),
      add_time: expect.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
      deleted: false,
    });
    expect(data(await account.get(`/api/v1/deals/${Number(deal?.['id'])}`))).toEqual(deal);
  });

  test('tells who changed what, the newest first', async () => {
    const account = await openAccount();
    const { id } = await createDeal(account);
    const path = `${deals}/${Number(id)}`;
    await account.send('PATCH', path, { title: 'Second' });
    await account.sandbox.control.edit(String(id), { title: 'Third' });

    const log = rows(await account.get(`/v1/deals/${Number(id)}/changelog`));

    expect(log).toMatchObject([
      {
        field_key: 'title',
        old_value: 'Second',
        new_value: 'Third',
        actor_user_id: 70_012,
        change_source: 'app',
      },
      { field_key: 'title', new_value: 'Second', actor_user_id: 70_011, change_source: 'api' },
    ]);
  });

  test('pages the changelog by cursor', async () => {
    const account = await openAccount();
    const { id } = await createDeal(account);
    for (const title of ['One', 'Two', 'Three'])
      await account.send('PATCH', `${deals}/${Number(id)}`, { title });

    const log = await listAll(account, `/v1/deals/${Number(id)}/changelog?limit=1`);

    expect(log.map((row) => row['new_value'])).toEqual(['Three', 'Two', 'One']);
  });

  test('does not begin the changelog anew for a cursor of another list', async () => {
    const account = await openAccount();
    const { id } = await createDeal(account);
    const cursor = nextCursor(await account.get(`${deals}?limit=1`));

    for (const other of [cursor, 'nonsense', ''])
      expect(await account.get(`/v1/deals/${Number(id)}/changelog?cursor=${other}`)).toMatchObject({
        status: 400,
        body: { success: false, errorCode: 400 },
      });
  });

  test('has the notes of a deal, in HTML', async () => {
    const account = await openAccount();
    const found = await listAll(account, `${deals}?limit=500&include_fields=notes_count`);
    const deal = found.find((one) => Number(one['notes_count']) > 1);

    const notes = rows(await account.get(`/v1/notes?deal_id=${Number(deal?.['id'])}`));

    expect(notes).toHaveLength(Number(deal?.['notes_count']));
    expect(notes.every((note) => String(note['content']).startsWith('<p>'))).toBe(true);
    expect((await account.get('/v1/notes?deal_id=9')).body['data']).toBeNull();
  });

  test('keeps webhooks', async () => {
    const account = await openAccount({ deals: 0 });
    const hook = { subscription_url: 'https://example.com/hook', event_action: '*', event_object: 'deal' };

    const created = await account.send('POST', '/v1/webhooks', hook);
    const id = Number(data(created)['id']);

    expect(created).toMatchObject({ status: 201, body: { data: { version: '2.0', event_object: 'deal' } } });
    expect(ids(await account.get('/v1/webhooks'))).toEqual([id]);
    expect((await account.send('DELETE', `/v1/webhooks/${id}`)).status).toBe(200);
    expect((await account.send('DELETE', `/v1/webhooks/${id}`)).status).toBe(404);
    expect((await account.send('POST', '/v1/webhooks', {})).status).toBe(400);
  });
});

describe('what hangs on a deal', () => {
  test('is followed by users', async () => {
    const account = await openAccount();
    const path = `${deals}/${Number((await createDeal(account))['id'])}/followers`;

    await account.send('POST', path, { user_id: 70_014 });

    expect(rows(await account.get(path)).map((row) => row['user_id'])).toEqual([70_011, 70_014]);
    expect((await account.send('DELETE', `${path}/70014`)).status).toBe(200);
    expect((await account.send('DELETE', `${path}/70014`)).status).toBe(404);
  });

  test('has a product that makes up its value', async () => {
    const account = await openAccount();
    const found = await listAll(account, `${deals}?limit=500&include_fields=products_count`);
    const deal = found.find((one) => one['products_count'] === 1);
    const id = Number(deal?.['id']);

    expect(rows(await account.get(`${deals}/${id}/products`))).toMatchObject([
      { deal_id: id, sum: deal?.['value'], currency: deal?.['currency'], comments: '' },
    ]);
    expect(rows(await account.get(`${deals}/products?deal_ids=${id}`))).toHaveLength(1);
  });

  test('has installments only on plans that know them', async () => {
    const account = await openAccount({ deals: 3 });

    const lite = await account.get(`${deals}/installments?deal_ids=4101`);
    account.sandbox.control.fault('plan=premium');

    expect(lite.status).toBe(403);
    expect((await account.get(`${deals}/installments?deal_ids=4101`)).status).toBe(200);
  });
});
