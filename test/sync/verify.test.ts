import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { runVerify } from '../../src/sync/run-verify.ts';
import type { VerifyOptions, VerifyResult } from '../../src/sync/verify-types.ts';
import { fakeConnection } from '../support/fake-connection.ts';
import { fakeDeal, fakeVendor, refusal, type FakeVendor } from '../support/fake-vendor.ts';
import { memoryStore, sync } from './sync-of.ts';

function verify(
  vendor: FakeVendor,
  store: Store,
  options: Partial<VerifyOptions> = {},
): Promise<VerifyResult> {
  return runVerify({ connection: fakeConnection(vendor), store, now: () => 0, ...options });
}

async function synced(count: number): Promise<{ readonly vendor: FakeVendor; readonly store: Store }> {
  const vendor = fakeVendor(count);
  const store = await memoryStore();
  await sync(vendor, store);
  return { vendor, store };
}

/** Changes behind the back of every listing: the change time is long past. */
function tamper(vendor: FakeVendor): void {
  vendor.deals.delete('3');
  vendor.deals.set('4', fakeDeal(4, { title: 'Other', changedAt: '2026-01-01T00:00:05.000Z' }));
  vendor.deals.set('99', fakeDeal(0, { id: '99', changedAt: '2026-01-01T00:00:01.000Z' }));
}

describe('a verification', () => {
  it('certifies that vendor and store agree, as of the vendor’s clock', async () => {
    const { vendor, store } = await synced(25);
    vendor.requests.length = 0;

    const result = await verify(vendor, store);

    expect(result).toMatchObject({
      status: 'complete',
      completeAsOf: vendor.now,
      watermark: '2026-01-01T00:00:25.000Z',
      sweptAt: vendor.now,
      vendorRecords: 25,
      storedRows: 25,
      differences: { missing: 0, extra: 0, stale: 0, list: [] },
      pending: 0,
      requests: vendor.requests.length,
    });
  });

  it('names every record that differs, and changes nothing', async () => {
    const { vendor, store } = await synced(25);
    tamper(vendor);

    const result = await verify(vendor, store);

    expect(result.status).toBe('differs');
    expect(result.differences.list.map(({ id, kind, repaired }) => [id, kind, repaired])).toEqual([
      ['3', 'extra', false],
      ['4', 'stale', false],
      ['99', 'missing', false],
    ]);
    expect((await store.get('fake', '3'))?.deletedAt).toBeUndefined();
    expect(await store.get('fake', '99')).toBeUndefined();
  });

  it('names each of more than a thousand', async () => {
    const { vendor, store } = await synced(25);
    const late = Array.from({ length: 1205 }, (_, at) => String(1000 + at));
    for (const id of late) vendor.deals.set(id, fakeDeal(0, { id, changedAt: '2026-01-01T00:00:01.000Z' }));

    const { differences } = await verify(vendor, store);

    expect(differences.missing).toBe(late.length);
    expect(differences.list.map(({ id }) => id)).toEqual(late);
  });

  it('mends what differs where that was asked for', async () => {
    const { vendor, store } = await synced(25);
    tamper(vendor);

    const repaired = await verify(vendor, store, { repair: true });
    const again = await verify(vendor, store);

    expect(repaired.counts).toMatchObject({ fetched: 3, written: 2, added: 1, deleted: 1 });
    expect(repaired.differences.list.every((difference) => difference.repaired)).toBe(true);
    expect(again.status).toBe('complete');
    expect((await store.get('fake', '4'))?.record['title']).toBe('Other');
    expect((await store.get('fake', '3'))?.deletedAt).toBeDefined();
  });

  it('that is stopped is noted as stopped, not as failed', async () => {
    const { vendor, store } = await synced(25);
    const stop = new AbortController();

    const stopped = verify(vendor, store, { signal: stop.signal, onProgress: () => stop.abort() });

    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    const [last] = await store.runs({ limit: 1 });
    expect(last).toMatchObject({ task: 'verify', status: 'stopped', errorCode: undefined });
  });

  it('is not complete up to a watermark behind which a change was told late', async () => {
    const { vendor, store } = await synced(25);
    const late = '2026-01-01T00:00:24.000Z';
    vendor.deals.set('26', fakeDeal(26, { changedAt: late }));

    const result = await verify(vendor, store);

    expect(result).toMatchObject({ status: 'complete', pending: 1, completeAsOf: late });
  });

  it('calls pending what changed since the watermark, and is complete as of that', async () => {
    const { vendor, store } = await synced(25);
    const changedAt = '2026-06-01T00:00:00.000Z';
    vendor.deals.set('4', fakeDeal(4, { title: 'Other', changedAt }));
    vendor.deals.set('26', fakeDeal(26, { changedAt }));

    const result = await verify(vendor, store);

    expect(result).toMatchObject({
      status: 'complete',
      pending: 2,
      completeAsOf: result.watermark,
      differences: { list: [] },
    });
  });

  it('does not count as a difference what is only withheld', async () => {
    const { vendor, store } = await synced(25);
    vendor.deals.delete('3');
    vendor.before = ({ path }) => {
      if (path === '/deals/3') throw refusal('permission', { status: 403 });
    };

    expect(await verify(vendor, store, { repair: true })).toMatchObject({
      status: 'complete',
      withheld: 1,
      counts: { fetched: 0 },
    });
  });

  it('knows that a quarantined record is accounted for', async () => {
    const vendor = fakeVendor(400);
    vendor.deals.set('7', fakeDeal(7, { broken: true }));
    const store = await memoryStore();
    await sync(vendor, store);

    expect(await verify(vendor, store)).toMatchObject({ status: 'complete', quarantined: 1 });
  });

  it('asks before it deletes a lot', async () => {
    const { vendor, store } = await synced(400);
    for (let id = 1; id <= 60; id += 1) vendor.deals.delete(String(id));

    await expect(verify(vendor, store, { repair: true })).rejects.toMatchObject({ code: 'mass-deletion' });
    const accepted = await verify(vendor, store, { repair: true, acceptDeletions: true });

    expect(accepted.counts.deleted).toBe(60);
    expect(accepted.differences).toMatchObject({ extra: 60 });
  });

  it('marks nothing of what it stops to ask about, and asks for none of it', async () => {
    const vendor = fakeVendor(2500, 500);
    const store = await memoryStore();
    await sync(vendor, store);
    for (let id = 1; id <= 1000; id += 1) vendor.deals.delete(String(id));
    vendor.requests.length = 0;

    const repair = verify(vendor, store, { repair: true });

    await expect(repair).rejects.toMatchObject({ code: 'mass-deletion', context: { suspected: 1000 } });
    expect(await store.countLive('fake')).toBe(2500);
    expect(vendor.requests.filter((line) => line.startsWith('/deals/'))).toEqual([]);
  });

  it('goes through more differences than are asked for at once', async () => {
    const { vendor, store } = await synced(10);
    for (let id = 100; id < 450; id += 1) {
      vendor.deals.set(String(id), fakeDeal(0, { id: String(id), changedAt: '2026-01-01T00:00:01.000Z' }));
    }

    expect((await verify(vendor, store, { repair: true })).differences.missing).toBe(350);
    expect((await verify(vendor, store)).status).toBe('complete');
  });

  it('is refused before everything was read once', async () => {
    await expect(verify(fakeVendor(3), await memoryStore())).rejects.toMatchObject({
      code: 'not-synced-yet',
    });
  });

  it('stands in the history of runs, and leaves the checkpoint alone', async () => {
    const { vendor, store } = await synced(25);
    const before = (await store.status())[0]?.checkpoint;

    await verify(vendor, store, { repair: true });

    const [status] = await store.status();
    expect(status?.lastRun).toMatchObject({ task: 'repair', status: 'completed' });
    expect(status?.lastSuccess).toMatchObject({ task: 'sync' });
    expect(status?.checkpoint).toEqual(before);
  });
});

describe('a record that once had a change time in the future', () => {
  const right = fakeDeal(7, { title: 'Right', changedAt: '2026-06-01T12:00:00.000Z' });

  async function syncedWithFuture() {
    const vendor = fakeVendor(25);
    vendor.deals.set('7', fakeDeal(7, { changedAt: '2099-01-01T00:00:00.000Z' }));
    const store = await memoryStore();
    await sync(vendor, store);
    vendor.deals.set('7', right);
    vendor.now = '2026-06-02T00:00:00.000Z';
    return { vendor, store, title: async () => (await store.get('fake', '7'))?.record['title'] };
  }

  it('is stale to a verification, not pending, and mended by a repair', async () => {
    const { vendor, store, title } = await syncedWithFuture();
    await sync(vendor, store);

    const found = await verify(vendor, store, { repair: true });

    expect(found).toMatchObject({ status: 'differs', pending: 0, differences: { stale: 1 } });
    expect(await title()).toBe('Right');
    expect(await verify(vendor, store)).toMatchObject({ status: 'complete' });
  });

  it('is asked for by its id in the next sweep, and corrected', async () => {
    const { vendor, store, title } = await syncedWithFuture();

    await sync(vendor, store, { full: true });

    expect(vendor.requests.filter((line) => line.startsWith('/deals/'))).toEqual(['/deals/7']);
    expect(await title()).toBe('Right');
  });
});
