import { ourTables } from '../../src/store/sql/tables.ts';
import type { ChaosPlace } from './places.ts';

/** Every table of a store but `opportune_meta`, which no run changes. */
const tables = ['opportunities', ...Object.keys(ourTables)];

/** Keeps what the tables hold now, and puts it back as often as it is asked to. */
export async function savedTables({ read }: ChaosPlace): Promise<{ restore(): Promise<void> }> {
  for (const table of tables) await read(`DROP TABLE IF EXISTS saved_${table}`);
  for (const table of tables) await read(`CREATE TABLE saved_${table} AS SELECT * FROM ${table}`);
  const statements = tables.map(
    (table) => `DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM saved_${table}`,
  );
  return { restore: async () => void (await read(`BEGIN; ${statements.join('; ')}; COMMIT`)) };
}
