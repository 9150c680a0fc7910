import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { loadSqlite } from './load-sqlite.ts';
import { StoreError } from '../store-error.ts';

/** Before this version two connections to one write-ahead log could damage the file: https://sqlite.org/wal.html#walresetbug */
const safeWalVersion = [3, 51, 3] as const;

/**
 * Opens a SQLite file so that a commit survives a power cut and no other account of the machine can read it.
 *
 * @throws StoreError `destination-not-found` when its folder, or with `mustExist` the file itself, does not exist.
 */
export function openDatabase(
  file: string,
  { mustExist, busyTimeoutMs }: { readonly mustExist: boolean; readonly busyTimeoutMs: number },
): DatabaseSync {
  const inMemory = file === ':memory:';
  if (!inMemory) ensureFile(file, mustExist);
  return guarded(file, () => {
    const { DatabaseSync: Database } = loadSqlite();
    const db = new Database(file);
    db.exec(`PRAGMA busy_timeout = ${Math.trunc(busyTimeoutMs)}`);
    db.exec('PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;');
    const version = String(db.prepare('SELECT sqlite_version() AS version').get()?.['version']);
    db.exec(`PRAGMA journal_mode = ${journalMode(version)}; PRAGMA synchronous = FULL;`);
    return db;
  });
}

/** Write-ahead logging where it is safe, the rollback journal elsewhere. */
export function journalMode(sqliteVersion: string): 'WAL' | 'DELETE' {
  const parts = sqliteVersion.split('.').map(Number);
  for (const [index, least] of safeWalVersion.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least ? 'WAL' : 'DELETE';
  }
  return 'WAL';
}

/** Takes an open transaction back. */
export function rollBack(db: DatabaseSync): void {
  try {
    db.exec('ROLLBACK');
  } catch (error) {
    // After some errors, a full disk among them, SQLite has already rolled back by itself.
    if (!(error instanceof Error && error.message.includes('no transaction is active'))) throw error;
  }
}

/**
 * Remembers which file has just been opened, and checks that it is still the one: SQLite itself goes on writing into
 * a file that has lost its name.
 */
export function filePlace(file: string): () => void {
  if (file === ':memory:') return () => undefined;
  const opened = statSync(file);
  return () => {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.ino === opened.ino && found.dev === opened.dev) return;
    throw new StoreError('store-failed', `${file} was removed or replaced while it was open.`, {
      context: { file },
      hint: 'Run again; leave the file in its place while a sync runs.',
    });
  };
}

/** Runs `work`; what the driver throws leaves as a StoreError. */
export function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asStoreError(file, error);
  }
}

/** Result codes: https://sqlite.org/rescode.html */
const failures = new Map([
  [5, { code: 'store-busy', hint: 'Wait until the other process has finished, or stop it.' }],
  [6, { code: 'store-busy', hint: 'Wait until the other process has finished, or stop it.' }],
  [8, { code: 'store-failed', hint: 'See who may write to the file and its folder.' }],
  [13, { code: 'store-full', hint: 'Make room on the disk and run again; nothing is lost.' }],
  [14, { code: 'store-failed', hint: 'Check the path and the permissions of the file and its folder.' }],
  [26, { code: 'not-a-store', hint: 'Choose another file: this one is no SQLite database.' }],
] as const);

function asStoreError(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error;
  // The low byte is the primary code; the rest says more about it.
  const known = failures.get((error.errcode & 0xff) as 5);
  return new StoreError(known?.code ?? 'store-failed', `SQLite could not use ${file}: ${error.message}.`, {
    context: { file, sqlite: error.errcode },
    hint:
      known?.hint ?? 'Run again; if it stays, check the file with `sqlite3 FILE "pragma integrity_check"`.',
    cause: error,
  });
}

function ensureFile(file: string, mustExist: boolean): void {
  if (existsSync(file)) return;
  if (mustExist) {
    throw new StoreError('destination-not-found', `${file} does not exist.`, {
      context: { file },
      hint: 'Run `opportune sync run` first, or correct the path.',
    });
  }
  try {
    // Made before SQLite does, for its owner's eyes only; journal files inherit the mode.
    closeSync(openSync(file, 'ax', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    // Another process made it in the meantime.
    if (error.code === 'EEXIST') return;
    throw new StoreError('destination-not-found', `${file} cannot be made: ${String(error.code)}.`, {
      context: { file },
      hint: 'Make its folder first, or correct the path.',
      cause: error,
    });
  }
}
