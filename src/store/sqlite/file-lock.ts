import { realpathSync, rmSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { loadSqlite } from './load-sqlite.ts';
import { StoreError } from '../store-error.ts';

interface Held {
  readonly database: DatabaseSync;
  users: number;
}

/** Files that this process has locked; its own connections to one file take turns. */
const held = new Map<string, Held>();

/** A lock that another process let go of between two looks at it is looked at again. */
const attempts = 10;

/**
 * Keeps other processes from writing a file, until the returned function is called or this process ends, however it
 * ends: the lock is one that SQLite takes on a file beside it, and the system gives such locks back.
 *
 * @throws StoreError `in-use` where another process has it; `destination-not-found` where none can be made there.
 */
export function lockFile(file: string): () => void {
  const place = `${realpathSync(file)}.lock`;
  const known = held.get(place);
  const lock = known ?? { database: lockedBeside(file, place), users: 0 };
  held.set(place, lock);
  lock.users += 1;
  let isMine = true;
  return () => {
    if (!isMine) return;
    isMine = false;
    lock.users -= 1;
    if (lock.users > 0) return;
    held.delete(place);
    // Before the lock ends, so that nobody can have locked what is removed.
    rmSync(place, { force: true });
    lock.database.close();
  };
}

function lockedBeside(file: string, place: string): DatabaseSync {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const database = locked(file, place);
    if (database !== undefined) return database;
  }
  throw inUse(file, place);
}

/** Undefined where the file of the lock was removed meanwhile: what is locked then has no name any more. */
function locked(file: string, place: string): DatabaseSync | undefined {
  const { DatabaseSync: Database } = loadSqlite();
  let database: DatabaseSync | undefined;
  try {
    database = new Database(place, { timeout: 0 });
    const opened = inodeOf(place);
    // Nothing is written: the file stays empty.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    if (opened !== undefined && opened === inodeOf(place)) return database;
    database.close();
    return undefined;
  } catch (error) {
    database?.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) throw inUse(file, place);
    throw new StoreError('destination-not-found', `${file} cannot be locked.`, {
      context: { file },
      hint: `Make sure that ${place} can be made: it keeps a second process from writing the file.`,
      cause: error,
    });
  }
}

function inodeOf(place: string): bigint | undefined {
  return statSync(place, { bigint: true, throwIfNoEntry: false })?.ino;
}

function inUse(file: string, place: string): StoreError {
  return new StoreError('in-use', `Another process writes ${file}.`, {
    context: { file, lock: place },
    hint: 'Wait for it to end, or give each process a file of its own.',
  });
}
