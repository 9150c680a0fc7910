import { beforeEach, describe, expect, test } from 'vitest';
import {
  createDeal,
  data,
  ids,
  openAccount,
  rows,
  type Reply,
  type SandboxClient,
} from '../sandbox-client.ts';

let account: SandboxClient;
let deal: string;

beforeEach(async () => {
  account = await openAccount({ deals: 10 });
  deal = `/api/v2/deals/${String((await createDeal(account, { value: 5 }))['id'])}`;
  await account.sandbox.control.advanceClock(10_000);
});

const add = (body: unknown): Promise<Reply> => account.send('POST', `${deal}/products`, body);
const shown = async () => data(await account.get(`${deal}?include_fields=products_count`));

describe('a product on a deal', () => {
  test('makes up its value, after its discount', async () => {
    await add({ product_id: 501, item_price: 100, quantity: 3 });
    await add({ product_id: 502, item_price: 50, quantity: 2, discount: 10, discount_type: 'percentage' });

    expect(await shown()).toMatchObject({
      value: 390,
      products_count: 2,
      update_time: '2026-11-22T10:00:10Z',
    });
    expect(rows(await account.get(`${deal}/products`))).toMatchObject([
      { product_id: 501, sum: 300, order_nr: 1, comments: '', tax_method: 'exclusive', is_enabled: true },
      { product_id: 502, sum: 90, order_nr: 2, currency: 'EUR', billing_frequency: 'one-time' },
    ]);
  });

  test('counts only while it is enabled', async () => {
    const id = String(data(await add({ product_id: 501, item_price: 100, quantity: 3 }))['id']);
    await add({ product_id: 501, item_price: 7, quantity: 1 });

    const changed = data(await account.send('PATCH', `${deal}/products/${id}`, { is_enabled: false }));

    expect(changed).toMatchObject({ is_enabled: false, update_time: '2026-11-22T10:00:10Z' });
    expect(await shown()).toMatchObject({ value: 7 });
  });

  test('leaves with what it added', async () => {
    const id = Number(data(await add({ product_id: 501, item_price: 100, quantity: 3 }))['id']);
    await add({ product_id: 501, item_price: 7, quantity: 1 });

    const reply = await account.send('DELETE', `${deal}/products/${id}`);

    expect(reply).toMatchObject({ status: 200, body: { data: { id } } });
    expect(await shown()).toMatchObject({ value: 7, products_count: 1 });
    expect((await account.send('DELETE', `${deal}/products/${id}`)).status).toBe(404);
  });

  test('comes and goes with up to a hundred others', async () => {
    const one = { product_id: 501, item_price: 1, quantity: 1 };
    const many = (count: number) =>
      account.send('POST', `${deal}/products/bulk`, { data: Array.from({ length: count }, () => one) });

    expect((await many(101)).status).toBe(400);
    const added = ids(await many(100));
    const gone = await account.send('DELETE', `${deal}/products?ids=${added.slice(0, 98).join(',')}`);

    expect(added).toHaveLength(100);
    expect(gone).toMatchObject({ body: { data: { ids: added.slice(0, 98) } } });
    expect(await shown()).toMatchObject({ value: 2, products_count: 2 });
  });

  test.each([
    [{}, ['product_id', 'item_price', 'quantity']],
    [{ product_id: 1, item_price: 1, quantity: 1 }, ['product_id']],
    [{ product_id: 501, item_price: '1', quantity: 1 }, ['item_price']],
    [{ product_id: 501, item_price: 1, quantity: 1, price: 2 }, ['price']],
    [{ product_id: 501, item_price: 1, quantity: 1, billing_frequency: 'daily' }, ['billing_frequency']],
  ])('is refused as %j', async (body, places) => {
    const reply = await add(body);

    expect(reply.status).toBe(400);
    for (const place of places) expect(reply.body['error']).toContain(`${place}: `);
    expect(await shown()).toMatchObject({ value: 5, products_count: 0 });
  });

  test('is refused in the archive', async () => {
    await account.send('PATCH', deal, { is_archived: true });

    expect((await add({ product_id: 501, item_price: 1, quantity: 1 })).status).toBe(400);
  });
});

test('who began and who ceased to follow a deal is remembered, newest first', async () => {
  await account.send('POST', `${deal}/followers`, { user_id: 70_012 });
  await account.sandbox.control.advanceClock(1000);
  await account.send('DELETE', `${deal}/followers/70012`);

  expect(rows(await account.get(`${deal}/followers/changelog`))).toEqual([
    { action: 'removed', actor_user_id: 70_011, follower_user_id: 70_012, time: '2026-11-22T10:00:11Z' },
    { action: 'added', actor_user_id: 70_011, follower_user_id: 70_012, time: '2026-11-22T10:00:10Z' },
  ]);
});
