import { describe, expect, test } from 'vitest';
import { ids, openAccount, searchAll, type SandboxClient, type Wire } from '../sandbox-client.ts';

async function busyDeal(account: SandboxClient): Promise<Wire> {
  const deals = await searchAll(account);
  return deals.find((deal) => Number(deal['interaction_count']) > 2) ?? {};
}

describe('activities of an opportunity', () => {
  test('come newest first, in the shape and order of keys of the vendor', async () => {
    const account = await openAccount();
    const deal = await busyDeal(account);

    const { rows, status } = await account.send('POST', `/opportunities/${String(deal['id'])}/activities`);

    const dates = rows.map((row) => Number(row['activity_date']));
    const keys =
      'id,parent,type,user_id,details,activity_date,old_value,new_value,date_created,date_modified';
    expect(status).toBe(200);
    expect(rows.length).toBeGreaterThan(2);
    expect(Object.keys(rows[0] ?? {}).join()).toBe(keys);
    expect(rows[0]).toMatchObject({ parent: { id: deal['id'], type: 'opportunity' } });
    expect(dates).toEqual(dates.toSorted((a, b) => b - a));
    expect(Math.max(...dates)).toBeGreaterThanOrEqual(Number(deal['date_last_contacted']));
  });

  test('are found by their parent, page by page, and nothing is behind the last page', async () => {
    const account = await openAccount();
    const { id } = await busyDeal(account);
    const own = await account.send('POST', `/opportunities/${String(id)}/activities`);
    const page = (number: number): Promise<readonly Wire[]> =>
      account
        .send('POST', '/activities/search', {
          parent: { id, type: 'opportunity' },
          page_size: 2,
          page_number: number,
        })
        .then(({ rows }) => rows);

    expect(ids([...(await page(1)), ...(await page(2))])).toEqual(ids(own.rows.slice(0, 4)));
    expect(await page(99)).toEqual([]);
  });

  test('can be asked for by type and by date', async () => {
    const account = await openAccount();
    const { id } = await busyDeal(account);
    const path = `/opportunities/${String(id)}/activities`;
    const all = (await account.send('POST', path, { page_size: 200 })).rows;
    const call = all.find(({ type }) => JSON.stringify(type).includes('user'));
    const [newest] = all;
    const search = (body: Wire): ReturnType<SandboxClient['send']> =>
      account.send('POST', '/activities/search', { parent: { id, type: 'opportunity' }, ...body });
    const idsOf = async (body: Wire): Promise<readonly number[]> => ids((await search(body)).rows);

    const calls = all.filter(({ type }) => JSON.stringify(type) === JSON.stringify(call?.['type']));
    expect(ids((await account.send('POST', path, { activity_types: [call?.['type']] })).rows)).toEqual(
      ids(calls.slice(0, 20)),
    );
    expect(await idsOf({ activity_types: [{ id: 0, category: 'user' }] })).toEqual([]);
    expect(await idsOf({ minimum_activity_date: newest?.['activity_date'], full_result: true })).toEqual(
      ids(all.filter((row) => row['activity_date'] === newest?.['activity_date'])),
    );
    expect(await idsOf({ maximum_activity_date: 1 })).toEqual([]);
    expect((await search({ activity_types: ['call'] })).status).toBe(422);
    expect((await search({ minimum_activity_date: '2026-11-22' })).status).toBe(422);
  });

  test('of no opportunity are none, and unknown attributes are refused', async () => {
    const account = await openAccount();
    const search = (body: Wire): ReturnType<SandboxClient['send']> =>
      account.send('POST', '/activities/search', body);

    expect((await search({ parent: { id: 5, type: 'person' } })).rows).toEqual([]);
    expect((await search({ parent: { id: 5, type: 'opportunity' } })).rows).toEqual([]);
    expect((await search({})).rows).toHaveLength(20);
    expect((await search({ parent: { id: 'x', type: 'opportunity' } })).status).toBe(422);
    expect((await search({ parent: { id: 5, type: 'opportunity', name: 'x' } })).status).toBe(422);
    expect((await search({ parent: 5 })).status).toBe(422);
    expect(await search({ parentId: 5 })).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining('Unrecognized attributes specified: parentId') },
    });
    expect((await account.send('POST', '/opportunities/5/activities')).status).toBe(404);
  });
});

describe('files of an opportunity', () => {
  test('are an empty list, and 404 where there is no opportunity', async () => {
    const account = await openAccount();
    const [id] = await account.sandbox.control.ids();

    expect(await account.get(`/opportunities/${id}/files`)).toMatchObject({ status: 200, text: '[]' });
    expect((await account.get('/opportunities/5/files')).status).toBe(404);
  });
});
