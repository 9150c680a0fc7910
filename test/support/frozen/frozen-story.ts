import { sandbox } from '../../../connectors/hubspot/sandbox/index.ts';
import { hubspot } from '../../../connectors/hubspot/index.ts';
import { connect, sync, type Crm, type SyncResult } from '../../../src/index.ts';
import type { RunningSandbox } from '../../../src/sandbox-kit/index.ts';
import type { Store } from '../../../src/store/store.ts';
import { runSync } from '../../../src/sync/run-sync.ts';
import { fakeConnection } from '../fake-connection.ts';
import { fakeDeal, fakeField, fakeVendor } from '../fake-vendor.ts';

/** When the frozen stores were written, by their own clock and by that of the vendor. */
export const frozenAt = '2026-06-01T00:00:00.000Z';
const hour = 3_600_000;

/** The emulated account of a frozen store, as it was at first: the same each time. */
export function frozenVendor(): Promise<RunningSandbox> {
  return sandbox.start({ deals: 5, seed: 3, now: frozenAt, limits: 'off' });
}

export function frozenCrm({ credentials, baseUrl }: RunningSandbox): Promise<Crm> {
  return connect({ connector: hubspot, credentials, baseUrl, limits: 'off', overlays: ['pipeline-labels'] });
}

/** What happened to the account between the two runs of a frozen store: an edit, a merge and a deletion. */
export async function laterThere({ control }: RunningSandbox): Promise<void> {
  await control.advanceClock(hour);
  const [edited = '', survivor = '', merged = '', deleted = ''] = await control.ids();
  await control.edit(edited, { dealname: 'Größer — 大' });
  await control.merge(survivor, merged);
  await control.delete(deleted);
}

/** Fills a new store: `acme` from an emulated HubSpot, `other` with what no well-behaved vendor leaves behind. */
export async function fillFrozen(store: Store): Promise<void> {
  await fillAcme(store);
  await fillOther(store);
  const slot = store.credentialSlot('other');
  await slot.lock('somebody', 1000);
  await slot.write('sealed text', 'somebody');
  await store.planNextRun('other', '2026-06-01T06:00:00.000Z');
}

async function fillAcme(store: Store): Promise<void> {
  const vendor = await frozenVendor();
  await syncFrozen(vendor, store, { columns: true });
  await laterThere(vendor);
  await syncFrozen(vendor, store, { columns: true });
  await vendor.close();
}

/** A run in a process of its own, as it were. */
export async function syncFrozen(
  vendor: RunningSandbox,
  store: Store,
  options: { readonly columns?: boolean; readonly full?: boolean } = {},
): Promise<SyncResult> {
  const connection = await frozenCrm(vendor);
  try {
    return await sync({ connection, to: store, name: 'acme', sweepEveryMs: Infinity, ...options });
  } finally {
    await connection.close();
  }
}

/** A broken deal, one without a change time, custom fields that came, went and changed, and a sweep left half-way. */
async function fillOther(store: Store): Promise<void> {
  const vendor = fakeVendor(3, 2);
  vendor.deals.set('2', fakeDeal(2, { broken: true }));
  vendor.deals.set('3', fakeDeal(3, { changedAt: null }));
  vendor.fields = [fakeField('tier'), fakeField('gone')];
  const run = (minutes: number) =>
    runSync({
      connection: fakeConnection(vendor),
      destination: store,
      name: 'other',
      now: () => minutes * 60_000,
      quarantineLimit: { share: 1, afterRecords: 100, inARow: 100 },
      ...(minutes === 1 ? {} : { full: true, pauseSweep: () => true }),
    });
  await run(1);
  vendor.fields = [fakeField('tier', 'number')];
  await run(2);
}
