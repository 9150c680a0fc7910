import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { fakeVendor } from '../support/fake-vendor.ts';
import { sync } from './sync-of.ts';

it('custom mappings are columns of a view where that is asked for, and the view stays while nothing changes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'opportune-columns-'));
  const file = join(folder, 'deals.db');
  const store = await openSqliteStore(file);
  const options = { name: 'acme', columns: true };

  await sync(fakeVendor(3), store, options);
  const db = new DatabaseSync(file);
  db.exec('CREATE VIEW mine AS SELECT id, tier FROM opportunities_acme');
  await sync(fakeVendor(3), store, options);

  const rows = db.prepare('SELECT id, title, tier FROM opportunities_acme ORDER BY id').all();
  expect(rows.map(({ id, tier }) => [id, tier])).toEqual([
    ['1', null],
    ['2', null],
    ['3', null],
  ]);
  expect(db.prepare('SELECT count(*) n FROM mine').get()?.['n']).toBe(3);
  db.close();
  await store.close();
  rmSync(folder, { recursive: true });
});
