import type { LookupEntry, RunTicket } from '../destination.ts';
import { storableJson } from '../storable.ts';
import type { SqlDialect, SqlSession } from './driver.ts';

export type WriteLookups = (
  session: SqlSession,
  ticket: RunTicket,
  entries: readonly LookupEntry[],
) => Promise<void>;

/** Keeps the tables that records were translated with; only what differs is written. */
export function lookupWriter(dialect: SqlDialect): WriteLookups {
  const source = dialect.fromJson(2, ['table_name', 'key', 'columns']);
  const keep = `INSERT INTO opportune_lookups (connection, table_name, key, columns)
    SELECT $1, source.table_name, source.key, source.columns FROM ${source} AS source WHERE true
    ON CONFLICT (connection, table_name, key) DO UPDATE SET columns = excluded.columns
    WHERE opportune_lookups.columns <> excluded.columns`;
  return async (session, { connection }, entries) => {
    if (entries.length === 0) return;
    // One statement may not touch a row twice: the later entry wins.
    const rows = new Map(
      entries.map(({ table, key, columns }) => [
        storableJson([table, key]),
        { table_name: table, key, columns: JSON.stringify(columns) },
      ]),
    );
    await session.run(keep, connection, storableJson([...rows.values()]));
  };
}
