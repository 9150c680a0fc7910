import { beforeEach, describe, expect, test } from 'vitest';
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
const counted = 'include_fields=participants_count';

let account: SandboxClient;
let id: number;
/** Persons that the token's user may see. */
let persons: readonly [number, number, number];

beforeEach(async () => {
  account = await openAccount({ deals: 20 });
  const [first = 0, second = 0, third = 0] = ids(await account.get('/api/v2/persons?limit=3'));
  persons = [first, second, third];
  id = Number((await createDeal(account, { person_id: first }))['id']);
  await account.sandbox.control.advanceClock(10_000);
});

const links = (): string => `/v1/deals/${id}/participants`;
const add = (body: unknown): Promise<Reply> => account.send('POST', links(), body);
const drop = (link: unknown): Promise<Reply> => account.send('DELETE', `${links()}/${String(link)}`);
const patch = (body: unknown): Promise<Reply> => account.send('PATCH', `${deals}/${id}`, body);

async function people(): Promise<readonly number[]> {
  return ids(await account.get(`/api/v2/persons?deal_id=${id}`));
}

async function linkOf(person: number): Promise<unknown> {
  const row = rows(await account.get(links())).find((one) => objectIn(one, 'person_id')['value'] === person);
  return row?.['id'];
}

describe('a person who joins a deal', () => {
  test('is listed with it in both versions, counted, and moves its change time', async () => {
    const [first, second] = persons;

    const reply = await add({ person_id: second });

    expect(reply).toMatchObject({
      status: 201,
      body: { success: true, data: { related_item_type: 'deal', related_item_id: id } },
    });
    expect(objectIn(data(reply), 'person_id')['value']).toBe(second);
    expect(await people()).toEqual([first, second].toSorted((a, b) => a - b));
    expect(data(await account.get(`${deals}/${id}?${counted}`))).toMatchObject({
      participants_count: 2,
      update_time: '2026-11-22T10:00:10Z',
    });
  });

  test.each([
    ['nothing', {}],
    ['null', { person_id: null }],
    ['no number', { person_id: 'Jane' }],
    ['true', { person_id: true }],
    ['a fraction', { person_id: 7.5 }],
    ['a body that is a list', []],
    ['no body', undefined],
  ])('has to be named by an id: %s', async (_, body) => {
    expect(await add(body)).toMatchObject({ status: 400, body: { success: false, errorCode: 400 } });
    expect(await people()).toEqual([persons[0]]);
  });

  test('is not found inside a list', async () => {
    expect(await add({ person_id: [persons[1]] })).toMatchObject({ status: 400 });
    expect(await people()).toEqual([persons[0]]);
  });

  test('may be named by a text, as the older API takes numbers', async () => {
    expect(await add({ person_id: String(persons[1]) })).toMatchObject({ status: 201 });
  });

  test('has to exist', async () => {
    expect(await add({ person_id: 999_999 })).toMatchObject({ status: 404 });
  });

  test('leaves it by the id of the link, once', async () => {
    const link = data(await add({ person_id: persons[1] }))['id'];

    const first = await drop(link);
    const second = await drop(link);

    expect(first).toMatchObject({ status: 200, body: { success: true, data: { id: link } } });
    expect(second).toMatchObject({ status: 404, body: { success: false } });
    expect(await people()).toEqual([persons[0]]);
  });

  test('is not removed by the id of the person', async () => {
    await add({ person_id: persons[1] });

    expect((await drop(persons[1])).status).toBe(404);
    expect(await people()).toHaveLength(2);
  });

  test('joins once', async () => {
    await add({ person_id: persons[1] });

    expect(await add({ person_id: persons[1] })).toMatchObject({ status: 400, body: { success: false } });
    expect(await people()).toHaveLength(2);
  });

  test.each([[{}], [{ person_id: 'x' }], [{ person_id: 1 }], [{ person_id: null }], [[]]])(
    'has to exist: %j',
    async (body) => {
      const reply = await add(body);

      expect([400, 404]).toContain(reply.status);
      expect(await people()).toEqual([persons[0]]);
    },
  );
});

describe('the primary person', () => {
  test('is a participant, and stays one as long as the deal names them', async () => {
    const link = await linkOf(persons[0]);

    expect(link).toEqual(expect.any(Number));
    expect(await drop(link)).toMatchObject({ status: 400, body: { success: false } });
  });

  test('gives up the place to the next', async () => {
    await patch({ person_id: persons[1] });

    expect(await people()).toEqual([persons[1]]);
  });

  test('can be told to stay behind as a participant', async () => {
    account.sandbox.control.fault('primary-stays');

    await patch({ person_id: persons[1] });

    expect(new Set(await people())).toEqual(new Set([persons[0], persons[1]]));
  });

  test('can be one of the participants, who is then counted once', async () => {
    await add({ person_id: persons[1] });

    await patch({ person_id: persons[1] });

    expect(await people()).toEqual([persons[1]]);
    expect(data(await account.get(`${deals}/${id}?${counted}`))['participants_count']).toBe(1);
  });

  test('leaves with null', async () => {
    await add({ person_id: persons[2] });

    await patch({ person_id: null });

    expect(await people()).toEqual([persons[2]]);
  });
});

describe('a deal that is put away', () => {
  test('lets nobody join or leave in the archive', async () => {
    const link = data(await add({ person_id: persons[1] }))['id'];
    await patch({ is_archived: true });

    expect(await add({ person_id: persons[2] })).toMatchObject({ status: 400, body: { success: false } });
    expect(await drop(link)).toMatchObject({ status: 400, body: { success: false } });
    expect(await people()).toHaveLength(2);
  });

  test('lets nobody join or leave once it is deleted', async () => {
    const link = data(await add({ person_id: persons[1] }))['id'];
    await account.send('DELETE', `${deals}/${id}`);

    expect(await add({ person_id: persons[2] })).toMatchObject({ status: 404, body: { success: false } });
    expect(await drop(link)).toMatchObject({ status: 404, body: { success: false } });
  });

  test('takes no followers either', async () => {
    await patch({ is_archived: true });

    expect((await account.send('POST', `${deals}/${id}/followers`, { user_id: 70_012 })).status).toBe(400);
  });
});
