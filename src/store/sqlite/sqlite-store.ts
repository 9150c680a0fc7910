import { opportunityModel } from '../../model/opportunity-fields.ts';
import { openSqlStore } from '../sql/sql-store.ts';
import type { Store } from '../store.ts';
import type { StoreOptions } from '../store-options.ts';
import { openSqliteDriver } from './sqlite-driver.ts';
import { turnsAt } from '../turns.ts';

/**
 * Opens a store in a SQLite file, made with mode 0600 where it does not exist. `:memory:` keeps it in memory.
 *
 * A page's rows, tombstones, quarantine, lookups and checkpoint are one transaction, synced to the disk.
 *
 * @throws StoreError `store-newer`, `not-a-store`, `destination-not-found`, `store-busy`.
 */
export async function openSqliteStore(file: string, options: StoreOptions = {}): Promise<Store> {
  const { mustExist = false, model = opportunityModel, busyTimeoutMs = 5000 } = options;
  const { now = () => new Date().toISOString(), onStep = () => undefined } = options;
  const driver = await turnsAt(file)(async () => openSqliteDriver(file, { mustExist, busyTimeoutMs }));
  try {
    // Whether the file had to exist is settled: an empty one may become a store.
    return await openSqlStore(driver, { model, mustExist: false, now, onStep });
  } catch (error) {
    await driver.close();
    throw error;
  }
}
