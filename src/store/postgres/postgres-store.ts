import { setTimeout } from 'node:timers/promises';
import { opportunityModel } from '../../model/opportunity-fields.ts';
import type { Instant } from '../../model/native-record.ts';
import { openSqlStore } from '../sql/sql-store.ts';
import type { Store } from '../store.ts';
import { StoreError } from '../store-error.ts';
import type { StoreOptions } from '../store-options.ts';
import { ensureSchema, openDatabase, type Database } from './database.ts';
import { loadPg } from './load-pg.ts';
import { postgresDriver, type ConflictOptions } from './postgres-driver.ts';
import { asStoreError } from './postgres-error.ts';
import { parsePostgresUrl, type PostgresPlace } from './postgres-url.ts';
import { serverClock } from './times.ts';

export interface PostgresStoreOptions extends StoreOptions {
  /** What to do when two transactions are in each other's way. @default 5 attempts, 10 to 160 ms apart */
  readonly conflicts?: ConflictOptions;
}

/**
 * Opens a store in a PostgreSQL database: `postgres://user:password@host:5432/database?schema=crm`. The schema is made
 * where it does not exist; without one, the tables lie in the first of the server's search path.
 *
 * A page's rows, tombstones, quarantine, lookups and checkpoint are one transaction. A connection pooler has to keep
 * a session's settings (PgBouncer: `pool_mode = session`).
 *
 * @throws StoreError `bad-destination`, `unsupported-destination` where the package pg is missing, `store-unreachable`,
 * `destination-not-found`, `store-newer`, `not-a-store`.
 */
export async function openPostgresStore(url: string, options: PostgresStoreOptions = {}): Promise<Store> {
  const place = parsePostgresUrl(url);
  const { mustExist = false, model = opportunityModel, busyTimeoutMs = 5000 } = options;
  const { onStep = () => undefined, conflicts = withJitter(Math.random) } = options;
  const database = openDatabase(await loadPg(), place, { busyTimeoutMs });
  try {
    const clock = await prepare(database, place, mustExist);
    const driver = postgresDriver(place, database, conflicts);
    return await openSqlStore(driver, { model, mustExist, now: options.now ?? clock, onStep });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** @returns the server's clock, so that machines whose own differ agree on leases. */
async function prepare(database: Database, place: PostgresPlace, mustExist: boolean): Promise<() => Instant> {
  const client = await database.connect();
  try {
    await ensureSchema(client, place, mustExist);
    const asked = Date.now();
    const { rows } = await client.query<{ encoding: string; now: string }>(
      "SELECT current_setting('server_encoding') AS encoding, clock_timestamp() AS now",
    );
    const answered = Date.now();
    const [row] = rows;
    if (row === undefined || row.encoding !== 'UTF8') throw notUnicode(place, row?.encoding);
    return serverClock(row.now, asked, answered, Date.now);
  } catch (error) {
    throw asStoreError(place, error);
  } finally {
    client.release();
  }
}

function withJitter(random: () => number): ConflictOptions {
  return {
    attempts: 5,
    pause: (attempt) => setTimeout(10 * 2 ** attempt * (0.5 + random() / 2)),
  };
}

function notUnicode({ name }: PostgresPlace, encoding: string | undefined): StoreError {
  return new StoreError('unsupported-destination', `${name} does not keep its text as UTF-8.`, {
    context: { store: name, encoding },
    hint: "Make a database with ENCODING 'UTF8'.",
  });
}
