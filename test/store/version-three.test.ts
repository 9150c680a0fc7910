import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore, verify } from '../../src/index.ts';
import type { RunningSandbox } from '../../src/sandbox-kit/index.ts';
import type { Store, StoredRecord } from '../../src/store/store.ts';
import { runSync } from '../../src/sync/run-sync.ts';
import { fakeConnection } from '../support/fake-connection.ts';
import { fakeField, fakeVendor } from '../support/fake-vendor.ts';
import { frozenAt, frozenCrm, frozenVendor, laterThere, syncFrozen } from '../support/frozen/frozen-story.ts';
import { columnsIn } from './columns-in.ts';
import { lastingStores, type StorePlace } from './stores.ts';

/** Written by test/support/frozen/freeze-store.ts with the code of version 3: later versions must open it. */
const dumpOf = (database: string): string =>
  readFileSync(join(import.meta.dirname, `../fixtures/store/version-3.${database}.sql`), 'utf8');

const minute = 60_000;
const readView = 'SELECT id, pipeline_name, stage_name FROM opportunities_acme ORDER BY id';

async function load({ url, execute }: StorePlace): Promise<void> {
  if (url.startsWith('postgres:')) {
    await execute(`CREATE SCHEMA ${new URL(url).searchParams.get('schema')}; ${dumpOf('postgres')}`);
    return;
  }
  const db = new DatabaseSync(url.replace(/^sqlite:/, ''));
  db.exec(dumpOf('sqlite'));
  db.close();
}

/** The account as it was when the store was written, with what happened since a minute later than it did then. */
async function vendorOfThen(): Promise<RunningSandbox> {
  const vendor = await frozenVendor();
  await vendor.control.advanceClock(minute);
  await laterThere(vendor);
  return vendor;
}

function live(records: readonly StoredRecord[]) {
  return records
    .filter(({ deletedAt }) => deletedAt === undefined)
    .map(({ id, record, native, changedAt }) => ({ id, record, native, changedAt }));
}

describe.each(lastingStores)('a store of version 3 in $label', ({ make }) => {
  let place: StorePlace;
  let store: Store;
  beforeEach(async () => {
    place = await make();
    await load(place);
    store = await place.open({ mustExist: true });
  });
  afterEach(async () => {
    await store.close();
    await place.remove();
  });

  it('keeps everything it holds', async () => {
    const acme = await store.records({ connection: 'acme' });
    const statuses = await store.status();
    const fields = await store.fields('other');

    expect(
      acme.map(({ id, deletedAt, deletedReason }) => [id, deletedAt?.slice(0, 13), deletedReason]),
    ).toEqual([
      ['31000000003', undefined, undefined],
      ['31000000005', undefined, undefined],
      ['31000000009', '2026-06-01T00', 'merged'],
      ['31000000010', '2026-06-01T01', undefined],
      ['31000000014', undefined, undefined],
    ]);
    expect(acme[0]).toMatchObject({
      record: { title: 'Größer — 大', monetaryAmount: 137_100, closeDate: '2023-07-23', currency: 'ILS' },
      native: { properties: { amount: '137100', hs_object_id: '31000000003' } },
      firstSeen: frozenAt,
    });
    expect(acme[2]).toMatchObject({ mergedInto: '31000000005' });
    expect(await store.quarantined({ connection: 'other' })).toMatchObject([{ id: '2', reason: 'unusable' }]);
    expect(fields).toMatchObject([
      { key: 'gone', type: 'text', firstSeen: frozenAt, removedAt: frozenAt },
      { key: 'tier', type: 'number', formerType: 'text', retypedAt: frozenAt },
    ]);
    expect((await store.fields('acme')).map(({ key }) => key)).toContain('needs_regions');
    expect(
      (await store.runs()).map(({ run, connection, counts }) => [run, connection, counts.undated]),
    ).toEqual([
      [4, 'other', 0],
      [3, 'other', 1],
      [2, 'acme', 0],
      [1, 'acme', 0],
    ]);
    expect(statuses.find(({ connection }) => connection === 'other')).toMatchObject({
      nextRunAt: '2026-06-01T06:00:00.000Z',
      checkpoint: { generation: 2, sweep: { cursor: '2', generation: 2 } },
    });
    expect(await store.credentialSlot('other').read()).toBe('sealed text');
    expect((await store.lookups('acme', ['stages'])).length).toBeGreaterThan(3);
  });

  it('goes on with what changed, and equals the vendor and a new store afterwards', async () => {
    const vendor = await vendorOfThen();
    await vendor.control.advanceClock(60 * minute);
    const [first = '', , last = ''] = await vendor.control.ids();
    await vendor.control.edit(first, { amount: '77.5' });
    await vendor.control.delete(last);
    const made = await vendor.control.create({ dealname: 'Made since' });

    const changes = await syncFrozen(vendor, store);
    const edited = await store.get('acme', first);
    await syncFrozen(vendor, store, { full: true });

    expect(changes).toMatchObject({ status: 'completed', passes: [{ kind: 'incremental', resumed: false }] });
    expect(edited?.record).toMatchObject({ monetaryAmount: 77.5 });
    const fresh = await openSqliteStore(':memory:');
    await syncFrozen(vendor, fresh);
    const rows = live(await store.records({ connection: 'acme' }));
    expect(rows).toEqual(live(await fresh.records({ connection: 'acme' })));
    expect(rows.map(({ id }) => id)).toEqual(await vendor.control.ids());
    expect(rows.map(({ id }) => id)).toContain(made);
    const crm = await frozenCrm(vendor);
    expect(await verify({ connection: crm, store, name: 'acme' })).toMatchObject({ status: 'complete' });
    for (const open of [crm, fresh, vendor]) await open.close();
  });

  it('goes on with its sweep, and tells of custom fields what is new since', async () => {
    const vendor = fakeVendor(3, 2);
    vendor.fields = [fakeField('tier', 'number'), fakeField('more')];

    const { passes, fieldChanges, counts } = await runSync({
      connection: fakeConnection(vendor),
      destination: store,
      name: 'other',
      full: true,
    });

    expect(passes).toMatchObject([{ kind: 'incremental' }, { kind: 'sweep', resumed: true }]);
    expect(fieldChanges).toMatchObject({ added: [{ key: 'more' }], removed: [], retyped: [] });
    expect(counts.quarantined).toBe(0);
    expect(await store.quarantined({ connection: 'other' })).toEqual([]);
  });

  it('has the same tables as a new one', async () => {
    const fresh = await make();
    await (await fresh.open()).close();

    expect(await columnsIn(place)).toEqual(await columnsIn(fresh));
    await fresh.remove();
  });

  it('keeps its view, which its owner alone may replace', async () => {
    const before = await place.execute(readView);
    await store.defineView('acme', [{ key: 'pipelineName' }, { key: 'stageName' }]);

    expect(before).toContainEqual({
      id: '31000000014',
      pipeline_name: 'Sales Pipeline',
      stage_name: 'Qualified To Buy',
    });
    expect(await place.execute(readView)).toEqual(before);
  });
});
