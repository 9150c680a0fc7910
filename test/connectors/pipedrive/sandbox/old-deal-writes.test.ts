import { beforeEach, describe, expect, test } from 'vitest';
import { data, ids, openAccount, rows, type Reply, type SandboxClient } from '../sandbox-client.ts';

const deals = '/v1/deals';

let account: SandboxClient;

beforeEach(async () => {
  account = await openAccount({ deals: 20 });
});

const create = (body: unknown): Promise<Reply> => account.send('POST', deals, body);
const put = (id: unknown, body: unknown): Promise<Reply> =>
  account.send('PUT', `${deals}/${String(id)}`, body);

/** Tokens left of the day. */
function left(reply: Reply): number {
  return Number(reply.headers.get('x-daily-ratelimit-token-remaining'));
}

/** The deal as API v2 shows it. */
async function shown(reply: Reply): Promise<Readonly<Record<string, unknown>>> {
  return data(await account.get(`/api/v2/deals/${Number(data(reply)['id'])}`));
}

async function codesByType(): Promise<(type: string) => string> {
  const fields = rows(await account.get('/api/v2/dealFields?limit=500'));
  return (type) =>
    String(fields.find((one) => one['is_custom_field'] && one['field_type'] === type)?.['field_code']);
}

describe('a deal created through API v1', () => {
  test('is answered with 201 in the older form', async () => {
    const reply = await create({ title: 'Old ways' });

    expect(reply).toMatchObject({ status: 201, body: { success: true } });
    expect(data(reply)).toMatchObject({ title: 'Old ways', active: true, user_id: { value: 70_011 } });
  });

  test('may spell numbers as texts and name related records in the older words', async () => {
    const [person = 0] = ids(await account.get('/api/v2/persons?limit=1'));

    const reply = await create({
      title: 'Texts',
      value: '1250.50',
      currency: 'USD',
      user_id: '70012',
      person_id: String(person),
      stage_id: '32',
      probability: '60',
      visible_to: '7',
      label: '11,14',
      status: 'won',
      won_time: '2026-11-20 08:30:00',
    });

    expect(await shown(reply)).toMatchObject({
      value: 1250.5,
      currency: 'USD',
      owner_id: 70_012,
      person_id: person,
      stage_id: 32,
      probability: 60,
      visible_to: 7,
      label_ids: [11, 14],
      status: 'won',
      won_time: '2026-11-20T08:30:00Z',
    });
  });

  test('carries custom fields at the root, parts of their values beside them', async () => {
    const code = await codesByType();
    const body = {
      title: 'Custom',
      [code('varchar')]: 'PO-1',
      [code('double')]: '2.5',
      [code('monetary')]: 99,
      [`${code('monetary')}_currency`]: 'USD',
      [code('enum')]: '41',
      [code('set')]: '52,54',
      [code('user')]: '70012',
      [code('daterange')]: '2026-10-01',
      [`${code('daterange')}_until`]: '2026-12-31',
      [code('time')]: '09:30:00',
      [code('address')]: 'Pikk 7, Tallinn',
    };

    const { custom_fields: custom } = await shown(await create(body));

    expect(custom).toMatchObject({
      [code('double')]: 2.5,
      [code('monetary')]: { value: 99, currency: 'USD' },
      [code('enum')]: 41,
      [code('set')]: [52, 54],
      [code('user')]: 70_012,
      [code('daterange')]: { value: '2026-10-01', until: '2026-12-31' },
      [code('time')]: { value: '09:30:00' },
      [code('address')]: { value: 'Pikk 7, Tallinn' },
    });
  });

  test('leaves out what API v1 does not know, the words of v2 included', async () => {
    const reply = await create({ title: 'Extra', nobody: 1, owner_id: 70_012, label_ids: [11] });

    expect(await shown(reply)).toMatchObject({ owner_id: 70_011, label_ids: [] });
  });

  test.each([
    ['no title', {}],
    ['no body', undefined],
    ['a person nobody knows', { title: 'x', person_id: 999_999 }],
    ['a value that is no number', { title: 'x', value: 'much' }],
    ['a status nobody knows', { title: 'x', status: 'paused' }],
  ])('is refused in the older envelope: %s', async (_, body) => {
    const before = (await account.sandbox.control.ids()).length;

    expect(await create(body)).toMatchObject({ status: 400, body: { success: false, errorCode: 400 } });
    expect(await account.sandbox.control.ids()).toHaveLength(before);
  });
});

describe('a deal changed through API v1', () => {
  test('keeps what is not named', async () => {
    const made = await create({ title: 'Before', value: 5, label: '11' });

    const reply = await put(data(made)['id'], { title: 'After' });

    expect(reply).toMatchObject({ status: 200, body: { data: { title: 'After', value: 5, label: '11' } } });
  });

  test('takes 0 and 1 for false and true, and an empty label for none', async () => {
    const made = await create({ title: 'Flags', label: '11' });

    expect(await put(data(made)['id'], { is_archived: 1, label: '' })).toMatchObject({ status: 200 });
    expect(await shown(made)).toMatchObject({ is_archived: true, label_ids: [] });
    expect(await put(data(made)['id'], { title: 'x' })).toMatchObject({
      status: 400,
      body: { success: false, errorCode: 400 },
    });
  });

  test('is gone with DELETE, once', async () => {
    const id = data(await create({ title: 'Short' }))['id'];
    const drop = () => account.send('DELETE', `${deals}/${String(id)}`);

    expect(await drop()).toMatchObject({ status: 200, body: { success: true, data: { id } } });
    expect(await drop()).toMatchObject({ status: 404, body: { success: false, errorCode: 404 } });
    expect(await put(9, { title: 'x' })).toMatchObject({ status: 404, body: { errorCode: 404 } });
  });

  test('costs twice the tokens of API v2', async () => {
    const first = await create({ title: 'Dear' });
    const second = await put(data(first)['id'], { title: 'Dearer' });
    const third = await account.send('DELETE', `${deals}/${String(data(first)['id'])}`);

    expect([left(first) - left(second), left(second) - left(third)]).toEqual([10, 6]);
  });
});
