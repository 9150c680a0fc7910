import type { ModelSpec } from '../../model/field-spec.ts';
import { readSaved } from '../checkpoint.ts';
import { quoteIdentifier, tableName } from '../identifiers.ts';
import { text, textOrNone } from './cells.ts';
import type { SqlDialect, SqlSession } from './driver.ts';

/** Brings a store from one version to the next; forward only. */
type Migration = (session: SqlSession, model: ModelSpec, dialect: SqlDialect) => Promise<void>;

/** By the version they start from. Each says its tables itself: those of today may have gone further since. */
export const migrations: Readonly<Record<number, Migration>> = {
  1: addLeasesAndGenerations,
  2: addFields,
};

/** What version 2 added. Version 1 had SQLite only, one pass at a time, and no way to compare ids. */
const added = [
  "ALTER TABLE opportune_runs ADD COLUMN task TEXT NOT NULL DEFAULT 'sync'",
  'ALTER TABLE opportune_runs ADD COLUMN peak_share REAL',
  'ALTER TABLE opportune_quarantine ADD COLUMN generation INTEGER NOT NULL DEFAULT 0',
  `CREATE TABLE opportune_checkpoints (connection TEXT PRIMARY KEY, connector TEXT NOT NULL, watermark TEXT,
    checkpoint TEXT NOT NULL, next_run_at TEXT, updated_at TEXT NOT NULL) STRICT`,
  `CREATE TABLE opportune_leases (connection TEXT PRIMARY KEY, fence INTEGER NOT NULL, holder TEXT,
    expires_at TEXT NOT NULL) STRICT`,
  `CREATE TABLE opportune_credentials (connection TEXT PRIMARY KEY, content TEXT, locked_by TEXT,
    locked_until TEXT) STRICT`,
  `CREATE TABLE opportune_census (connection TEXT NOT NULL, fence INTEGER NOT NULL, id TEXT NOT NULL,
    changed_at TEXT, PRIMARY KEY (connection, fence, id)) STRICT`,
];

async function addLeasesAndGenerations(session: SqlSession, model: ModelSpec): Promise<void> {
  const table = quoteIdentifier(tableName(model.name));
  const old = await session.all('SELECT * FROM opportune_checkpoints');
  await session.run('DROP TABLE opportune_checkpoints');
  await session.run(`ALTER TABLE ${table} ADD COLUMN generation INTEGER NOT NULL DEFAULT 0`);
  for (const statement of added) await session.run(statement);
  for (const row of old) {
    const connection = text(row, 'connection');
    const updatedAt = text(row, 'updated_at');
    const watermark = textOrNone(row, 'watermark');
    const checkpoint = {
      watermark,
      mappingHash: textOrNone(row, 'mapping_hash'),
      // A backfill under way was not marking what it saw: it begins anew, which costs reads and loses nothing.
      pass: openIncremental(row['pass']),
    };
    await session.run(
      `INSERT INTO opportune_checkpoints (connection, connector, watermark, checkpoint, updated_at)
       VALUES ($1, $2, $3, $4, $5)`,
      connection,
      text(row, 'connector'),
      watermark ?? null,
      JSON.stringify(checkpoint),
      updatedAt,
    );
    await session.run(
      'INSERT INTO opportune_leases (connection, fence, holder, expires_at) VALUES ($1, $2, NULL, $3)',
      connection,
      Number(row['fence']),
      updatedAt,
    );
  }
}

function openIncremental(pass: unknown): unknown {
  if (typeof pass !== 'string') return undefined;
  const parsed = readSaved('opportune_checkpoints', (): unknown => JSON.parse(pass));
  const isIncremental =
    typeof parsed === 'object' && parsed !== null && 'kind' in parsed && parsed.kind === 'incremental';
  return isIncremental ? parsed : undefined;
}

/** What version 3 added. What is known of custom fields from before stands in `opportune_lookups` as it did. */
async function addFields(session: SqlSession, _model: ModelSpec, dialect: SqlDialect): Promise<void> {
  const { key, text: words, timestamp, counter } = dialect.types;
  await session.run(`ALTER TABLE opportune_runs ADD COLUMN undated ${counter} NOT NULL DEFAULT 0`);
  await session.run(`CREATE TABLE opportune_fields (connection ${key} NOT NULL, key ${key} NOT NULL,
    label ${words} NOT NULL, type ${words} NOT NULL, former_type ${words}, retyped_at ${timestamp},
    first_seen ${timestamp} NOT NULL, last_seen ${timestamp} NOT NULL, removed_at ${timestamp},
    PRIMARY KEY (connection, key))${dialect.tableOptions}`);
}
