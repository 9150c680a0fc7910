import { opportunityModel } from '../../../src/model/opportunity-fields.ts';
import { columnsOf } from '../../../src/store/columns.ts';
import { readField } from '../../../src/store/sql/cells.ts';
import type { SqlDialect, SqlSession } from '../../../src/store/sql/driver.ts';
import type { ourTables } from '../../../src/store/sql/tables.ts';

/** Every table but the meta table, with its key. */
export const tables = {
  opportunities: 'connection, id',
  opportune_checkpoints: 'connection',
  opportune_leases: 'connection',
  opportune_runs: 'run',
  opportune_quarantine: 'connection, id',
  opportune_tombstones: 'connection, id',
  opportune_lookups: 'connection, table_name, key',
  opportune_fields: 'connection, key',
  opportune_credentials: 'connection',
  opportune_census: 'connection, fence, id',
} as const satisfies Readonly<Record<'opportunities' | keyof typeof ourTables, string>>;

const instants = new Set([
  'changed_at',
  'first_seen',
  'last_seen',
  'deleted_at',
  'expires_at',
  'started_at',
  'ended_at',
  'next_run_at',
  'updated_at',
  'watermark',
  'resume_at',
  'locked_until',
  'retyped_at',
  'removed_at',
]);
const fields = new Map(columnsOf(opportunityModel).map((column) => [column.name, column]));

/** Everything a database holds, in words that do not depend on which one it is; who holds a lease is left out. */
export async function contentsOf(session: SqlSession, dialect: SqlDialect): Promise<Record<string, unknown>> {
  const contents: Record<string, unknown> = {};
  for (const [table, key] of Object.entries(tables)) {
    const rows = await session.all(`SELECT * FROM ${table} ORDER BY ${key}`);
    contents[table] = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row)
          .filter(([name]) => name !== 'holder')
          .map(([name, cell]) => [name, plain(dialect, table, name, cell)]),
      ),
    );
  }
  return contents;
}

function plain(dialect: SqlDialect, table: string, name: string, cell: unknown): unknown {
  if (cell === null) return null;
  const field = table === 'opportunities' ? fields.get(name) : undefined;
  if (field !== undefined) return readField(dialect, field, cell);
  return instants.has(name) ? dialect.readInstant(cell) : String(cell);
}
