import type { ModelSpec } from '../../model/field-spec.ts';
import type { Instant } from '../../model/native-record.ts';
import { opportunityModel } from '../../model/opportunity-fields.ts';
import type { StepListener } from '../destination.ts';
import { openSqlStore } from '../sql/sql-store.ts';
import type { Store } from '../store.ts';
import { openSqliteDriver } from './sqlite-driver.ts';

export interface SqliteStoreOptions {
  /** Refuses to make a new file. @default false */
  readonly mustExist?: boolean;
  /** How long to wait for another process's lock, in milliseconds. @default 5000 */
  readonly busyTimeoutMs?: number;
  /** What the table holds. @default Opportunity */
  readonly model?: ModelSpec;
  /** Our clock, for `first_seen`, `last_seen` and leases. @default the machine's */
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
export async function openSqliteStore(file: string, options: SqliteStoreOptions = {}): Promise<Store> {
  const { mustExist = false, model = opportunityModel, busyTimeoutMs = 5000 } = options;
  const { now = () => new Date().toISOString(), onStep = () => undefined } = options;
  const driver = openSqliteDriver(file, { mustExist, busyTimeoutMs });
  try {
    return await openSqlStore(driver, { model, now, onStep });
  } catch (error) {
    await driver.close();
    throw error;
  }
}
