import { setTimeout } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Instant } from '../../model/native-record.ts';
import type { SqlDriver, SqlSession, SqlValue } from '../sql/driver.ts';
import { storableText } from '../storable.ts';
import { StoreError } from '../store-error.ts';
import { openDatabase, poolSize, type Database } from './database.ts';
import { postgresDialect } from './dialect.ts';
import { loadPg } from './load-pg.ts';
import { asStoreError, isConflict } from './postgres-error.ts';
import { parsePostgresUrl, type PostgresPlace } from './postgres-url.ts';
import { prepareDatabase } from './prepare-database.ts';

/** How often a transaction that lost against another one is tried, and what is waited before each further time. */
export interface ConflictOptions {
  readonly attempts: number;
  /** Waits before the `attempt`-th further try, counted from 1; longer each time and never twice the same. */
  pause(attempt: number): Promise<void>;
}

export interface PostgresDriverOptions {
  /** Refuses to make the schema. @default false */
  readonly mustExist?: boolean;
  /** How long to wait for another's lock, in milliseconds. @default 5000 */
  readonly busyTimeoutMs?: number;
  /** @default 5 attempts, 10 to 160 ms apart */
  readonly conflicts?: ConflictOptions;
}

/**
 * PostgreSQL behind the interface of all databases, and the server's clock. Each transaction has a connection of its
 * own, and a single statement is a transaction too: what our statements expect is set for one transaction at a time.
 *
 * @throws StoreError
 */
export async function openPostgresDriver(
  url: string,
  options: PostgresDriverOptions = {},
): Promise<{ readonly driver: SqlDriver; readonly now: () => Instant }> {
  const { mustExist = false, busyTimeoutMs = 5000, conflicts = withJitter(Math.random) } = options;
  const place = parsePostgresUrl(url);
  const database = openDatabase(await loadPg(), place, { busyTimeoutMs });
  try {
    const now = await prepareDatabase(database, place, mustExist);
    return { driver: driverOver(place, database, conflicts), now };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function withJitter(random: () => number): ConflictOptions {
  return {
    attempts: 5,
    pause: (attempt) => setTimeout(10 * 2 ** attempt * (0.5 + random() / 2)),
  };
}

function driverOver(place: PostgresPlace, database: Database, conflicts: ConflictOptions): SqlDriver {
  /** A connection with a transaction begun. One of the pool may have died unnoticed: nothing is lost by another. */
  async function begun(): Promise<PoolClient> {
    for (let left = poolSize; ; left -= 1) {
      const client = await database.connect();
      try {
        await client.query(database.begin);
        return client;
      } catch (reason) {
        client.release(true);
        const error = asStoreError(place, reason);
        if (left === 0 || !isLost(error)) throw error;
      }
    }
  }

  async function once<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    const client = await begun();
    let failure: unknown;
    try {
      const result = await work(sessionOver(client, place));
      await commit(client, place);
      return result;
    } catch (error) {
      failure = error;
      if (!isLost(error))
        await client.query('ROLLBACK').catch((reason: unknown) => (failure = asStoreError(place, reason)));
      throw error;
    } finally {
      client.release(isLost(failure));
    }
  }

  return {
    name: place.name,
    dialect: postgresDialect,
    all: (sql, ...values) => once((session) => session.all(sql, ...values)),
    run: (sql, ...values) => once((session) => session.run(sql, ...values)),
    async transaction(work) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await once(work);
        } catch (error) {
          if (!isConflict(error) || attempt >= conflicts.attempts) throw error;
          await conflicts.pause(attempt);
        }
      }
    },
    close: () => database.close(),
  };
}

/** What became of a connection that failed is unknown: another one takes its place. */
function isLost(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'store-unreachable';
}

async function commit(client: PoolClient, place: PostgresPlace): Promise<void> {
  const { command } = await client.query('COMMIT').catch((error: unknown) => {
    throw asStoreError(place, error);
  });
  // The server answers ROLLBACK where a statement before it had failed.
  if (command !== 'COMMIT') {
    throw new StoreError('store-failed', `PostgreSQL took a page of ${place.name} back.`, {
      context: { store: place.name },
      hint: 'Run again; if it stays, see the log of the server.',
    });
  }
}

function sessionOver(client: PoolClient, place: PostgresPlace): SqlSession {
  const query = async (sql: string, values: readonly SqlValue[]) => {
    try {
      return await client.query<Record<string, unknown>>(sql, values.map(bindable));
    } catch (error) {
      throw asStoreError(place, error);
    }
  };
  return {
    all: async (sql, ...values) => (await query(sql, values)).rows,
    run: async (sql, ...values) => (await query(sql, values)).rowCount ?? 0,
  };
}

function bindable(value: SqlValue): SqlValue {
  return typeof value === 'string' ? storableText(value) : value;
}
