import type { PoolClient } from 'pg';
import type { Instant } from '../../model/native-record.ts';
import { quoteIdentifier } from '../identifiers.ts';
import { StoreError } from '../store-error.ts';
import type { Database } from './database.ts';
import { asStoreError } from './postgres-error.ts';
import type { PostgresPlace } from './postgres-url.ts';
import { serverClock } from './times.ts';

/**
 * Looks whether the database can keep what we write, and makes its schema.
 *
 * @returns the server's clock, so that machines whose own differ agree on leases.
 */
export async function prepareDatabase(
  database: Database,
  place: PostgresPlace,
  mustExist: boolean,
): Promise<() => Instant> {
  const client = await database.connect();
  let isDone = false;
  try {
    await ensureSchema(client, place, mustExist);
    await client.query(database.begin);
    const asked = Date.now();
    const { rows } = await client.query<{ encoding: string; now: string }>(
      "SELECT current_setting('server_encoding') AS encoding, clock_timestamp() AS now",
    );
    const answered = Date.now();
    await client.query('COMMIT');
    isDone = true;
    const [row] = rows;
    if (row === undefined || row.encoding !== 'UTF8') throw notUnicode(place, row?.encoding);
    return serverClock(row.now, asked, answered, Date.now);
  } catch (error) {
    throw asStoreError(place, error);
  } finally {
    // One in the middle of a transaction is of no use to anybody.
    client.release(!isDone);
  }
}

/**
 * Makes the schema where there is none. Looks first: whoever may write into it need not be allowed to make it.
 *
 * @throws StoreError `destination-not-found` where it must exist and does not.
 */
async function ensureSchema(
  client: PoolClient,
  { schema, name }: PostgresPlace,
  mustExist: boolean,
): Promise<void> {
  if (schema === undefined) return;
  const { rows } = await client.query('SELECT to_regnamespace($1) AS found', [quoteIdentifier(schema)]);
  if (rows[0]?.['found'] !== null) return;
  if (mustExist) {
    throw new StoreError('destination-not-found', `${name} does not exist.`, {
      context: { store: name },
      hint: 'Run `opportune sync run` first, or correct the schema.',
    });
  }
  // Two that come at once: the second waits, and finds it made. In a transaction that has not looked for it yet: what is
  // not found is remembered until the transaction ends.
  await client.query(
    `BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('opportune schema ${schema}', 0));
     CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(schema)}; COMMIT`,
  );
}

function notUnicode({ name }: PostgresPlace, encoding: string | undefined): StoreError {
  return new StoreError('unsupported-destination', `${name} does not keep its text as UTF-8.`, {
    context: { store: name, encoding },
    hint: "Make a database with ENCODING 'UTF8'.",
  });
}
