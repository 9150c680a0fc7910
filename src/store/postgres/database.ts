import type { Pool, PoolClient } from 'pg';
import { quoteIdentifier } from '../identifiers.ts';
import type { PgModule } from './load-pg.ts';
import { asStoreError } from './postgres-error.ts';
import type { PostgresPlace } from './postgres-url.ts';

export interface DatabaseOptions {
  /** How long to wait for another's lock, in milliseconds. */
  readonly busyTimeoutMs: number;
}

export interface Database {
  /** The caller releases it. @throws StoreError */
  connect(): Promise<PoolClient>;
  /**
   * Begins a transaction that is set up as our statements expect. Nothing is set for longer: a pooler such as PgBouncer
   * gives each transaction any connection to the server, and each of those to anybody.
   */
  readonly begin: string;
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
  // Whoever uses the connection next finds out; without a listener the process would end.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));

  return {
    connect: () =>
      pool.connect().catch((error: unknown) => {
        throw asStoreError(place, error);
      }),
    begin: beginOf(place, options),
    close: async () => {
      if (!pool.ending) await pool.end();
    },
  };
}

function beginOf({ schema }: PostgresPlace, { busyTimeoutMs }: DatabaseOptions): string {
  const settings = [
    "TimeZone = 'UTC'",
    "DateStyle = 'ISO'",
    'standard_conforming_strings = on',
    `lock_timeout = ${Math.max(1, Math.trunc(busyTimeoutMs))}`,
    `statement_timeout = ${statementTimeoutMs}`,
    `idle_in_transaction_session_timeout = ${idleTimeoutMs}`,
    ...(schema === undefined ? [] : [`search_path = ${quoteIdentifier(schema)}`]),
  ];
  return ['BEGIN ISOLATION LEVEL READ COMMITTED', ...settings.map((one) => `SET LOCAL ${one}`)].join('; ');
}
