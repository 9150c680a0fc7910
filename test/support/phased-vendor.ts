import { runSync } from '../../src/sync/run-sync.ts';
import type { Store } from '../../src/store/store.ts';
import type { SyncResult } from '../../src/sync/sync-types.ts';
import { connectionOver } from './fake-connection.ts';
import { fakeDeal, fakeVendor, type FakeVendor } from './fake-vendor.ts';

/** The stores' clock stands still, so that they can be compared. */
export const phaseClock = '2026-06-01T00:00:00.000Z';

/** First everything, then what changed since, then what changed and a sweep that compares by id. */
export const phases = ['backfill', 'incremental', 'sweep'] as const;
export type SyncPhase = (typeof phases)[number];

/** A fake vendor as it is before the sync of a phase: three pages, a broken deal, deletions told and untold. */
export function vendorOfPhase(phase: SyncPhase): FakeVendor {
  const vendor = fakeVendor(101, 40);
  vendor.deals.set('7', fakeDeal(7, { broken: true }));
  vendor.deleted.set('500', '2026-02-01T00:00:00.000Z');
  if (phase === 'backfill') return vendor;
  changeFor('2026-03-01', [11, 12, 13], [21, 22], vendor);
  if (phase === 'incremental') return vendor;
  changeFor('2026-04-01', [14, 15], [23], vendor);
  for (const silently of ['31', '55', '96']) vendor.deals.delete(silently);
  return vendor;
}

function changeFor(
  day: string,
  edited: readonly number[],
  deleted: readonly number[],
  vendor: FakeVendor,
): void {
  const changedAt = `${day}T00:00:00.000Z`;
  for (const id of edited)
    vendor.deals.set(String(id), fakeDeal(id, { title: `Edited on ${day}`, changedAt }));
  for (const id of deleted) {
    vendor.deals.delete(String(id));
    vendor.deleted.set(String(id), changedAt);
  }
  const created = 600 + Number(day.slice(5, 7));
  vendor.deals.set(String(created), fakeDeal(created, { changedAt }));
}

/** The sync of a phase; where an earlier one of the phase was cut short, this one goes on. */
export function syncPhase(
  store: Store,
  phase: SyncPhase,
  { vendor = vendorOfPhase(phase), full = phase === 'sweep' } = {},
): Promise<SyncResult> {
  return runSync({
    connection: connectionOver(async (request) => ({ data: vendor.answer(request), now: vendor.now })),
    destination: store,
    full,
    now: () => Date.parse(phaseClock),
  });
}
