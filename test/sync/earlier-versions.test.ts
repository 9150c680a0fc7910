import { expect, it } from 'vitest';
import { noCounts } from '../../src/store/counts.ts';
import type { Checkpoint, OpenPass } from '../../src/store/checkpoint.ts';
import type { Store } from '../../src/store/store.ts';
import { nextPass } from '../../src/sync/plan-passes.ts';
import { commitOf, completed, start } from '../store/page-of.ts';
import { fakeVendor } from '../support/fake-vendor.ts';
import { memoryStore, sync } from './sync-of.ts';

const startedAt = '2026-06-01T12:00:00.000Z';
const watermark = '2026-06-01T11:59:00.000Z';

async function leaveAt(store: Store, checkpoint: Checkpoint): Promise<void> {
  const { ticket } = await store.startRun({ ...start, connection: 'fake', connector: 'fake' });
  await store.commit(ticket, commitOf({ checkpoint: () => checkpoint }));
  await store.endRun(ticket, completed);
}

it('a store that knows of no full pass has one at once, since deletions may have been missed', async () => {
  const store = await memoryStore();
  const vendor = fakeVendor(25);
  await sync(vendor, store);
  vendor.deals.delete('3');
  await leaveAt(store, { watermark: '2026-01-01T00:00:25.000Z', mappingHash: 'mapping-1' });

  const next = await sync(vendor, store);
  const after = await sync(vendor, store);

  expect(next.passes.map(({ kind }) => kind)).toEqual(['incremental', 'sweep']);
  expect(after.passes.map(({ kind }) => kind)).toEqual(['incremental']);
});

it('a pass that does not know since when the index is settled reaches back, and lists all deletions', () => {
  const tracking = {
    incremental: 'server-filter',
    precisionMs: 1,
    overlapMs: 300_000,
    settleMs: 3_600_000,
    deletions: 'listed',
    unseen: [],
  } as const;
  const context = { tracking, mappingHash: 'mapping-1', sweepEveryMs: undefined };

  const pass = nextPass({ watermark }, context, startedAt);

  expect(pass).toMatchObject({ from: '2026-06-01T10:59:00.000Z', settles: true });
  expect(pass.briefDeletions).toBeUndefined();
});

it('the number of a full pass is never given twice, though a later one has ended before it', async () => {
  const store = await memoryStore();
  const vendor = fakeVendor(25);
  await sync(vendor, store);
  const sweep: OpenPass = {
    kind: 'sweep',
    startedAt,
    mappingHash: 'mapping-1',
    generation: 2,
    counts: noCounts,
    quarantinedInARow: 0,
  };
  await leaveAt(store, { watermark, mappingHash: 'mapping-1', generation: 3, sweptAt: startedAt, sweep });

  await sync(vendor, store);

  const [status] = await store.status('fake');
  expect(status?.checkpoint).toMatchObject({ generation: 3 });
  expect(status?.checkpoint.sweep).toBeUndefined();
});
