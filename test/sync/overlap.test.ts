import { expect, it } from 'vitest';
import { fakeVendor } from '../support/fake-vendor.ts';
import { memoryStore, pagesAsked, sync } from './sync-of.ts';

it('a pass reads as far back as it is asked to, and ends there where it saw no change', async () => {
  const vendor = fakeVendor(25);
  const store = await memoryStore();
  await sync(vendor, store);
  vendor.requests.length = 0;

  const wide = await sync(vendor, store, { overlapMs: 10_000 });
  const empty = await sync(fakeVendor(0), await memoryStore(), { overlapMs: 10_000 });

  expect(pagesAsked(vendor)[0]).toBe('/deals?since=2026-01-01T00:00:15.000Z');
  expect(wide.counts).toMatchObject({ fetched: 11, unchanged: 11 });
  expect(empty.watermark).toBe('2026-05-31T23:59:50.000Z');
});

it.each([0, 1999, -1, Number.NaN, Infinity])(
  'an overlap of %d ms is refused before anything is asked: the vendor needs 2 s',
  async (overlapMs) => {
    const vendor = fakeVendor(1);
    const store = await memoryStore();

    await expect(sync(vendor, store, { overlapMs })).rejects.toMatchObject({
      code: 'bad-overlap',
      hint: expect.stringContaining('reads 2 s again'),
    });

    expect([vendor.requests, await store.runs()]).toEqual([[], []]);
  },
);

it('the overlap of the vendor itself is taken', async () => {
  const { status } = await sync(fakeVendor(1), await memoryStore(), { overlapMs: 2000 });

  expect(status).toBe('completed');
});
