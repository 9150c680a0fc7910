import { opportunityModel } from '../../model/opportunity-fields.ts';
import { openSqlStore } from '../sql/sql-store.ts';
import type { Store } from '../store.ts';
import type { StoreOptions } from '../store-options.ts';
import { openPostgresDriver, type ConflictOptions } from './postgres-driver.ts';

export interface PostgresStoreOptions extends StoreOptions {
  /** What to do when two transactions are in each other's way. @default 5 attempts, 10 to 160 ms apart */
  readonly conflicts?: ConflictOptions;
}

/**
 * Opens a store in a PostgreSQL database: `postgres://user:password@host:5432/database?schema=crm`. The schema is made
 * where it does not exist; without one, the tables lie in the first of the server's search path.
 *
 * A page's rows, tombstones, quarantine, lookups and checkpoint are one transaction. A connection pooler may stand between,
 * also one that pools by transaction: nothing is set for longer than that.
 *
 * @throws StoreError `bad-destination`, `unsupported-destination` where the package pg is missing, `store-unreachable`,
 * `destination-not-found`, `store-newer`, `not-a-store`.
 */
export async function openPostgresStore(url: string, options: PostgresStoreOptions = {}): Promise<Store> {
  const { mustExist = false, model = opportunityModel, onStep = () => undefined } = options;
  const { driver, now } = await openPostgresDriver(url, options);
  try {
    return await openSqlStore(driver, { model, mustExist, now: options.now ?? now, onStep });
  } catch (error) {
    await driver.close();
    throw error;
  }
}
