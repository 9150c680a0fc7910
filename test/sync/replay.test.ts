import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { runReplay, type ReplayOptions } from '../../src/sync/run-replay.ts';
import { fakeMapping } from '../support/fake-mapping.ts';
import { fakeDeal, fakeVendor } from '../support/fake-vendor.ts';
import { memoryStore, sync } from './sync-of.ts';

function replay(store: Store, mapping: ReplayOptions['mapping'], options: Partial<ReplayOptions> = {}) {
  return runReplay({ store, name: 'fake', mapping, now: () => 0, ...options });
}

describe('a replay', () => {
  it('of what was never synced finds nothing, and leaves no trace', async () => {
    const store = await memoryStore();

    const result = await replay(store, fakeMapping());

    expect(result).toMatchObject({ status: 'completed', counts: { fetched: 0 }, notRequested: [] });
    expect(await store.status()).toEqual([]);
  });

  it('translates history again without asking the vendor', async () => {
    const vendor = fakeVendor(1200);
    const store = await memoryStore();
    await sync(vendor, store);
    vendor.requests.length = 0;

    const result = await replay(store, fakeMapping('mapping-2', { titlePrefix: 'New ' }));

    expect(vendor.requests).toEqual([]);
    expect(result).toMatchObject({ status: 'completed', counts: { fetched: 1200, written: 1200, added: 0 } });
    const rows = await store.records({ limit: 2000 });
    expect(
      rows.every(
        ({ record, mappingHash }) =>
          String(record['title']).startsWith('New ') && mappingHash === 'mapping-2',
      ),
    ).toBe(true);
  });

  it('is noticed by the next run as the mapping of all rows', async () => {
    const vendor = fakeVendor(25);
    const store = await memoryStore();
    await sync(vendor, store);
    const mapping = fakeMapping('mapping-2', { titlePrefix: 'New ' });

    const before = await sync(vendor, store, { over: { mapping } });
    await replay(store, mapping);
    const after = await sync(vendor, store, { over: { mapping } });

    expect([before.mappingChanged, after.mappingChanged]).toEqual([true, false]);
    expect(after.counts.written).toBe(0);
  });

  it('frees records from quarantine that the new mapping can use', async () => {
    const vendor = fakeVendor(400);
    vendor.deals.set('7', fakeDeal(7, { broken: true }));
    const store = await memoryStore();
    await sync(vendor, store);

    const result = await replay(store, fakeMapping('mapping-2', { mendsBroken: true }));

    expect(result.counts).toMatchObject({ fetched: 400, added: 1 });
    expect(await store.quarantined()).toEqual([]);
    expect(await store.get('fake', '7')).toBeDefined();
  });

  it('keeps deletions, and when a row was last seen', async () => {
    const vendor = fakeVendor(25);
    const deletedAt = '2026-06-02T00:00:00.000Z';
    const store = await memoryStore();
    await sync(vendor, store);
    vendor.deals.delete('3');
    vendor.deleted.set('3', deletedAt);
    await sync(vendor, store);
    const before = await store.get('fake', '3');

    await replay(store, fakeMapping('mapping-2', { titlePrefix: 'New ' }));

    const after = await store.get('fake', '3');
    expect(after).toMatchObject({
      deletedAt,
      deletedReason: 'deleted',
      lastSeen: before?.lastSeen,
      record: { title: 'New Deal 3', deleted: true, updatedAt: before?.record['updatedAt'] },
    });
    vendor.deleted.delete('3');
    vendor.deals.set('3', fakeDeal(3));
    await sync(vendor, store, { full: true });
    expect((await store.get('fake', '3'))?.deletedAt).toBeUndefined();
  });

  describe('beside a newer version in quarantine', () => {
    const newer = fakeDeal(7, { broken: true, title: 'Newer', changedAt: '2026-06-01T00:00:00.000Z' });

    async function storeWithNewer(): Promise<Store> {
      const vendor = fakeVendor(400);
      const store = await memoryStore();
      await sync(vendor, store);
      vendor.deals.set('7', newer);
      await sync(vendor, store);
      return store;
    }

    it('ends with the newer one, where it can use it now', async () => {
      const store = await storeWithNewer();

      await replay(store, fakeMapping('mapping-2', { mendsBroken: true }));

      expect(await store.quarantined()).toEqual([]);
      expect(await store.get('fake', '7')).toMatchObject({ record: { title: 'Newer' } });
    });

    it('leaves it there, where it cannot', async () => {
      const store = await storeWithNewer();

      await replay(store, fakeMapping('mapping-2', { titlePrefix: 'New ' }));

      expect(await store.get('fake', '7')).toMatchObject({ record: { title: 'New Deal 7' } });
      expect(await store.quarantined()).toMatchObject([{ id: '7', native: { title: 'Newer' } }]);
    });

    it('leaves it there, where the older one has become unusable as well', async () => {
      const store = await storeWithNewer();

      const quarantineLimit = { share: 1, afterRecords: 1000, inARow: 1000 };
      await replay(store, fakeMapping('mapping-2', { breaksAll: true }), { quarantineLimit });

      const first = (await store.quarantined({ limit: 400 })).find(({ id }) => id === '7');
      expect(first).toMatchObject({ native: { title: 'Newer' } });
    });
  });

  it('brings back a record that was restored in a form that could not be used', async () => {
    const vendor = fakeVendor(400);
    const store = await memoryStore();
    await sync(vendor, store);
    vendor.deals.delete('7');
    vendor.deleted.set('7', '2026-06-02T00:00:00.000Z');
    await sync(vendor, store);
    vendor.deleted.delete('7');
    vendor.deals.set(
      '7',
      fakeDeal(7, { broken: true, title: 'Back', changedAt: '2026-06-03T00:00:00.000Z' }),
    );
    await sync(vendor, store);

    await replay(store, fakeMapping('mapping-2', { mendsBroken: true }));

    expect(await store.get('fake', '7')).toMatchObject({
      record: { title: 'Back', deleted: false },
      deletedAt: undefined,
      deletedReason: undefined,
    });
  });

  it('stops before a wrong mapping puts everything into quarantine', async () => {
    const vendor = fakeVendor(400);
    const store = await memoryStore();
    await sync(vendor, store);

    const wrong = replay(store, fakeMapping('mapping-2', { breaksAll: true }));

    await expect(wrong).rejects.toMatchObject({ code: 'systematic-quarantine' });
    expect(await store.quarantined()).toEqual([]);
    expect((await store.get('fake', '1'))?.mappingHash).toBe('mapping-1');
  });

  it('that is stopped goes on where it was', async () => {
    const store = await memoryStore();
    await sync(fakeVendor(1200), store);
    const mapping = fakeMapping('mapping-2', { titlePrefix: 'New ' });
    const stop = new AbortController();

    const first = await replay(store, mapping, { signal: stop.signal, onProgress: () => stop.abort() });
    const rest = await replay(store, mapping);

    expect([first.status, first.counts.fetched]).toEqual(['stopped', 500]);
    expect([rest.status, rest.counts.fetched]).toEqual(['completed', 700]);
  });

  it('says what the new mapping reads that was never asked for', async () => {
    const store = await memoryStore();
    await sync(fakeVendor(3), store);

    const result = await replay(store, fakeMapping('mapping-2', { paths: ['title', 'margin'] }));

    expect(result.notRequested).toEqual(['margin']);
  });
});
