import type { ModelSpec } from '../../model/field-spec.ts';
import { quoteIdentifier, tableName } from '../identifiers.ts';
import type { SqlDialect, SqlSession } from './driver.ts';
import { ourTables } from './tables.ts';

/** Brings a store from one version to the next; forward only. */
type Migration = (session: SqlSession, dialect: SqlDialect, model: ModelSpec) => Promise<void>;

/** By the version they start from. */
export const migrations: Readonly<Record<number, Migration>> = { 1: addLeasesAndGenerations };

/** Version 1 had SQLite only, one pass at a time, and no way to compare ids. */
async function addLeasesAndGenerations(
  session: SqlSession,
  dialect: SqlDialect,
  model: ModelSpec,
): Promise<void> {
  const { types, tableOptions } = dialect;
  const table = quoteIdentifier(tableName(model.name));
  await session.run(`ALTER TABLE ${table} ADD COLUMN generation ${types.counter} NOT NULL DEFAULT 0`);
  await session.run(
    `ALTER TABLE opportune_quarantine ADD COLUMN generation ${types.counter} NOT NULL DEFAULT 0`,
  );
  await session.run(`ALTER TABLE opportune_runs ADD COLUMN task ${types.text} NOT NULL DEFAULT 'sync'`);
  await session.run(`ALTER TABLE opportune_runs ADD COLUMN peak_share ${types.number}`);
  const old = await session.all('SELECT * FROM opportune_checkpoints');
  await session.run('DROP TABLE opportune_checkpoints');
  for (const name of ['opportune_checkpoints', 'opportune_leases', 'opportune_census'] as const) {
    await session.run(`CREATE TABLE ${name} (${ourTables[name](types)})${tableOptions}`);
  }
  for (const row of old) {
    const connection = String(row['connection']);
    const watermark = typeof row['watermark'] === 'string' ? row['watermark'] : undefined;
    const checkpoint = {
      watermark,
      mappingHash: row['mapping_hash'] ?? undefined,
      // A backfill under way was not marking what it saw: it begins anew, which costs reads and loses nothing.
      pass: openIncremental(row['pass']),
    };
    await session.run(
      `INSERT INTO opportune_checkpoints (connection, connector, watermark, checkpoint, updated_at)
       VALUES ($1, $2, $3, $4, $5)`,
      connection,
      String(row['connector']),
      watermark ?? null,
      JSON.stringify(checkpoint),
      String(row['updated_at']),
    );
    await session.run(
      'INSERT INTO opportune_leases (connection, fence, holder, expires_at) VALUES ($1, $2, NULL, $3)',
      connection,
      Number(row['fence']),
      String(row['updated_at']),
    );
  }
}

function openIncremental(pass: unknown): unknown {
  if (typeof pass !== 'string') return undefined;
  const parsed: unknown = JSON.parse(pass);
  const isIncremental =
    typeof parsed === 'object' && parsed !== null && 'kind' in parsed && parsed.kind === 'incremental';
  return isIncremental ? parsed : undefined;
}
