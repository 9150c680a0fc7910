import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { loadSqlite } from '../../src/store/sqlite/load-sqlite.ts';
import { journalMode, openDatabase } from '../../src/store/sqlite/database.ts';
import { openSqliteDriver } from '../../src/store/sqlite/sqlite-driver.ts';

it('write-ahead logging is used only where SQLite no longer damages it', () => {
  expect(journalMode('3.51.2')).toBe('DELETE');
  expect(journalMode('3.51.3')).toBe('WAL');
  expect(journalMode('3.50.9')).toBe('DELETE');
  expect(journalMode('3.53.4')).toBe('WAL');
  expect(journalMode('4.0.0')).toBe('WAL');
});

it('a store is opened with the settings that keep a commit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'opportune-sqlite-'));
  const db = openDatabase(join(folder, 'x.db'), { mustExist: false, busyTimeoutMs: 5000 });

  const pragma = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  const version = String(db.prepare('SELECT sqlite_version() v').get()?.['v']);

  expect(pragma('synchronous')).toBe(2);
  expect(pragma('busy_timeout')).toBe(5000);
  expect(pragma('trusted_schema')).toBe(0);
  expect(String(pragma('journal_mode')).toUpperCase()).toBe(journalMode(version));
  db.close();
  rmSync(folder, { recursive: true });
});

it('a transaction that throws leaves nothing, and what is asked for meanwhile waits for its end', async () => {
  const driver = openSqliteDriver(':memory:', { mustExist: false, busyTimeoutMs: 0 });
  await driver.run('CREATE TABLE t (x)');

  const failing = driver.transaction(async (session) => {
    await session.run('INSERT INTO t VALUES ($1)', 1);
    throw new RangeError('stop');
  });
  const beside = driver.all('SELECT count(*) AS n FROM t');

  await expect(failing).rejects.toThrow('stop');
  expect((await beside)[0]?.['n']).toBe(0);
  await driver.transaction((session) => session.run('INSERT INTO t VALUES ($1)', true));
  expect((await driver.all('SELECT x FROM t'))[0]?.['x']).toBe(1);
  await driver.close();
});

it('only the warning about SQLite is left out, and only while it is loaded', () => {
  const shown = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const original = process.emitWarning;
  const load = vi.spyOn(process, 'getBuiltinModule').mockImplementation((() => {
    process.emitWarning('SQLite is an experimental feature', 'ExperimentalWarning');
    process.emitWarning('Something else is an experimental feature', 'ExperimentalWarning');
    process.emitWarning('SQLite is old', 'DeprecationWarning');
    return {};
  }) as never);

  loadSqlite();

  expect(shown.mock.calls.map(([warning]) => warning)).toEqual([
    'Something else is an experimental feature',
    'SQLite is old',
  ]);
  expect(process.emitWarning).toBe(original);
  load.mockRestore();
  shown.mockRestore();
});
