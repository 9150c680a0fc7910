import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { noFieldChanges } from '../../src/sync/field-changes.ts';
import type { SyncEvent } from '../../src/sync/sync-types.ts';
import { fakeField, fakeVendor, refusal, type FakeVendor } from '../support/fake-vendor.ts';
import { withAccount } from './emulated-account.ts';
import { memoryStore, sync } from './sync-of.ts';

const minute = 60_000;

/** Runs that come a minute apart: longer than the definitions are kept. */
function runsOf(vendor: FakeVendor, store: Awaited<ReturnType<typeof memoryStore>>) {
  let minutes = 0;
  const events: SyncEvent[] = [];
  return {
    events: () => events.splice(0).filter(({ type }) => type === 'fields'),
    run() {
      minutes += 1;
      const at = minutes * minute;
      return sync(vendor, store, { now: () => at, onEvent: (event) => events.push(event) });
    },
  };
}

it('custom fields that are new, gone or of another type are told once, and fail nothing', async () => {
  const vendor = fakeVendor(3);
  const store = await memoryStore();
  const { run, events } = runsOf(vendor, store);
  const [tier, score] = [fakeField('tier', 'text', 'Tier'), fakeField('score', 'number', 'Score')];
  const entry = ({ key, label, type }: typeof tier) => ({ key, label, type });

  const first = await run();
  expect([first.fieldChanges, events()]).toEqual([noFieldChanges, []]);
  expect(await store.fields('fake')).toMatchObject([{ ...entry(tier), removedAt: undefined }]);

  vendor.fields = [tier, score];
  const changes = { ...noFieldChanges, added: [entry(score)] };
  const added = await run();
  expect([added.fieldChanges, events()]).toEqual([changes, [{ type: 'fields', changes }]]);
  expect([(await run()).fieldChanges, events()]).toEqual([noFieldChanges, []]);

  vendor.fields = [{ ...score, type: 'text' }];
  const changed = await run();
  expect(changed).toMatchObject({ status: 'completed', counts: { quarantined: 0 } });
  expect(changed.fieldChanges).toEqual({
    added: [],
    removed: [entry(tier)],
    retyped: [{ ...entry(score), type: 'text', formerType: 'number' }],
  });
  expect((await run()).fieldChanges).toEqual(noFieldChanges);

  vendor.fields = [{ ...score, type: 'text' }, tier];
  expect((await run()).fieldChanges).toEqual({ ...noFieldChanges, added: [entry(tier)] });
});

it('custom fields cost no request: where they are kept, the catalogue is left as it is', async () => {
  const vendor = fakeVendor(3);
  const store = await memoryStore();
  await sync(vendor, store, { over: { now: () => 0 } });
  const asked = vendor.requests.filter((line) => line === '/fields').length;
  vendor.fields = [];

  const again = await sync(vendor, store, { now: () => 1000, over: { now: () => 1000 } });

  expect(asked).toBe(1);
  expect(vendor.requests.filter((line) => line === '/fields')).toHaveLength(1);
  expect(again.fieldChanges).toEqual(noFieldChanges);
  expect(await store.fields('fake')).toMatchObject([{ key: 'tier', removedAt: undefined }]);
});

it('custom fields that these credentials may no longer see are not gone', async () => {
  const vendor = fakeVendor(3);
  const store = await memoryStore();
  const { run } = runsOf(vendor, store);
  await run();
  const { fields } = vendor;
  vendor.fields = refusal('permission');

  const hidden = await run();
  vendor.fields = fields;
  const shown = await run();

  expect(hidden.missingPermissions).toMatchObject([{ what: 'custom fields' }]);
  expect([hidden.fieldChanges, shown.fieldChanges]).toEqual([noFieldChanges, noFieldChanges]);
  expect(await store.fields('fake')).toMatchObject([{ key: 'tier', removedAt: undefined }]);
});

it.each(['copper', 'hubspot', 'pipedrive'] as const)(
  'the custom fields of %s are in the table',
  async (id) => {
    await withAccount(id, { deals: 5 }, async ({ run, crm, store }) => {
      await run();
      const opened = await crm();
      const catalogue = await opened.connection.catalogue();
      await opened.close();

      const kept = await store.fields(id);

      expect(kept.length).toBeGreaterThan(2);
      const entries = catalogue.map(({ key, label, type }) => ({ key, label, type }));
      expect(kept.map(({ key, label, type }) => ({ key, label, type }))).toEqual(
        entries.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
      );
    });
  },
);

it('a store that an earlier version wrote knows the custom fields it was filled with', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'opportune-fields-'));
  const file = join(folder, 'deals.db');
  const vendor = fakeVendor(3);
  const store = await openSqliteStore(file);
  const { run } = runsOf(vendor, store);
  await run();
  const db = new DatabaseSync(file);
  db.exec('DELETE FROM opportune_fields');
  db.close();
  vendor.fields = [fakeField('tier', 'text', 'Tier'), fakeField('score')];

  const { fieldChanges } = await run();

  expect(fieldChanges.added.map(({ key }) => key)).toEqual(['score']);
  expect((await store.fields('fake')).map(({ key }) => key)).toEqual(['score', 'tier']);
  await store.close();
  rmSync(folder, { recursive: true });
});

it('the first custom field of an account that had none is new', async () => {
  const vendor = fakeVendor(3);
  vendor.fields = [];
  const { run } = runsOf(vendor, await memoryStore());
  await run();
  vendor.fields = [fakeField('tier')];

  expect((await run()).fieldChanges.added.map(({ key }) => key)).toEqual(['tier']);
});
