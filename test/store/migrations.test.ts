import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { schemaVersion } from '../../src/store/sql/schema.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { commitOf, now, row, start } from './page-of.ts';

/** Written by the code of version 1, and dumped. */
const versionOne = readFileSync(join(import.meta.dirname, '../fixtures/store/version-1.sql'), 'utf8');

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opportune-store-'));
  file = join(folder, 'old.db');
  inFile((db) => db.exec(versionOne));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function inFile<T>(work: (db: DatabaseSync) => T, name = file): T {
  const db = new DatabaseSync(name);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

function columnsIn(name: string): unknown {
  return inFile(
    (db) =>
      db
        .prepare(
          `SELECT t.name AS "table", c.name, c.type, c."notnull", c.pk FROM sqlite_schema AS t,
             pragma_table_info(t.name) AS c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY 1, 2`,
        )
        .all()
        .map((column) => Object.values(column)),
    name,
  );
}

const open = () => openSqliteStore(file, { now: () => now });

it('a store of version 1 keeps everything it holds', async () => {
  const store = await open();

  const [first, second] = await store.records({ connection: 'acme' });

  expect(await store.countRows('acme')).toBe(2);
  expect(first).toMatchObject({
    id: '1',
    mappingHash: 'm1',
    changedAt: '2026-01-01T00:00:00.000Z',
    record: {
      title: 'Deal 1',
      monetaryAmount: 12.5,
      closeDate: '2026-02-28',
      customMappings: { tier: 'gold' },
    },
    native: { id: '1', n: '\u0000é' },
  });
  expect(second).toMatchObject({ id: '2', deletedAt: '2026-03-01T00:00:00.000Z', deletedReason: 'deleted' });
  expect(await store.quarantined({ connection: 'acme' })).toMatchObject([
    { id: '3', reason: 'unusable', at: 'm.yaml:3:5', run: 1 },
  ]);
  expect(await store.lookups('acme')).toEqual([{ table: 'stages', key: '1', columns: { name: 'New' } }]);
  expect((await store.runs()).map(({ connection, status, task }) => [connection, status, task])).toEqual([
    ['idle', 'completed', 'sync'],
    ['first', 'completed', 'sync'],
    ['acme', 'running', 'sync'],
  ]);
  expect((await store.runs({ connection: 'acme' }))[0]?.counts).toMatchObject({ fetched: 4, written: 2 });
  await store.close();
});

it('a store of version 1 goes on where it stood', async () => {
  const store = await open();

  const acme = await store.startRun({ ...start, connection: 'acme' });
  const first = await store.startRun({ ...start, connection: 'first' });
  const idle = await store.startRun({ ...start, connection: 'idle' });

  const watermark = '2026-05-01T00:00:00.000Z';
  expect(acme.checkpoint).toMatchObject({
    watermark,
    mappingHash: 'm1',
    pass: {
      kind: 'incremental',
      cursor: 'page "2"',
      from: '2026-04-30T23:59:00.000Z',
      counts: { fetched: 3 },
    },
  });
  // It had not marked what it saw, so it begins anew.
  expect(first.checkpoint.pass).toBeUndefined();
  expect(idle.checkpoint).toEqual({ watermark, mappingHash: 'm1' });
  const page = commitOf({ rows: [row('2', { title: 'back' }, now), row('4')], generation: 1 });
  expect(await store.commit(acme.ticket, page)).toMatchObject({ written: 2, added: 1 });
  const tombstone = { id: '2', reason: 'deleted', deletedAt: '2026-03-01T00:00:00.000Z' } as const;
  expect(await store.commit(first.ticket, commitOf({ tombstones: [tombstone] }))).toMatchObject({
    alreadyDeleted: 1,
  });
  expect(await store.unseen('acme', 1, { after: '', limit: 9 })).toEqual(['1', '3']);
  await store.close();
});

it('a store of version 1 has the same tables afterwards as a new one', async () => {
  await (await open()).close();
  const fresh = join(folder, 'new.db');
  await (await openSqliteStore(fresh)).close();

  expect(columnsIn(file)).toEqual(columnsIn(fresh));
  await expect(open().then((store) => store.close())).resolves.toBeUndefined();
});

it('a store of version 1 whose open pass is damaged is refused and left as it was', async () => {
  inFile((db) => db.exec("UPDATE opportune_checkpoints SET pass = '{' WHERE connection = 'acme'"));
  const before = columnsIn(file);

  await expect(open()).rejects.toMatchObject({ name: 'StoreError', code: 'store-failed' });

  expect(columnsIn(file)).toEqual(before);
});

it('every version of the tables has left a store to bring up', () => {
  const frozen = readdirSync(join(import.meta.dirname, '../fixtures/store'));
  const versions = new Set(frozen.map((name) => Number(/^version-(\d+)\./.exec(name)?.[1])));

  // test/support/frozen/freeze-store.ts writes that of today.
  expect(versions).toEqual(new Set(Array.from({ length: schemaVersion }, (_, index) => index + 1)));
});
