import { expect, it } from 'vitest';
import { fakeDeal, fakeVendor } from '../support/fake-vendor.ts';
import { memoryStore, sync } from './sync-of.ts';

const metadata = (requests: readonly string[]): string[] =>
  requests.filter((line) => line === '/stages' || line === '/fields');

it('runs that follow each other closely share whole tables and custom fields, as long as each may be kept', async () => {
  const vendor = fakeVendor(25);
  const store = await memoryStore();
  const run = async (nowMs: number) => {
    vendor.requests.length = 0;
    await sync(vendor, store, { now: () => nowMs, over: { now: () => nowMs } });
    return metadata(vendor.requests);
  };

  expect(await run(0)).toEqual(['/fields', '/stages']);
  expect(await run(59_000)).toEqual([]);
  // A table may be kept for a minute, custom fields for a quarter of an hour.
  expect(await run(61_000)).toEqual(['/stages']);
  expect(await run(16 * 60_000)).toEqual(['/fields', '/stages']);
  // A clock that was set back tells nothing.
  expect(await run(1000)).toEqual(['/fields', '/stages']);
});

it('a row that the vendor has dropped is not handed on to the next run, but kept for a replay', async () => {
  const vendor = fakeVendor(3);
  const store = await memoryStore();
  const over = { now: () => 0 };
  await sync(vendor, store, { over });
  vendor.stages.delete('s1');
  await sync(vendor, store, { over: { now: () => 61_000 }, now: () => 61_000 });
  vendor.deals.set('1', fakeDeal(1, { stage: 's1', changedAt: '2026-06-01T00:00:00.000Z' }));

  await sync(vendor, store, { over: { now: () => 62_000 }, now: () => 62_000 });

  expect((await store.get('fake', '1'))?.record['type']).toBeNull();
  const kept = await store.lookups('fake', ['stages']);
  expect(kept.map(({ key }) => key)).toEqual(['s0', 's1', 's2']);
});
