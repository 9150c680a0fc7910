import { describe, expect, test } from 'vitest';
import {
  createDeal,
  data,
  ids,
  listAll,
  objectIn,
  openAccount,
  rows,
  type SandboxClient,
} from '../sandbox-client.ts';

const deals = '/api/v2/deals';

async function openWithPeople(): Promise<{
  readonly account: SandboxClient;
  readonly id: number;
  readonly person: number;
}> {
  const account = await openAccount({ deals: 20 });
  const [first = 0, second = 0] = ids(await account.get('/api/v2/persons?limit=2'));
  const id = Number((await createDeal(account, { person_id: first, value: 10 }))['id']);
  await account.send('POST', `/v1/deals/${id}/participants`, { person_id: second });
  return { account, id, person: second };
}

describe('a duplicate', () => {
  test('has the people of the deal, by links of its own', async () => {
    const { account, id } = await openWithPeople();
    const copy = Number(data(await account.send('POST', `/v1/deals/${id}/duplicate`))['id']);
    const linksOf = async (deal: number) => ids(await account.get(`/v1/deals/${deal}/participants`));
    const [own, copied] = [await linksOf(id), await linksOf(copy)];

    expect(copied).toHaveLength(own.length);
    expect(copied.filter((link) => own.includes(link))).toEqual([]);
  });

  test('is a new deal: no lead became it, and it is nobody’s but the caller’s creation', async () => {
    const { account } = await openWithPeople();
    const [lead] = rows(await account.get('/v1/leads'));
    await account.send('POST', `/api/v2/leads/${String(lead?.['id'])}/convert/deal`, {});
    const [made] = rows(
      await account.get(`${deals}?sort_by=id&sort_direction=desc&limit=1&include_fields=source_lead_id`),
    );
    const copy = data(await account.send('POST', `/v1/deals/${String(made?.['id'])}/duplicate`));

    expect(made).toMatchObject({ source_lead_id: lead?.['id'], origin: 'ManuallyCreated' });
    expect(
      data(await account.get(`${deals}/${String(copy['id'])}?include_fields=source_lead_id`)),
    ).toMatchObject({
      title: made?.['title'],
      source_lead_id: null,
      update_time: null,
      origin: 'API',
      creator_user_id: 70_011,
    });
  });
});

describe('a merge', () => {
  test('names the deal that went', async () => {
    const { account, id } = await openWithPeople();
    const into = Number((await createDeal(account))['id']);

    const reply = await account.send('PUT', `/v1/deals/${id}/merge`, { merge_with_id: into });

    expect(data(reply)).toMatchObject({ id: into, merge_what_id: id, value: 10 });
    expect(data(await account.get(`${deals}/${id}`))).toMatchObject({ is_deleted: true });
  });

  test('is refused for a deal in the archive', async () => {
    const { account, id } = await openWithPeople();
    const into = Number((await createDeal(account, { is_archived: true }))['id']);

    expect((await account.send('PUT', `/v1/deals/${id}/merge`, { merge_with_id: into })).status).toBe(400);
    expect((await account.send('PUT', `/v1/deals/${into}/merge`, { merge_with_id: id })).status).toBe(400);
  });
});

describe('the older lists', () => {
  test.each([
    ['user_id', 'owner_id'],
    ['stage_id', 'stage_id'],
  ])('are narrowed by %s', async (name, member) => {
    const account = await openAccount({ deals: 200 });
    const all = await listAll(account, `${deals}?limit=500`);
    const wanted = all[0]?.[member];

    const found = ids(await account.get(`/v1/deals?limit=500&${name}=${String(wanted)}`));

    expect(found).toEqual(all.filter((deal) => deal[member] === wanted).map((deal) => deal['id']));
    expect(found.length).toBeLessThan(all.length);
    expect((await account.get(`/v1/deals?${name}=999999`)).body['data']).toBeNull();
  });

  test('know the saved filters, and the deals of the caller', async () => {
    const account = await openAccount({ deals: 200 });
    const statuses = new Set(
      rows(await account.get('/v1/deals?limit=500&filter_id=2')).map((deal) => deal['status']),
    );
    const owners = rows(await account.get('/v1/deals?limit=500&owned_by_you=1')).map(
      (deal) => objectIn(deal, 'user_id')['value'],
    );

    expect(statuses).toEqual(new Set(['won']));
    expect(new Set(owners)).toEqual(new Set([70_011]));
    expect(await account.get('/v1/deals?filter_id=99')).toMatchObject({ status: 404 });
  });

  test('come in the order asked for', async () => {
    const account = await openAccount({ deals: 80 });
    const values = async (sort: string) =>
      rows(await account.get(`/v1/deals?limit=500&sort=${encodeURIComponent(sort)}`)).map((deal) =>
        Number(deal['value']),
      );
    const up = await values('value ASC');

    expect(up).toEqual(up.toSorted((a, b) => a - b));
    expect(await values('value DESC')).toEqual(up.toReversed());
    expect(await values('nobody ASC')).toEqual(await values('id ASC'));
  });

  test('keep the archive apart', async () => {
    const account = await openAccount({ deals: 60 });
    const archived = ids(await account.get(`${deals}/archived?limit=500`));

    expect(ids(await account.get('/v1/deals/archived?limit=500')).toSorted((a, b) => a - b)).toEqual(
      archived,
    );
    expect(ids(await account.get('/v1/deals?limit=500')).filter((id) => archived.includes(id))).toEqual([]);
  });

  test('add up deals by currency', async () => {
    const account = await openAccount({ deals: 0 });
    await createDeal(account, { value: 100, currency: 'EUR', probability: 50 });
    await createDeal(account, { value: 50.5, currency: 'EUR', probability: 100 });
    await createDeal(account, { value: 1000, currency: 'JPY', status: 'won' });
    await createDeal(account, { value: 7, currency: 'EUR', is_archived: true });

    const all = data(await account.get('/v1/deals/summary'));
    const won = data(await account.get('/v1/deals/summary?status=won'));
    const archived = data(await account.get('/v1/deals/summary/archived'));

    expect(all['total_count']).toBe(3);
    expect(objectIn(objectIn(all, 'values_total'), 'EUR')).toMatchObject({ value: 150.5, count: 2 });
    expect(objectIn(objectIn(all, 'weighted_values_total'), 'EUR')).toMatchObject({ value: 100.5 });
    expect(won).toMatchObject({ total_count: 1 });
    expect(archived).toMatchObject({ total_count: 1 });
  });
});

describe('what hangs on a deal', () => {
  test('is its history, and who may see it', async () => {
    const { account, id } = await openWithPeople();
    await account.send('PATCH', `${deals}/${id}`, { value: 11 });

    const flow = rows(await account.get(`/v1/deals/${id}/flow`));
    const users = (await account.get(`/v1/deals/${id}/permittedUsers`)).body['data'];

    expect(flow.find((row) => objectIn(row, 'data')['field_key'] === 'value')).toMatchObject({
      object: 'dealChange',
      data: { old_value: '10', new_value: '11' },
    });
    expect(users).toContain(70_011);
  });
});

describe('users', () => {
  test('are found by a part of their names', async () => {
    const account = await openAccount({ deals: 0 });
    const [me] = rows(await account.get('/v1/users'));
    const name = String(me?.['name']);

    const found = rows(await account.get(`/v1/users/find?term=${encodeURIComponent(name.slice(0, 4))}`));

    expect(found.map((user) => user['name'])).toContain(name);
    expect(await account.get('/v1/users/find?term=')).toMatchObject({ status: 400 });
  });
});
