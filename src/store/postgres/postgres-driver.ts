import type { PoolClient } from 'pg';
import type { SqlDriver, SqlSession, SqlValue } from '../sql/driver.ts';
import { storableText } from '../storable.ts';
import { StoreError } from '../store-error.ts';
import type { Database } from './database.ts';
import { postgresDialect } from './dialect.ts';
import { asStoreError, isConflict } from './postgres-error.ts';
import type { PostgresPlace } from './postgres-url.ts';

/** How often a transaction that lost against another one is tried, and what is waited before each further time. */
export interface ConflictOptions {
  readonly attempts: number;
  /** Waits before the `attempt`-th further try, counted from 1; longer each time and never twice the same. */
  pause(attempt: number): Promise<void>;
}

/** PostgreSQL behind the interface of all databases. Each transaction has a connection of its own. */
export function postgresDriver(
  place: PostgresPlace,
  database: Database,
  conflicts: ConflictOptions,
): SqlDriver {
  async function withClient<T>(work: (client: PoolClient, session: SqlSession) => Promise<T>): Promise<T> {
    const client = await database.connect();
    let failure: unknown;
    try {
      return await work(client, sessionOver(client, place));
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      // What became of a connection that failed is unknown: another one takes its place.
      client.release(failure instanceof StoreError && failure.code === 'store-unreachable');
    }
  }

  const once = <T>(work: (session: SqlSession) => Promise<T>): Promise<T> =>
    withClient(async (client, session) => {
      await session.run('BEGIN');
      let result: T;
      try {
        result = await work(session);
      } catch (error) {
        // On a lost connection there is nothing to take back.
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
      await commit(client, place);
      return result;
    });

  return {
    name: place.name,
    dialect: postgresDialect,
    all: (sql, ...values) => withClient((_, session) => session.all(sql, ...values)),
    run: (sql, ...values) => withClient((_, session) => session.run(sql, ...values)),
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
