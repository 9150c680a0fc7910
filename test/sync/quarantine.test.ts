import { describe, expect, it } from 'vitest';
import { unaccounted } from '../../src/store/counts.ts';
import type { Destination } from '../../src/store/destination.ts';
import { fakeMapping } from '../support/fake-mapping.ts';
import { fakeDeal, fakeVendor, type FakeVendor } from '../support/fake-vendor.ts';
import { memoryStore, sync } from './sync-of.ts';

function vendorWithBroken(count: number, broken: (id: number) => boolean): FakeVendor {
  const vendor = fakeVendor(count, 50);
  for (let id = 1; id <= count; id += 1)
    if (broken(id)) vendor.deals.set(String(id), fakeDeal(id, { broken: true }));
  return vendor;
}

describe('quarantine', () => {
  it('of one in a hundred does not stop a run; of more it does, after at least 100 records', async () => {
    const few = await sync(
      vendorWithBroken(400, (id) => id % 100 === 0),
      await memoryStore(),
    );
    const store = await memoryStore();
    const many = sync(
      vendorWithBroken(400, (id) => id % 50 === 0),
      store,
    );

    expect(few.counts).toMatchObject({ fetched: 400, quarantined: 4 });
    await expect(many).rejects.toMatchObject({ code: 'systematic-quarantine', context: { records: 100 } });
    expect((await store.status())[0]).toMatchObject({ rows: 98, quarantined: 2 });
  });

  it('of a hundred in a row stops a run, however many were good before', async () => {
    const limit = { share: 1, afterRecords: 0, inARow: 100 };
    const vendor = vendorWithBroken(500, (id) => id > 220);

    const run = sync(vendor, await memoryStore(), { quarantineLimit: limit });

    await expect(run).rejects.toMatchObject({ code: 'systematic-quarantine', context: { inARow: 130 } });
  });

  it('of the last page counts as well', async () => {
    const vendor = vendorWithBroken(100, (id) => id > 50);

    await expect(sync(vendor, await memoryStore())).rejects.toMatchObject({ code: 'systematic-quarantine' });
  });

  it('that was for nothing is read again once the mapping is another', async () => {
    const vendor = vendorWithBroken(200, (id) => id <= 60);
    const store = await memoryStore();
    await expect(sync(vendor, store)).rejects.toMatchObject({ code: 'systematic-quarantine' });
    for (let id = 1; id <= 60; id += 1) vendor.deals.set(String(id), fakeDeal(id));

    const result = await sync(vendor, store, { over: { mapping: fakeMapping('mended') } });

    expect(result).toMatchObject({
      status: 'completed',
      passes: [{ resumed: false }],
      counts: { fetched: 200 },
    });
    expect(await store.quarantined()).toEqual([]);
    expect(await store.countRows('fake')).toBe(200);
  });

  it.each(['pass', 'sweep'] as const)(
    'over the limit is read again once the records are mended: by a new %s',
    async (slot) => {
      const vendor = vendorWithBroken(300, (id) => slot === 'pass' && id <= 60);
      const store = await memoryStore();
      const full = slot === 'sweep';
      if (full) await sync(vendor, store);
      for (let id = 1; id <= 60; id += 1) vendor.deals.set(String(id), fakeDeal(id, { broken: true }));
      await expect(sync(vendor, store, { full })).rejects.toMatchObject({ code: 'systematic-quarantine' });
      for (let id = 1; id <= 60; id += 1) vendor.deals.set(String(id), fakeDeal(id));

      const result = await sync(vendor, store);

      expect(result.status).toBe('completed');
      expect(result.passes.at(-1)).toMatchObject({ resumed: false, fetched: 300, isComplete: true });
      expect(await store.quarantined()).toEqual([]);
    },
  );
});

describe('the law of the counts', () => {
  it('refuses a page that was not written completely', async () => {
    const store = await memoryStore();
    const losing: Destination = {
      ...store,
      commit: (ticket, page) =>
        store.commit(ticket, { ...page, rows: page.rows.slice(1), checkpoint: page.checkpoint }),
    };

    await expect(sync(fakeVendor(25), losing)).rejects.toMatchObject({ code: 'counts-do-not-add-up' });
    expect(await store.countRows('fake')).toBe(0);
  });

  it('compares the rows with what was counted at the end of every run', async () => {
    const store = await memoryStore();
    let asked = 0;
    const counting: Destination = {
      ...store,
      countRows: async (name) => {
        asked += 1;
        const rows = (await store.countRows(name)) ?? 0;
        return asked === 2 ? rows - 1 : rows;
      },
    };

    await expect(sync(fakeVendor(25), counting)).rejects.toMatchObject({
      code: 'counts-do-not-add-up',
      context: { before: 0, after: 24, added: 25 },
    });
  });

  it('holds for every run that is noted', async () => {
    const vendor = fakeVendor(50);
    const store = await memoryStore();
    await sync(vendor, store);
    vendor.deals.delete('3');
    vendor.deleted.set('3', '2026-07-01T00:00:00.000Z');
    await sync(vendor, store);
    await sync(vendor, store, { full: true });

    const runs = await store.runs();

    expect(runs).toHaveLength(3);
    expect(runs.map(({ counts }) => unaccounted(counts))).toEqual([0, 0, 0]);
    // The three latest are read once more before everything is: 3 + 49 records, and the deletion both times.
    expect(runs[0]?.counts).toMatchObject({ fetched: 54, unchanged: 52, alreadyDeleted: 2 });
  });
});
