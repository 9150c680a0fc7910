import { expect, it } from 'vitest';
import { runSync } from '../../src/sync/run-sync.ts';
import { fakeConnection } from '../support/fake-connection.ts';
import { fakeDeal, fakeVendor } from '../support/fake-vendor.ts';
import { memoryStore, sync } from './sync-of.ts';

const metadata = (requests: readonly string[]): string[] =>
  requests.filter((line) => line === '/stages' || line === '/fields');

it('runs that follow each other closely share whole tables and custom fields, no older than what a pass reads again', async () => {
  const vendor = fakeVendor(25);
  const store = await memoryStore();
  const run = async (nowMs: number) => {
    vendor.requests.length = 0;
    await sync(vendor, store, { now: () => nowMs, over: { now: () => nowMs } });
    return metadata(vendor.requests);
  };

  expect(await run(0)).toEqual(['/fields', '/stages']);
  expect(await run(1500)).toEqual([]);
  // The overlap of this vendor is two seconds.
  expect(await run(2500)).toEqual(['/fields', '/stages']);
  // A clock that was set back tells nothing.
  expect(await run(1000)).toEqual(['/fields', '/stages']);
});

it('a stage that the kept table does not know yet gets its name from a later run', async () => {
  const vendor = fakeVendor(3);
  const store = await memoryStore();
  const run = async (nowMs: number, vendorNow: string) => {
    vendor.now = vendorNow;
    await sync(vendor, store, { now: () => nowMs, over: { now: () => nowMs } });
    return (await store.get('fake', '1'))?.record['type'];
  };
  await run(0, '2026-06-01T00:00:00.000Z');
  vendor.stages.set('new', 'Fresh');
  vendor.deals.set('1', fakeDeal(1, { stage: 'new', changedAt: '2026-06-01T00:00:01.000Z' }));

  expect(await run(1500, '2026-06-01T00:00:01.500Z')).toBeNull();
  expect(await run(2500, '2026-06-01T00:00:02.500Z')).toBe('Fresh');
});

it('a connection that stays open forgets them between runs as well', async () => {
  const vendor = fakeVendor(3);
  let nowMs = 0;
  const connection = fakeConnection(vendor, { now: () => nowMs });
  const destination = await memoryStore();
  await runSync({ connection, destination, now: () => nowMs });
  vendor.requests.length = 0;

  nowMs = 2500;
  await runSync({ connection, destination, now: () => nowMs });

  expect(metadata(vendor.requests)).toEqual(['/fields', '/stages']);
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
