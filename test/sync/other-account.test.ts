import { expect, it } from 'vitest';
import type { OpenConnection } from '../../src/client/connection-types.ts';
import type { Store } from '../../src/store/store.ts';
import { runSync } from '../../src/sync/run-sync.ts';
import { runVerify } from '../../src/sync/run-verify.ts';
import { fakeConnection } from '../support/fake-connection.ts';
import { fakeDeal, fakeVendor, type FakeVendor } from '../support/fake-vendor.ts';
import { memoryStore } from './sync-of.ts';

const hour = 3_600_000;
const beginMs = Date.parse('2026-06-01T00:00:00Z');

/** An account with ten deals of its own, and a connection that somebody's credentials open. */
function account(id: string | undefined, firstDeal: number): FakeVendor {
  const vendor = fakeVendor(0);
  vendor.account = {
    name: `Account ${id}`,
    currency: 'EUR',
    timezone: 'UTC',
    ...(id === undefined ? {} : { id }),
  };
  for (let deal = firstDeal; deal < firstDeal + 10; deal += 1) vendor.deals.set(String(deal), fakeDeal(deal));
  return vendor;
}

function opened(vendor: FakeVendor, openedWith: string, now: () => number): OpenConnection {
  const connection = fakeConnection(vendor, { now });
  return { ...connection, session: { ...connection.session, openedWith } };
}

function run(vendor: FakeVendor, store: Store, openedWith: string, atHour: number) {
  const now = () => beginMs + atHour * hour;
  vendor.now = new Date(now()).toISOString();
  vendor.requests.length = 0;
  return runSync({ connection: opened(vendor, openedWith, now), destination: store, name: 'acme', now });
}

async function ids(store: Store): Promise<number> {
  return (await store.records({ limit: 1000 })).length;
}

const refusal = { code: 'other-account', context: { stored: '1', account: '2' } };

it.each([
  ['an hour later, with other credentials', 'token-2', 1],
  ['with credentials that open another account by now', 'token-1', 30],
])('another account under the same name is refused, %s', async (_when, openedWith, atHour) => {
  const store = await memoryStore();
  await run(account('1', 1), store, 'token-1', 0);

  await expect(run(account('2', 101), store, openedWith, atHour)).rejects.toMatchObject(refusal);

  expect(await ids(store)).toBe(10);
});

it('refuses another account in the middle of a pass as well', async () => {
  const store = await memoryStore();
  const first = account('1', 1);
  first.pageSize = 5;
  first.before = ({ query }) => {
    if (query?.['after'] !== undefined) throw new Error('Killed.');
  };
  await expect(run(first, store, 'token-1', 0)).rejects.toThrow('Killed.');
  expect(await ids(store)).toBe(5);

  await expect(run(account('2', 101), store, 'token-2', 1)).rejects.toMatchObject(refusal);
});

it('where the first run failed before anything was read, corrected credentials are not refused', async () => {
  const store = await memoryStore();
  const wrong = account('1', 1);
  wrong.before = ({ path }) => {
    if (path === '/deals') throw new Error('May not be read.');
  };
  await expect(run(wrong, store, 'token-1', 0)).rejects.toThrow('May not be read.');

  await expect(run(account('2', 101), store, 'token-2', 1)).resolves.toMatchObject({ status: 'completed' });
  await expect(run(account('2', 101), store, 'token-3', 2)).resolves.toMatchObject({ status: 'completed' });
  await expect(run(account('1', 1), store, 'token-1', 3)).rejects.toMatchObject({ code: 'other-account' });
});

it('a repair does not write into what was read from another account', async () => {
  const store = await memoryStore();
  await run(account('1', 1), store, 'token-1', 0);

  const repair = runVerify({
    connection: opened(account('2', 101), 'token-2', () => beginMs),
    store,
    name: 'acme',
    repair: true,
    acceptDeletions: true,
    now: () => beginMs,
  });

  await expect(repair).rejects.toMatchObject(refusal);
  expect(await store.countLive('acme')).toBe(10);
});

it('new credentials of the same account go on, for one request more', async () => {
  const store = await memoryStore();
  const vendor = account('1', 1);
  await run(vendor, store, 'token-1', 0);

  const asked: number[] = [];
  for (const [index, openedWith] of ['token-1', 'token-2', 'token-2'].entries()) {
    await run(vendor, store, openedWith, index + 1);
    asked.push(vendor.requests.filter((line) => line === '/account').length);
  }

  expect(asked).toEqual([0, 1, 0]);
});

it('where the vendor does not tell accounts by an id, none is refused', async () => {
  const store = await memoryStore();
  await run(account(undefined, 1), store, 'token-1', 0);

  await expect(run(account('2', 101), store, 'token-2', 1)).resolves.toMatchObject({ status: 'completed' });
});
