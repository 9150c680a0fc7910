import type { DatabaseSync } from 'node:sqlite';
import type { ModelSpec } from '../model/field-spec.ts';
import type { Instant } from '../model/native-record.ts';
import { opportunityModel } from '../model/opportunity-fields.ts';
import type { Counts } from './counts.ts';
import type { PageCommit, RunTicket, StepListener } from './destination.ts';
import { pageWriter } from './sqlite-commit.ts';
import { filePlace, guarded, inTransaction, openDatabase } from './sqlite-database.ts';
import { storeReader } from './sqlite-read.ts';
import { runTable } from './sqlite-runs.ts';
import { prepareSchema } from './sqlite-schema.ts';
import type { Store } from './store.ts';

export interface SqliteStoreOptions {
  /** Refuses to make a new file. @default false */
  readonly mustExist?: boolean;
  /** How long to wait for another process's lock, in milliseconds. @default 5000 */
  readonly busyTimeoutMs?: number;
  /** What the table holds. @default Opportunity */
  readonly model?: ModelSpec;
  /** Our clock, for `first_seen` and `last_seen`. @default the machine's */
  readonly now?: () => Instant;
  /** Told at each step of a commit. */
  readonly onStep?: StepListener;
}

/**
 * Opens a store in a SQLite file, made with mode 0600 where it does not exist. `:memory:` keeps it in memory.
 *
 * A page's rows, tombstones, quarantine, lookups and checkpoint are one transaction, synced to the disk.
 *
 * @throws StoreError `store-newer`, `not-a-store`, `destination-not-found`, `store-busy`.
 */
export function openSqliteStore(file: string, options: SqliteStoreOptions = {}): Store {
  const { mustExist = false, model = opportunityModel, busyTimeoutMs = 5000 } = options;
  const db = openDatabase(file, { mustExist, busyTimeoutMs });
  try {
    return guarded(file, () => {
      inTransaction(db, () => prepareSchema(db, model, file));
      return sqliteStore(db, file, model, options);
    });
  } catch (error) {
    db.close();
    throw error;
  }
}

function sqliteStore(db: DatabaseSync, file: string, model: ModelSpec, options: SqliteStoreOptions): Store {
  const { now = () => new Date().toISOString(), onStep = () => undefined } = options;
  const pages = pageWriter(db, model, onStep);
  const runs = runTable(db);
  const reader = storeReader(db, model);
  // The driver answers at once; the interface is asynchronous for those that do not.
  const read = async <T>(work: () => T): Promise<T> => guarded(file, work);
  const assertInPlace = filePlace(file);
  const write = async <T>(work: () => T): Promise<T> =>
    guarded(file, () => {
      assertInPlace();
      return inTransaction(db, work);
    });

  let open = true;

  const commit = (ticket: RunTicket, page: PageCommit): Counts => {
    onStep('begun');
    const outcome = pages.write(ticket, page, now());
    runs.saveCheckpoint(ticket, page.checkpoint(outcome), now());
    runs.addCounts(ticket, outcome);
    onStep('checkpoint');
    return outcome;
  };

  return {
    name: `sqlite:${file}`,
    delivery: 'exactly-once',
    startRun: (start) => write(() => runs.start(start, now())),
    async commit(ticket, page) {
      const outcome = await write(() => commit(ticket, page));
      onStep('committed');
      return outcome;
    },
    endRun: (ticket, end) => write(() => runs.end(ticket, end, now())),
    countRows: (connection) => read(() => reader.countRows(connection)),
    get: (connection, id) => read(() => reader.get(connection, id)),
    records: (given = {}) => read(() => reader.records(given)),
    quarantined: (given = {}) => read(() => reader.quarantined(given)),
    runs: (given = {}) => read(() => reader.runs(given)),
    lookups: (connection) => read(() => reader.lookups(connection)),
    status: (connection) => read(() => reader.status(connection)),
    close: async () => {
      if (open) db.close();
      open = false;
    },
  };
}
