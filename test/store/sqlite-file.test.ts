import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { now } from './page-of.ts';

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

it('a store may be closed twice', async () => {
  const store = open();

  await store.close();

  await expect(store.close()).resolves.toBeUndefined();
});

describe('a file', () => {
  it('is made for its owner only', async () => {
    await open().close();

    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is not made when it must exist, nor without its folder', () => {
    expect(() => open({ mustExist: true })).toThrow(
      expect.objectContaining({ code: 'destination-not-found' }),
    );
    expect(existsSync(file)).toBe(false);
    expect(() => openSqliteStore(join(folder, 'none', 'x.db'))).toThrow(
      expect.objectContaining({ code: 'destination-not-found' }),
    );
  });

  it('of a later version is refused and left as it is', async () => {
    await open().close();
    const db = new DatabaseSync(file);
    db.exec("UPDATE opportune_meta SET value = '999' WHERE key = 'schema_version'");
    db.close();

    expect(() => open()).toThrow(expect.objectContaining({ code: 'store-newer' }));
    expect(() => open()).toThrow(/version 999/);
  });

  it('that is no database, or whose table is not ours, is refused', () => {
    writeFileSync(file, 'This is a letter, not a database. '.repeat(100));
    expect(() => open()).toThrow(expect.objectContaining({ code: 'not-a-store' }));

    const other = join(folder, 'other.db');
    const db = new DatabaseSync(other);
    db.exec('CREATE TABLE opportunities (mine TEXT)');
    db.close();
    expect(() => openSqliteStore(other)).toThrow(expect.objectContaining({ code: 'not-a-store' }));
  });

  it('that another process has locked is reported as busy', async () => {
    await open().close();
    const other = new DatabaseSync(file);
    other.exec('BEGIN EXCLUSIVE');

    const failing = () => open({ busyTimeoutMs: 1 });

    expect(failing).toThrow(expect.objectContaining({ code: 'store-busy' }));
    other.exec('ROLLBACK');
    other.close();
  });
});
