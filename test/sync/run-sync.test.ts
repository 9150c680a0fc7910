import { describe, expect, it } from 'vitest';
import type { Destination } from '../../src/store/destination.ts';
import type { SyncEvent } from '../../src/sync/sync-types.ts';
import { fakeMapping } from '../support/fake-mapping.ts';
import { fakeDeal, fakeVendor, refusal } from '../support/fake-vendor.ts';
import { memoryStore, pagesAsked, sync } from './sync-of.ts';

describe('a first sync', () => {
  it('brings every record, with numbers that add up', async () => {
    const vendor = fakeVendor(25);
    vendor.deals.set('7', fakeDeal(7, { broken: true }));
    vendor.deleted.set('99', '2026-02-01T00:00:00.000Z');
    const store = await memoryStore();

    const result = await sync(vendor, store, { quarantineLimit: { share: 1, afterRecords: 0, inARow: 9 } });

    expect(result).toMatchObject({
      status: 'completed',
      name: 'fake',
      passes: [{ kind: 'backfill', resumed: false, isComplete: true, fetched: 26 }],
    });
    expect(result.counts).toEqual({
      fetched: 26,
      written: 24,
      added: 24,
      unchanged: 0,
      outdated: 0,
      quarantined: 1,
      deleted: 1,
      alreadyDeleted: 0,
      undated: 0,
    });
    expect(result.requests).toBe(vendor.requests.length);
    const [run] = await store.runs();
    expect(run).toMatchObject({ status: 'completed', counts: result.counts, requests: result.requests });
    expect(
      (await store.records({ limit: 1000 })).map(({ id }) => Number(id)).toSorted((a, b) => a - b),
    ).toEqual([...vendor.deals.keys()].filter((id) => id !== '7').map(Number));
    expect((await store.quarantined()).map(({ id, at }) => [id, at])).toEqual([['7', 'fake.yaml:3:5']]);
  });

  it('keeps what the records were translated with', async () => {
    const store = await memoryStore();

    await sync(fakeVendor(4), store);

    const kept = await store.lookups('fake');
    expect(kept.map(({ table, key }) => `${table} ${key}`)).toEqual([
      '$account ',
      '$catalogue ',
      '$loaded $account',
      '$loaded $catalogue',
      '$loaded stages',
      'companies 2',
      'companies 4',
      'stages s0',
      'stages s1',
      'stages s2',
    ]);
  });

  it('of an empty account completes', async () => {
    const result = await sync(fakeVendor(0), await memoryStore());

    expect(result).toMatchObject({ status: 'completed', counts: { fetched: 0 } });
    expect(result.watermark).toBe('2026-05-31T23:59:58.000Z');
  });

  it('tells its progress', async () => {
    const events: SyncEvent[] = [];

    await sync(fakeVendor(25), await memoryStore(), { onEvent: (event) => events.push(event) });

    expect(events.map(({ type }) => type)).toEqual(['started', 'page', 'page', 'page', 'done']);
    expect(events[2]).toMatchObject({ counts: { fetched: 20 }, totalHint: 25 });
  });

  it('is not changed by whoever listens, also where that throws', async () => {
    const vendor = fakeVendor(25);
    const store = await memoryStore();
    const said: string[] = [];
    const options = {
      onEvent: () => {
        throw new RangeError('no room on the screen');
      },
      over: { log: (_: string, message: string) => void said.push(message) },
    };

    const result = await sync(vendor, store, options);
    vendor.before = () => {
      throw refusal('auth');
    };
    const failed = sync(vendor, store, options);

    expect(result).toMatchObject({ status: 'completed', counts: { written: 25 } });
    await expect(failed).rejects.toMatchObject({ code: 'auth' });
    expect(said).toEqual(['A listener to the run has thrown.', 'A listener to the run has thrown.']);
  });

  it('asks for two pages more while a page is written, and for no further one', async () => {
    const vendor = fakeVendor(50);
    const store = await memoryStore();
    const ahead: number[] = [];
    let committed = -1;
    const watched: Destination = {
      ...store,
      commit: async (ticket, page) => {
        await new Promise(setImmediate);
        if (committed >= 0) ahead.push(pagesAsked(vendor).length - committed - 1);
        committed += 1;
        return store.commit(ticket, page);
      },
    };

    await sync(vendor, watched);

    // The last commit closes the pass.
    expect(ahead.slice(0, -1)).toEqual([2, 2, 2, 1, 0]);
  });
});

describe('the next sync', () => {
  it('reads only what changed, and writes only what differs', async () => {
    const vendor = fakeVendor(25);
    const store = await memoryStore();
    const first = await sync(vendor, store);
    vendor.requests.length = 0;
    const changedAt = '2026-06-02T00:00:00.000Z';
    vendor.deals.set('3', fakeDeal(3, { title: 'New name', changedAt }));
    vendor.deals.set('26', fakeDeal(26, { changedAt }));
    vendor.deals.delete('4');
    vendor.deleted.set('4', changedAt);
    vendor.now = '2026-06-03T00:00:00.000Z';

    const second = await sync(vendor, store);

    expect(first.watermark).toBe('2026-01-01T00:00:25.000Z');
    expect(pagesAsked(vendor)).toEqual(['/deals?since=2026-01-01T00:00:23.000Z']);
    expect(second).toMatchObject({ passes: [{ kind: 'incremental' }], watermark: changedAt });
    expect(second.counts).toMatchObject({ fetched: 6, written: 2, added: 1, unchanged: 3, deleted: 1 });
    expect((await store.get('fake', '4'))?.deletedAt).toBe(changedAt);
    expect((await store.get('fake', '3'))?.record['title']).toBe('New name');
  });

  it('writes nothing where nothing changed', async () => {
    const vendor = fakeVendor(25);
    const store = await memoryStore();
    await sync(vendor, store);

    const second = await sync(vendor, store);
    const full = await sync(vendor, store, { full: true });

    expect(second.counts).toMatchObject({ written: 0, unchanged: 3, fetched: 3 });
    expect(full.passes).toMatchObject([
      { kind: 'incremental', fetched: 3 },
      { kind: 'sweep', fetched: 25 },
    ]);
    expect(full.counts).toMatchObject({ written: 0, unchanged: 28 });
  });

  it('says that older rows carry another mapping, until a full pass has translated them again', async () => {
    const vendor = fakeVendor(25);
    const store = await memoryStore();
    await sync(vendor, store);
    const over = { mapping: fakeMapping('mapping-2') };

    const changed = await sync(vendor, store, { over });
    const still = await sync(vendor, store, { over });
    const full = await sync(vendor, store, { over, full: true });

    expect([changed.mappingChanged, still.mappingChanged, full.mappingChanged]).toEqual([true, true, false]);
    // What they say is the same under both: only which mapping said it is noted.
    expect(full.counts).toMatchObject({ written: 0, unchanged: 28 });
    const hashes = (await store.records()).map(({ mappingHash }) => mappingHash);
    expect(new Set(hashes)).toEqual(new Set(['mapping-2']));
  });

  it('goes on reading everything where that was begun, also with another mapping', async () => {
    const vendor = fakeVendor(25);
    const store = await memoryStore();
    await sync(vendor, store);
    const stop = new AbortController();
    const onEvent = ({ type }: SyncEvent): void => {
      if (type === 'page') stop.abort();
    };
    await sync(vendor, store, { full: true, signal: stop.signal, onEvent });

    const next = await sync(vendor, store, { over: { mapping: fakeMapping('mapping-2') } });

    expect(next.passes).toMatchObject([
      { kind: 'incremental' },
      { kind: 'sweep', resumed: false, fetched: 25 },
    ]);
  });

  it('refuses a name that could not be a key', async () => {
    for (const name of ['', 'a\nb', 'x'.repeat(201)]) {
      await expect(sync(fakeVendor(1), await memoryStore(), { name })).rejects.toMatchObject({
        code: 'bad-name',
      });
    }
  });

  it('keeps connections apart in one store', async () => {
    const store = await memoryStore();

    await sync(fakeVendor(3), store, { name: 'first' });
    await sync(fakeVendor(5), store, { name: 'second' });

    expect((await store.status()).map(({ connection, rows }) => [connection, rows])).toEqual([
      ['first', 3],
      ['second', 5],
    ]);
  });
});
