import { describe, expect, it } from 'vitest';
import { fakeDeal, fakeVendor, refusal, type FakeVendor } from '../support/fake-vendor.ts';
import type { Store } from '../../src/store/store.ts';
import { memoryStore, sync } from './sync-of.ts';

/** Takes deals away without a word: the vendor lists no deletion. */
function lose(vendor: FakeVendor, ...ids: readonly number[]): void {
  for (const id of ids) vendor.deals.delete(String(id));
}

async function deletedIds(store: Store): Promise<string[]> {
  const rows = await store.records({ limit: 10_000 });
  return rows.filter(({ deletedAt }) => deletedAt !== undefined).map(({ id }) => id);
}

async function synced(count: number): Promise<{ readonly vendor: FakeVendor; readonly store: Store }> {
  const vendor = fakeVendor(count);
  const store = await memoryStore();
  await sync(vendor, store);
  return { vendor, store };
}

describe('a deletion that the vendor does not list', () => {
  it('is found by a sweep, asked for by id, and marked', async () => {
    const { vendor, store } = await synced(60);
    lose(vendor, 7, 8);

    const changes = await sync(vendor, store);
    vendor.requests.length = 0;
    const full = await sync(vendor, store, { full: true });

    expect(changes.counts.deleted).toBe(0);
    expect(full.counts.deleted).toBe(2);
    expect(vendor.requests.filter((line) => line.startsWith('/deals/'))).toEqual(['/deals/7', '/deals/8']);
    expect(await deletedIds(store)).toEqual(['7', '8']);
    expect((await store.get('fake', '7'))?.record['deleted']).toBe(true);
  });

  it('is not believed where the vendor still has the record: a listing that moves can skip one', async () => {
    const { vendor, store } = await synced(60);
    const hidden = vendor.deals.get('9');
    vendor.before = ({ path }) => {
      if (path === '/deals') vendor.deals.delete('9');
      else if (hidden !== undefined) vendor.deals.set('9', hidden);
    };

    const full = await sync(vendor, store, { full: true });

    expect(full.counts).toMatchObject({ deleted: 0, quarantined: 0 });
    expect(await deletedIds(store)).toEqual([]);
  });

  it.each([
    ['permission', 403],
    ['auth', 401],
  ] as const)('is not believed where the vendor only withholds it: %s', async (code, status) => {
    const { vendor, store } = await synced(60);
    lose(vendor, 7);
    vendor.before = ({ path }) => {
      if (path === '/deals/7') throw refusal(code, { status });
    };

    const full = await sync(vendor, store, { full: true });

    expect(full.status).toBe('completed');
    expect(await deletedIds(store)).toEqual([]);
  });

  it('of a quarantined record ends its quarantine', async () => {
    const vendor = fakeVendor(400);
    vendor.deals.set('7', fakeDeal(7, { broken: true }));
    const store = await memoryStore();
    await sync(vendor, store);
    lose(vendor, 7);

    await sync(vendor, store, { full: true });

    expect(await store.quarantined()).toEqual([]);
  });

  it('does not concern a record whose latest version is in quarantine', async () => {
    const { vendor, store } = await synced(400);
    vendor.deals.set('7', fakeDeal(7, { broken: true, changedAt: '2026-06-01T00:00:00.000Z' }));

    const full = await sync(vendor, store, { full: true });

    expect(full.counts.deleted).toBe(0);
    expect(vendor.requests).not.toContain('/deals/7');
    expect(await deletedIds(store)).toEqual([]);
  });

  it('comes back when the record does', async () => {
    const { vendor, store } = await synced(60);
    lose(vendor, 7);
    await sync(vendor, store, { full: true });
    vendor.deals.set('7', fakeDeal(7));

    const full = await sync(vendor, store, { full: true });

    expect(full.counts).toMatchObject({ written: 1, added: 0 });
    expect(await deletedIds(store)).toEqual([]);
  });

  it('removes the row where that was asked for, and says so once', async () => {
    const { vendor, store } = await synced(60);
    lose(vendor, 7);

    const full = await sync(vendor, store, { full: true, deletion: 'hard' });
    const again = await sync(vendor, store, { full: true, deletion: 'hard' });

    expect([full.counts.deleted, again.counts.deleted]).toEqual([1, 0]);
    expect(await store.countRows('fake')).toBe(59);
    expect(await store.get('fake', '7')).toBeUndefined();
  });
});

describe('many deletions at once', () => {
  const gone = Array.from({ length: 51 }, (_, index) => index + 1);

  it('stop the run before anything is asked or marked', async () => {
    const { vendor, store } = await synced(400);
    lose(vendor, ...gone);
    vendor.requests.length = 0;

    await expect(sync(vendor, store, { full: true })).rejects.toMatchObject({
      code: 'mass-deletion',
      context: { suspected: 51, rows: 400, allowed: 50 },
    });

    expect(await deletedIds(store)).toEqual([]);
    expect(vendor.requests.filter((line) => line.startsWith('/deals/'))).toEqual([]);
  });

  it('are marked after a yes, without reading everything again', async () => {
    const { vendor, store } = await synced(400);
    lose(vendor, ...gone);
    await sync(vendor, store, { full: true }).catch(() => undefined);
    vendor.requests.length = 0;

    const accepted = await sync(vendor, store, { acceptDeletions: true });

    expect(accepted.counts.deleted).toBe(51);
    expect((await deletedIds(store)).length).toBe(51);
    expect(vendor.requests.filter((line) => line.startsWith('/deals?after'))).toEqual([]);
  });

  it('are read again where that is asked for instead: they may be there again', async () => {
    const { vendor, store } = await synced(400);
    lose(vendor, ...gone);
    await sync(vendor, store, { full: true }).catch(() => undefined);
    for (const id of gone) vendor.deals.set(String(id), fakeDeal(id));

    const full = await sync(vendor, store, { full: true });

    expect(full).toMatchObject({ status: 'completed', counts: { deleted: 0 }, sweepOpen: false });
  });

  it('up to a twentieth of the rows are believed', async () => {
    const { vendor, store } = await synced(1100);
    lose(vendor, ...gone);

    expect((await sync(vendor, store, { full: true })).counts.deleted).toBe(51);
  });
});

describe('a sweep', () => {
  it('is done by itself when its time has come, and not before', async () => {
    const { vendor, store } = await synced(30);
    lose(vendor, 7);
    const sweepEveryMs = 86_400_000;

    vendor.now = '2026-06-01T23:59:59.000Z';
    const before = await sync(vendor, store, { sweepEveryMs });
    vendor.now = '2026-06-02T00:00:00.000Z';
    const due = await sync(vendor, store, { sweepEveryMs });
    const after = await sync(vendor, store, { sweepEveryMs });
    vendor.now = '2026-07-02T00:00:00.000Z';
    const never = await sync(vendor, store, { sweepEveryMs: Infinity });

    const kinds = [before, due, after, never].map(({ passes }) => passes.map(({ kind }) => kind));
    expect(kinds).toEqual([['incremental'], ['incremental', 'sweep'], ['incremental'], ['incremental']]);
    expect(due.counts.deleted).toBe(1);
  });

  it('can be paused at a page, while what changed is read by each run', async () => {
    const { vendor, store } = await synced(60);
    lose(vendor, 7);
    const kinds: string[][] = [];
    for (let run = 0; run < 9; run += 1) {
      const result = await sync(vendor, store, { full: run === 0, pauseSweep: () => true });
      kinds.push(result.passes.map(({ kind, isComplete }) => `${kind}${isComplete ? '' : ' …'}`));
      if (!result.sweepOpen) break;
    }

    expect(kinds.at(0)).toEqual(['incremental', 'sweep …']);
    expect(kinds.at(-1)).toEqual(['incremental', 'sweep']);
    expect(await deletedIds(store)).toEqual(['7']);
  });

  it('that failed while it compared is gone on with where it is asked for again', async () => {
    const { vendor, store } = await synced(60);
    lose(vendor, 7);
    vendor.before = ({ path }) => {
      if (path === '/deals/7') throw refusal('vendor-unavailable');
    };
    await expect(sync(vendor, store, { full: true })).rejects.toMatchObject({ code: 'vendor-unavailable' });
    vendor.before = () => undefined;
    vendor.requests.length = 0;

    const again = await sync(vendor, store, { full: true });

    expect(again).toMatchObject({ status: 'completed', counts: { deleted: 1 } });
    expect(vendor.requests.filter((line) => line.startsWith('/deals?after'))).toEqual([]);
  });

  it('that was asked for is not forgotten when the run is stopped before it begins', async () => {
    const { vendor, store } = await synced(30);
    const stop = new AbortController();
    await sync(vendor, store, {
      full: true,
      signal: stop.signal,
      onEvent: ({ type }) => type === 'page' && stop.abort(),
    });

    const next = await sync(vendor, store);

    expect(next.passes.map(({ kind }) => kind)).toEqual(['incremental', 'sweep']);
  });

  it('does not suspect what changes have brought meanwhile, however much that is', async () => {
    const { vendor, store } = await synced(60);
    await sync(vendor, store, { full: true, pauseSweep: () => true });
    for (let id = 100; id < 200; id += 1) {
      // With ids that the paused listing has passed already.
      const deal = fakeDeal(id, { id: `0.${id}`, changedAt: '2026-06-01T00:00:01.000Z' });
      vendor.deals.set(deal.id, deal);
    }
    vendor.now = '2026-06-01T00:00:02.000Z';
    await sync(vendor, store, { pauseSweep: () => true });

    const rest = await sync(vendor, store);

    expect(rest).toMatchObject({ status: 'completed', sweepOpen: false, counts: { deleted: 0 } });
  });
});
