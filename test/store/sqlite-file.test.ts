import { existsSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { commitOf, completed, now, row, start } from './page-of.ts';

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opportune-store-'));
  file = join(folder, 'deals.db');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function open(options: Parameters<typeof openSqliteStore>[1] = {}) {
  return openSqliteStore(file, { now: () => now, ...options });
}

function damage(statement: string): void {
  const db = new DatabaseSync(file);
  db.exec(statement);
  db.close();
}

it('a store may be closed twice', async () => {
  const store = await open();

  await store.close();

  await expect(store.close()).resolves.toBeUndefined();
});

it('several stores of one process on a file never wait for each other in vain', async () => {
  const names = ['a', 'b', 'c', 'd'];
  const stores = await Promise.all(names.map(() => open({ busyTimeoutMs: 0 })));

  await Promise.all(
    stores.map(async (store, index) => {
      const { ticket } = await store.startRun({ ...start, connection: names[index] ?? '' });
      await store.commit(ticket, commitOf({ rows: [row('1'), row('2')] }));
      await store.renew(ticket);
      await store.endRun(ticket, completed);
    }),
  );

  expect(await stores[0]?.records()).toHaveLength(8);
  await Promise.all(stores.map((store) => store.close()));
});

describe('a file', () => {
  it('is made for its owner only', async () => {
    await (await open()).close();

    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is not made when it must exist, nor without its folder', async () => {
    await expect(open({ mustExist: true })).rejects.toMatchObject({ code: 'destination-not-found' });
    expect(existsSync(file)).toBe(false);
    await expect(openSqliteStore(join(folder, 'none', 'x.db'))).rejects.toMatchObject({
      code: 'destination-not-found',
    });
  });

  it('of a later version is refused and left as it is', async () => {
    await (await open()).close();
    const db = new DatabaseSync(file);
    db.exec("UPDATE opportune_meta SET value = '999' WHERE key = 'schema_version'");
    db.close();

    await expect(open()).rejects.toMatchObject({ code: 'store-newer' });
    await expect(open()).rejects.toThrow(/version 999/);
  });

  it('that is no database, or whose table is not ours, is refused', async () => {
    writeFileSync(file, 'This is a letter, not a database. '.repeat(100));
    await expect(open()).rejects.toMatchObject({ code: 'not-a-store' });

    const other = join(folder, 'other.db');
    const db = new DatabaseSync(other);
    db.exec('CREATE TABLE opportunities (mine TEXT)');
    db.close();
    await expect(openSqliteStore(other)).rejects.toMatchObject({ code: 'not-a-store' });
  });

  it.each(['VIEW opportunities AS SELECT 1', 'TABLE OPPORTUNITIES (mine)', 'TABLE opportune_runs (mine)'])(
    'that holds another’s %s is refused and left as it is',
    async (object) => {
      const db = new DatabaseSync(file);
      db.exec(`CREATE ${object}`);

      await expect(open()).rejects.toMatchObject({ code: 'not-a-store' });

      expect(db.prepare('SELECT count(*) n FROM sqlite_schema').get()?.['n']).toBe(1);
      db.close();
    },
  );

  it.each(['0', '', '-1', '1.5', 'one'])(
    'of version "%s", which there never was, is refused',
    async (version) => {
      await (await open()).close();
      damage(`UPDATE opportune_meta SET value = '${version}' WHERE key = 'schema_version'`);

      await expect(open()).rejects.toMatchObject({ code: 'not-a-store' });
    },
  );

  it.each(['DROP TABLE opportune_runs', 'ALTER TABLE opportunities DROP COLUMN title'])(
    'after somebody’s %s is refused in our words',
    async (statement) => {
      await (await open()).close();
      damage(statement);

      await expect(open()).rejects.toMatchObject({ name: 'StoreError', code: 'store-failed' });
    },
  );

  it.each(['not json', '{"pass":{"kind":"sideways"}}'])(
    'whose checkpoint is %s fails in our words',
    async (saved) => {
      const store = await open();
      await store.startRun(start);
      damage(`UPDATE opportune_checkpoints SET checkpoint = '${saved}'`);

      await expect(store.startRun({ ...start, takeOver: true })).rejects.toMatchObject({
        name: 'StoreError',
        code: 'store-failed',
      });
      await expect(store.status()).rejects.toMatchObject({ name: 'StoreError', code: 'store-failed' });
      await store.close();
    },
  );

  it.each(['removed', 'replaced'])('that is %s while it is open takes no more pages', async (fate) => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    renameSync(file, join(folder, 'elsewhere.db'));
    if (fate === 'replaced') writeFileSync(file, '');

    await expect(store.commit(ticket, commitOf({ rows: [row('1')] }))).rejects.toMatchObject({
      code: 'store-failed',
      message: expect.stringContaining('removed or replaced'),
    });
    await store.close();
  });

  it('that another process has locked is reported as busy', async () => {
    await (await open()).close();
    const other = new DatabaseSync(file);
    other.exec('BEGIN EXCLUSIVE');

    await expect(open({ busyTimeoutMs: 1 })).rejects.toMatchObject({ code: 'store-busy' });
    other.exec('ROLLBACK');
    other.close();
  });
});
