import type { Pool, PoolClient } from 'pg';
import { quoteIdentifier } from '../identifiers.ts';
import type { PgModule } from './load-pg.ts';
import { asStoreError } from './postgres-error.ts';
import type { PostgresPlace } from './postgres-url.ts';

export interface DatabaseOptions {
  /** How long to wait for another's lock, in milliseconds. */
  readonly busyTimeoutMs: number;
}

/** Connections that are set up as our statements expect. */
export interface Database {
  /** The caller releases it. @throws StoreError */
  connect(): Promise<PoolClient>;
  close(): Promise<void>;
}

/** A page is written on one connection, while leases are renewed and rows are read on others. */
export const poolSize = 4;
const connectTimeoutMs = 10_000;
/** No statement of a page takes near as long; a server that does not answer at all is given up a little later. */
const statementTimeoutMs = 60_000;
const answerTimeoutMs = 75_000;
/** A process that was stopped in the middle of a page must not keep others from taking over. */
const idleTimeoutMs = 30_000;

/** Values as the server writes them: no parser loses digits or zones on the way. */
const asText = { getTypeParser: () => (value: unknown) => value };

export function openDatabase({ Pool }: PgModule, place: PostgresPlace, options: DatabaseOptions): Database {
  const pool: Pool = new Pool({
    connectionString: place.connectionString,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: answerTimeoutMs,
    keepAlive: true,
    allowExitOnIdle: true,
    fallback_application_name: 'opportune',
    types: asText,
  });
  const ready = new WeakSet<PoolClient>();
  // Whoever uses the connection next finds out; without a listener the process would end.
  pool.on('error', () => undefined);
  const settings = settingsOf(place, options);

  return {
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw asStoreError(place, error);
      });
      if (ready.has(client)) return client;
      client.on('error', () => undefined);
      try {
        await client.query(settings);
      } catch (error) {
        client.release(true);
        throw asStoreError(place, error);
      }
      ready.add(client);
      return client;
    },
    close: async () => {
      if (!pool.ending) await pool.end();
    },
  };
}

function settingsOf({ schema }: PostgresPlace, { busyTimeoutMs }: DatabaseOptions): string {
  const settings = [
    "SET TimeZone = 'UTC'",
    "SET DateStyle = 'ISO'",
    'SET standard_conforming_strings = on',
    "SET default_transaction_isolation = 'read committed'",
    `SET lock_timeout = ${Math.max(1, Math.trunc(busyTimeoutMs))}`,
    `SET statement_timeout = ${statementTimeoutMs}`,
    `SET idle_in_transaction_session_timeout = ${idleTimeoutMs}`,
    ...(schema === undefined ? [] : [`SET search_path = ${quoteIdentifier(schema)}`]),
  ];
  return settings.join('; ');
}
