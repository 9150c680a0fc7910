import { describe, expect, test } from 'vitest';
import {
  createDeal,
  data,
  ids,
  objectIn,
  openAccount,
  rows,
  type Reply,
  type SandboxClient,
} from '../sandbox-client.ts';

const deals = '/api/v2/deals';

async function openWithDeal(): Promise<{
  account: SandboxClient;
  id: number;
  patch: (body: unknown) => Promise<Reply>;
}> {
  const account = await openAccount({ deals: 30 });
  const id = Number((await createDeal(account))['id']);
  await account.sandbox.control.advanceClock(10_000);
  return { account, id, patch: (body) => account.send('PATCH', `${deals}/${id}`, body) };
}

async function fieldCode(account: SandboxClient, name: string): Promise<string> {
  const fields = rows(await account.get('/api/v2/dealFields?limit=500'));
  return String(fields.find((field) => field['field_name'] === name)?.['field_code']);
}

describe('creating a deal', () => {
  test('needs a title and nothing else', async () => {
    const account = await openAccount({ deals: 0 });

    expect(await account.send('POST', deals, { value: 1 })).toMatchObject({ status: 400 });
    expect(await createDeal(account)).toMatchObject({
      value: null,
      currency: 'EUR',
      status: 'open',
      pipeline_id: 5,
      stage_id: 31,
      owner_id: 70_011,
      creator_user_id: 70_011,
      origin: 'API',
      custom_fields: expect.any(Object),
    });
  });

  test('answers 200, or 201 where the sandbox is told to', async () => {
    const account = await openAccount({ deals: 0 });

    const usual = await account.send('POST', deals, { title: 'One' });
    account.sandbox.control.fault('create-status=201');

    expect(usual.status).toBe(200);
    expect((await account.send('POST', deals, { title: 'Two' })).status).toBe(201);
  });

  test('cannot make a deleted deal', async () => {
    const account = await openAccount({ deals: 0 });

    expect(await account.send('POST', deals, { title: 'One', is_deleted: true })).toMatchObject({
      status: 400,
    });
  });
});

describe('changing a deal', () => {
  test('changes what is named, moves the change time and leaves the rest', async () => {
    const { patch } = await openWithDeal();

    const changed = data(await patch({ value: 12.5 }));

    expect(changed).toMatchObject({
      value: 12.5,
      title: 'Made by a test',
      update_time: '2026-11-22T10:00:10Z',
    });
  });

  test.each([
    [{ user_id: 70_011 }, "Parameter 'user_id' is not allowed for this request"],
    [{ channel: 64 }, "Parameter 'channel' is not allowed for this request"],
    [{ value: '12' }, 'value: Expected number, received string'],
    [{ owner_id: '70011' }, 'owner_id'],
    [{ title: null }, 'title'],
    [{ is_archived: 1 }, 'is_archived'],
    [{ stage_id: 999 }, 'stage_id'],
    [{ person_id: 7 }, 'person_id'],
    [{ label_ids: [99] }, 'label_ids'],
    [{ currency: 'XXX' }, 'currency'],
    [{ probability: 101 }, 'probability'],
    [{ probability: -1 }, 'probability'],
    [{ visible_to: '3' }, 'visible_to'],
    [{ status: 'deleted' }, 'status'],
    [{ expected_close_date: '2026-02-30' }, 'expected_close_date'],
    [{ lost_reason: 'No budget' }, 'lost_reason'],
    [{ lost_time: '2026-01-01T00:00:00Z' }, 'lost_time'],
    [{ won_time: '2026-01-01T00:00:00Z' }, 'won_time'],
    [{ close_time: '2026-01-01T00:00:00Z' }, 'close_time'],
    [{ is_deleted: true }, 'is_deleted'],
  ])('is refused for %j', async (body, place) => {
    const { patch } = await openWithDeal();

    const reply = await patch(body);

    expect(reply).toMatchObject({
      status: 400,
      body: { success: false, code: 'ERR_SCHEMA_VALIDATION_FAILED' },
    });
    expect(reply.body['error']).toContain(place);
  });

  test('closes it when it is lost, keeps the reason, and clears both when it is open again', async () => {
    const { patch } = await openWithDeal();

    const lost = data(await patch({ status: 'lost', lost_reason: 'Went silent' }));
    const reopened = data(await patch({ status: 'open' }));

    expect(lost).toMatchObject({
      status: 'lost',
      lost_reason: 'Went silent',
      lost_time: '2026-11-22T10:00:10Z',
      close_time: '2026-11-22T10:00:10Z',
      local_lost_date: '2026-11-22',
    });
    expect(reopened).toMatchObject({ status: 'open', lost_reason: null, lost_time: null, close_time: null });
  });

  test('remembers the first time it was won', async () => {
    const { account, id, patch } = await openWithDeal();
    await patch({ status: 'won' });

    await patch({ status: 'open' });

    const deal = data(await account.get(`${deals}/${id}?include_fields=first_won_time`));
    expect(deal).toMatchObject({ won_time: null, first_won_time: '2026-11-22T10:00:10Z' });
  });

  test('lets the stage decide the pipeline, and a pipeline alone its first stage', async () => {
    const { patch } = await openWithDeal();

    expect(data(await patch({ stage_id: 42, pipeline_id: 5 }))).toMatchObject({
      stage_id: 42,
      pipeline_id: 7,
    });
    expect(data(await patch({ pipeline_id: 5 }))).toMatchObject({ stage_id: 31, pipeline_id: 5 });
  });

  test('is refused in the archive until it leaves it', async () => {
    const { patch } = await openWithDeal();
    const archived = data(await patch({ is_archived: true }));

    const frozen = await patch({ title: 'New' });
    const back = data(await patch({ is_archived: false }));

    expect(archived).toMatchObject({ is_archived: true, archive_time: '2026-11-22T10:00:10Z' });
    expect(frozen.status).toBe(400);
    expect(back).toMatchObject({ is_archived: false, archive_time: null, title: 'Made by a test' });
  });
});

describe('custom fields', () => {
  test('are written by hash, cleared by null, and leave one another alone', async () => {
    const { account, patch } = await openWithDeal();
    const [fee, plan] = [await fieldCode(account, 'Setup fee'), await fieldCode(account, 'Plan')];

    await patch({ custom_fields: { [fee]: { value: 10.5, currency: 'USD' }, [plan]: 42 } });
    const cleared = objectIn(data(await patch({ custom_fields: { [plan]: null } })), 'custom_fields');

    expect(cleared[fee]).toEqual({ value: 10.5, currency: 'USD' });
    expect(cleared[plan]).toBeNull();
  });

  test('complete an address and a time', async () => {
    const { account, patch } = await openWithDeal();
    const [site, call] = [await fieldCode(account, 'Site'), await fieldCode(account, 'Daily call')];

    const written = data(
      await patch({ custom_fields: { [site]: { value: 'Pikk 7' }, [call]: { value: '09:30:00' } } }),
    );

    expect(objectIn(objectIn(written, 'custom_fields'), site)).toMatchObject({
      value: 'Pikk 7',
      country: null,
    });
    expect(objectIn(objectIn(written, 'custom_fields'), call)).toEqual({
      value: '09:30:00',
      timezone_id: 318,
      timezone_name: 'Europe/Tallinn',
    });
  });

  test.each([
    ['Regions', []],
    ['Regions', [1]],
    ['Plan', '42'],
    ['Risk score', '1.5'],
    ['Setup fee', 12],
    ['Contract signed on', '2026-13-01'],
    ['Daily call', { value: '25:00:00' }],
    ['Account manager', 1],
  ])('of the type of %s refuse %j and name the code', async (name, value) => {
    const { account, patch } = await openWithDeal();
    const code = await fieldCode(account, name);

    const reply = await patch({ custom_fields: { [code]: value } });

    expect(reply.status).toBe(400);
    expect(reply.body['error']).toContain(`custom_fields.${code}`);
  });

  test('are refused at the root and where nobody knows them', async () => {
    const { account, patch } = await openWithDeal();
    const code = await fieldCode(account, 'PO number');

    expect((await patch({ [code]: 'PO-1' })).status).toBe(400);
    expect((await patch({ custom_fields: { unknown: 'PO-1' } })).status).toBe(400);
  });
});

describe('deleting a deal', () => {
  test('answers its id, and then no longer knows it', async () => {
    const { account, id } = await openWithDeal();

    const first = await account.send('DELETE', `${deals}/${id}`);
    const second = await account.send('DELETE', `${deals}/${id}`);

    expect(first).toMatchObject({ status: 200, body: { success: true, data: { id } } });
    expect(second).toMatchObject({ status: 404, body: { success: false, error: 'Deal not found' } });
  });

  test('leaves it readable, or not, as the sandbox is told', async () => {
    const { account, id } = await openWithDeal();
    await account.send('DELETE', `${deals}/${id}`);

    const usual = await account.get(`${deals}/${id}`);
    account.sandbox.control.fault('deleted-get=410');
    account.sandbox.control.fault('double-delete=410');

    expect(usual).toMatchObject({ status: 200, body: { data: { is_deleted: true, status: 'deleted' } } });
    expect((await account.get(`${deals}/${id}`)).status).toBe(410);
    expect((await account.send('DELETE', `${deals}/${id}`)).status).toBe(410);
  });

  test('leaves nothing to change but to restore it', async () => {
    const { account, id, patch } = await openWithDeal();
    await account.send('DELETE', `${deals}/${id}`);

    const refused = await patch({ title: 'New' });
    const restored = await patch({ is_deleted: false });

    expect(refused.status).toBe(400);
    expect(data(restored)).toMatchObject({ is_deleted: false, status: 'open' });
  });
});

describe('behind the API', () => {
  test('people edit, restore and merge deals', async () => {
    const { account, id } = await openWithDeal();
    const { control } = account.sandbox;
    const other = Number(await control.create({ title: 'Twin', value: 5, label_ids: [14] }));

    await control.edit(String(id), { title: 'Renamed', channel: 64, email_messages_count: 7 });
    await control.advanceClock(1000);
    const survivor = await control.merge(String(id), String(other));

    expect(survivor).toBe(String(id));
    expect(await control.truth(survivor)).toMatchObject({
      title: 'Renamed',
      value: 5,
      label_ids: [14],
      channel: 64,
      email_messages_count: 7,
      update_time: '2026-11-22T10:00:11Z',
    });
    expect(ids(await account.get(`${deals}?status=deleted`))).toContain(other);
    await control.restore(String(other));
    expect(ids(await account.get(`${deals}?ids=${other}`))).toEqual([other]);
  });

  test('counters move no change time', async () => {
    const { account, id } = await openWithDeal();

    await account.sandbox.control.edit(String(id), { email_messages_count: 9 });

    expect(data(await account.get(`${deals}/${id}`))['update_time']).toBeNull();
  });
});
