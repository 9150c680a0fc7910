import { expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { fakeDeal, fakeVendor, refusal, type FakeVendor } from '../support/fake-vendor.ts';
import { memoryStore, sync } from './sync-of.ts';

const hour = 3_600_000;
const beginMs = Date.parse('2026-06-01T00:00:00Z');

/** A run of a process of its own at `atHour`, by both clocks. */
async function runAt(
  vendor: FakeVendor,
  store: Store,
  atHour: number,
  account?: { readonly currency: string },
): Promise<number> {
  const nowMs = beginMs + atHour * hour;
  vendor.now = new Date(nowMs).toISOString();
  vendor.requests.length = 0;
  const over = { now: () => nowMs, ...(account === undefined ? {} : { account }) };
  await sync(vendor, store, { now: () => nowMs, over });
  return vendor.requests.filter((line) => line === '/account').length;
}

function edit(vendor: FakeVendor, id: number, atHour: number): void {
  const changedAt = new Date(beginMs + atHour * hour).toISOString();
  vendor.deals.set(String(id), fakeDeal(id, { title: `Edited at ${atHour}`, changedAt }));
}

async function currencyOf(store: Store, id: number): Promise<unknown> {
  return (await store.get('fake', String(id)))?.record['currency'];
}

/** The account has changed, and a deal after it, which was read with what the store still takes for true. */
async function changedUnseen() {
  const vendor = fakeVendor(4);
  const store = await memoryStore();
  await runAt(vendor, store, 0);
  vendor.account = { ...vendor.account, currency: 'USD' };
  edit(vendor, 1, 2);
  // Moves the watermark on.
  edit(vendor, 4, 2.5);
  await runAt(vendor, store, 3);
  return { vendor, store };
}

it('the account is asked for once a day, however many runs there are', async () => {
  const vendor = fakeVendor(3);
  const store = await memoryStore();
  const asked: number[] = [];
  for (const atHour of [0, 1, 12, 24, 25, 26, 49, 50]) asked.push(await runAt(vendor, store, atHour));

  expect(asked).toEqual([1, 0, 0, 0, 1, 0, 0, 1]);
});

it('what changed under an account that had changed too is read again once that is known', async () => {
  const { vendor, store } = await changedUnseen();
  const meanwhile = await currencyOf(store, 1);
  edit(vendor, 2, 24);
  await runAt(vendor, store, 26);

  expect(meanwhile).toBe('EUR');
  expect([await currencyOf(store, 1), await currencyOf(store, 2)]).toEqual(['USD', 'USD']);
  // As after every change of an account: what did not change itself waits for a sweep.
  expect(await currencyOf(store, 3)).toBe('EUR');
});

it('a run that dies after it noticed loses nothing: the pass keeps where it has to begin', async () => {
  const { vendor, store } = await changedUnseen();
  vendor.before = ({ path }) => {
    if (path === '/deals') throw refusal('auth');
  };
  await expect(runAt(vendor, store, 26)).rejects.toMatchObject({ code: 'auth' });
  vendor.before = () => undefined;
  await runAt(vendor, store, 27);

  expect(await currencyOf(store, 1)).toBe('USD');
});

it('what the caller sets is no part of what is kept', async () => {
  const vendor = fakeVendor(3);
  const store = await memoryStore();
  await runAt(vendor, store, 0, { currency: 'CHF' });
  const found = [await currencyOf(store, 1)];
  edit(vendor, 1, 1);
  await runAt(vendor, store, 2);
  found.push(await currencyOf(store, 1));
  edit(vendor, 1, 3);
  const asked = await runAt(vendor, store, 4, { currency: 'SEK' });
  found.push(await currencyOf(store, 1));

  expect(found).toEqual(['CHF', 'EUR', 'SEK']);
  expect(asked).toBe(0);
});

it('an account that may not be read is asked for again in every run', async () => {
  const vendor = fakeVendor(3);
  const store = await memoryStore();
  vendor.before = ({ path }) => {
    if (path === '/account') throw refusal('permission');
  };
  const refused = [await runAt(vendor, store, 0), await runAt(vendor, store, 1)];
  vendor.before = () => undefined;
  edit(vendor, 1, 2);
  await runAt(vendor, store, 3);

  expect(refused).toEqual([1, 1]);
  expect(await currencyOf(store, 1)).toBe('EUR');
});
