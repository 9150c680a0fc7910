import { describe, expect, test } from 'vitest';
import { createDeal, data, openAccount, rows, type Reply, type SandboxClient } from '../sandbox-client.ts';

const deals = '/api/v2/deals';

/** What `AddDealRequest` and `UpdateDealRequest` of the vendor's own client (33.7.0) name. */
const writable = [
  'title',
  'owner_id',
  'person_id',
  'org_id',
  'pipeline_id',
  'stage_id',
  'value',
  'currency',
  'is_deleted',
  'is_archived',
  'archive_time',
  'status',
  'probability',
  'lost_reason',
  'visible_to',
  'close_time',
  'won_time',
  'lost_time',
  'expected_close_date',
  'label_ids',
  'custom_fields',
];

const optional =
  'last_activity_id,next_activity_id,first_won_time,products_count,participants_count,followers_count,' +
  'email_messages_count,last_incoming_mail_time,smart_bcc_email,source_lead_id';

async function openWithDeal(): Promise<{
  account: SandboxClient;
  id: number;
  patch: (body: unknown) => Promise<Reply>;
}> {
  const account = await openAccount({ deals: 10 });
  const id = Number((await createDeal(account, { value: 5 }))['id']);
  await account.sandbox.control.advanceClock(10_000);
  return { account, id, patch: (body) => account.send('PATCH', `${deals}/${id}`, body) };
}

describe('a refused body', () => {
  test('is told of every mistake at once, each with its place', async () => {
    const { patch } = await openWithDeal();

    const reply = await patch({ user_id: 1, channel: 64, value: '12', title: null });

    expect(reply).toMatchObject({ status: 400, body: { code: 'ERR_SCHEMA_VALIDATION_FAILED' } });
    expect(reply.body['error']).toBe(
      "Validation failed: user_id: Parameter 'user_id' is not allowed for this request; " +
        "channel: Parameter 'channel' is not allowed for this request; " +
        'value: Expected number, received string; title: Expected string, received null',
    );
  });

  test('is told of what is missing beside what is wrong', async () => {
    const { account } = await openWithDeal();

    const reply = await account.send('POST', deals, { value: true });

    expect(reply.body['error']).toBe(
      'Validation failed: title: Required; value: Expected number, received boolean',
    );
  });

  test('is told that part of a value is missing, of another type or too large to be kept', async () => {
    const { account, patch } = await openWithDeal();
    const fields = rows(await account.get('/api/v2/dealFields?limit=500'));
    const codeOf = (type: string) =>
      String(fields.find((one) => one['is_custom_field'] && one['field_type'] === type)?.['field_code']);
    const [money, set] = [codeOf('monetary'), codeOf('set')];

    const reply = await patch({ custom_fields: { [money]: { currency: 'USD' }, [set]: ['52'] } });
    const large = await fetch(`${account.sandbox.baseUrl}${deals}`, {
      method: 'POST',
      headers: { 'x-api-token': account.apiToken, 'content-type': 'application/json' },
      body: '{"title":"x","value":1e999}',
    });

    expect(reply.body['error']).toBe(
      `Validation failed: custom_fields.${money}: Required; ` +
        `custom_fields.${set}: Expected number, received string`,
    );
    expect(await large.json()).toMatchObject({ error: 'Validation failed: value: Number must be finite' });
  });

  test('changes nothing, neither the deal nor its change time', async () => {
    const { account, id, patch } = await openWithDeal();
    const before = await account.sandbox.control.truth(String(id));

    await patch({ title: 'New', value: 'x' });
    await patch({ status: 'won', lost_reason: 'Price too high' });
    await patch({ title: 'New', custom_fields: { nobody: 1 } });

    expect(await account.sandbox.control.truth(String(id))).toEqual(before);
  });

  test('may name any member of a deal that is not the caller’s to set', async () => {
    const { account, id, patch } = await openWithDeal();
    account.sandbox.control.fault('plan=growth');
    const shown = data(
      await account.get(`${deals}/${id}?include_labels=true&include_fields=${encodeURIComponent(optional)}`),
    );
    const readOnly = Object.keys(shown).filter((name) => !writable.includes(name));

    const refusals = await Promise.all(readOnly.map((name) => patch({ [name]: shown[name] })));

    expect(readOnly.length).toBeGreaterThan(20);
    for (const [position, name] of readOnly.entries())
      expect(refusals[position]).toMatchObject({
        status: 400,
        body: { error: `Validation failed: ${name}: Parameter '${name}' is not allowed for this request` },
      });
  });

  test('is no object, or no JSON', async () => {
    const { account, id } = await openWithDeal();
    const send = (body: unknown) => account.send('PATCH', `${deals}/${id}`, body);

    for (const body of [[], [{ title: 'x' }], 5, null, 'title=x'])
      expect(await send(body)).toMatchObject({ status: 400, body: { success: false } });
  });
});

describe('a body', () => {
  test('may repeat what the deal shows: nothing but the change time moves', async () => {
    const { account, id, patch } = await openWithDeal();
    const shown = data(await account.get(`${deals}/${id}`));
    const again = Object.fromEntries(Object.entries(shown).filter(([name]) => writable.includes(name)));

    const reply = await patch(again);

    expect(data(reply)).toEqual({ ...shown, update_time: '2026-11-22T10:00:10Z' });
  });

  /** The types a member takes; everything else in `samples` is refused. */
  const takes: Readonly<Record<string, readonly string[]>> = {
    title: ['text'],
    owner_id: [],
    person_id: ['null'],
    org_id: ['null'],
    pipeline_id: ['whole'],
    stage_id: [],
    value: ['null', 'whole', 'fraction'],
    currency: [],
    is_deleted: ['false'],
    is_archived: ['true', 'false'],
    archive_time: ['null'],
    status: [],
    probability: ['null', 'whole'],
    lost_reason: ['null'],
    visible_to: ['whole'],
    close_time: ['null'],
    won_time: ['null'],
    lost_time: ['null'],
    expected_close_date: ['null'],
    label_ids: ['list'],
    custom_fields: ['object'],
  };
  const samples: Readonly<Record<string, unknown>> = {
    null: null,
    true: true,
    false: false,
    whole: 7,
    fraction: 7.5,
    text: 'seven',
    list: [],
    object: {},
  };

  test.each(writable)('takes %s in its own type only', async (name) => {
    const { account } = await openWithDeal();

    for (const [kind, value] of Object.entries(samples)) {
      const reply = await account.send('POST', deals, { title: 'Typed', [name]: value });
      const isTaken = takes[name]?.includes(kind) === true;
      expect([kind, reply.status]).toEqual([kind, isTaken ? 200 : 400]);
      if (!isTaken) expect(reply.body['error']).toMatch(new RegExp(`^Validation failed: ${name}: `));
    }
  });

  test('names times in RFC 3339; only that of archiving is written the older way', async () => {
    const { patch } = await openWithDeal();
    await patch({ status: 'won' });

    expect(await patch({ won_time: '2026-07-01 22:30:00' })).toMatchObject({ status: 400 });
    expect(await patch({ won_time: '2026-07-01' })).toMatchObject({ status: 400 });
    expect(data(await patch({ won_time: '2026-07-02T01:30:00.250+03:00' }))).toMatchObject({
      won_time: '2026-07-01T22:30:00Z',
      close_time: '2026-07-01T22:30:00Z',
    });
    expect(data(await patch({ is_archived: true, archive_time: '2026-07-03 08:00:00' }))).toMatchObject({
      archive_time: '2026-07-03T08:00:00Z',
    });
  });

  test('carries each label once', async () => {
    const { patch } = await openWithDeal();

    expect(data(await patch({ label_ids: [14, 11, 14] }))).toMatchObject({ label_ids: [14, 11] });
  });
});

describe('a refused query', () => {
  test.each([
    ['limit=0', 'limit: Number must be greater than 0'],
    ['limit=-1', 'limit: Number must be greater than 0'],
    ['limit=501', 'limit: Number must be less than or equal to 500'],
    ['limit=1.5', 'limit: Expected integer, received float'],
    ['limit=many', 'limit: Expected number, received string'],
    ['limit=', 'limit: Expected number, received string'],
    ['ids=4101,0', 'ids: Number must be greater than 0'],
    ['owner_id=99999999999999999999', 'owner_id: Number must be less than or equal to 9007199254740991'],
  ])('is told what is wrong with a number: %s', async (query, reason) => {
    const { account } = await openWithDeal();

    const reply = await account.get(`${deals}?${query}`);

    expect(reply).toMatchObject({ status: 400, body: { error: `Validation failed: ${reason}` } });
  });

  test('is told of every unknown parameter at once', async () => {
    const { account } = await openWithDeal();

    expect((await account.get(`${deals}?start=0&sort=id`)).body['error']).toBe(
      "Validation failed: start: Parameter 'start' is not allowed for this request; " +
        "sort: Parameter 'sort' is not allowed for this request",
    );
  });
});
