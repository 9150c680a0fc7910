import type { ChaosPlace } from './places.ts';

/** Every table of a store, in PostgreSQL. */
const tables = [
  'opportunities',
  'opportune_checkpoints',
  'opportune_leases',
  'opportune_runs',
  'opportune_quarantine',
  'opportune_tombstones',
  'opportune_lookups',
  'opportune_census',
] as const;

/** Keeps what the tables hold now, and puts it back as often as it is asked to. */
export async function savedTables({ read }: ChaosPlace): Promise<{ restore(): Promise<void> }> {
  for (const table of tables) await read(`DROP TABLE IF EXISTS saved_${table}`);
  for (const table of tables) await read(`CREATE TABLE saved_${table} AS SELECT * FROM ${table}`);
  const statements = tables.map(
    (table) => `DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM saved_${table}`,
  );
  return { restore: async () => void (await read(`BEGIN; ${statements.join('; ')}; COMMIT`)) };
}
