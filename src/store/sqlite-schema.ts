import type { DatabaseSync } from 'node:sqlite';
import type { ModelSpec } from '../model/field-spec.ts';
import { columnsOf, type ColumnKind } from './columns.ts';
import { quoteIdentifier, tableName } from './identifiers.ts';
import { StoreError } from './store-error.ts';

/** Raised by one with every change of the tables; a migration brings older stores up. */
export const schemaVersion = 1;

const columnTypes = {
  text: 'TEXT',
  date: 'TEXT',
  timestamp: 'TEXT',
  number: 'REAL',
  integer: 'INTEGER',
  boolean: 'INTEGER',
  json: 'TEXT',
} as const satisfies Record<ColumnKind, string>;

/**
 * Makes the tables of a new store, or checks those of an existing one. Runs inside the caller's transaction.
 *
 * @throws StoreError `store-newer` or `not-a-store`.
 */
export function prepareSchema(db: DatabaseSync, model: ModelSpec, file: string): void {
  const version = readVersion(db);
  if (version === undefined) {
    const table = anotherTable(db, model);
    if (table !== undefined) {
      throw new StoreError('not-a-store', `${file} has a table ${table} that was not made by Opportune.`, {
        context: { file, table },
        hint: 'Choose another file, or rename that table.',
      });
    }
    createTables(db, model);
    db.prepare('INSERT INTO opportune_meta (key, value) VALUES (?, ?)').run(
      'schema_version',
      String(schemaVersion),
    );
    return;
  }
  if (version > schemaVersion) {
    throw new StoreError(
      'store-newer',
      `${file} was written by a later version of Opportune: its tables have version ${version}, this one knows ${schemaVersion}.`,
      {
        context: { file, version, known: schemaVersion },
        hint: 'Update the package, or choose another file.',
      },
    );
  }
}

function readVersion(db: DatabaseSync): number | undefined {
  if (!tableExists(db, 'opportune_meta')) return undefined;
  const row = db.prepare("SELECT value FROM opportune_meta WHERE key = 'schema_version'").get();
  const version = Number(row?.['value']);
  return Number.isInteger(version) && version >= 1 ? version : undefined;
}

function tableExists(db: DatabaseSync, name: string): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined;
}

/** A table or view that stands where ours would; SQLite takes capital and small letters for the same. */
function anotherTable(db: DatabaseSync, model: ModelSpec): string | undefined {
  const found = db
    .prepare(`SELECT name FROM sqlite_schema WHERE name LIKE 'opportune\\_%' ESCAPE '\\' OR lower(name) = ?`)
    .get(tableName(model.name));
  return found === undefined ? undefined : String(found['name']);
}

function createTables(db: DatabaseSync, model: ModelSpec): void {
  const fields = columnsOf(model).map(
    (column) => `${quoteIdentifier(column.name)} ${columnTypes[column.kind]}`,
  );
  db.exec(`
    CREATE TABLE opportune_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

    CREATE TABLE ${quoteIdentifier(tableName(model.name))} (
      connection TEXT NOT NULL,
      connector TEXT NOT NULL,
      id TEXT NOT NULL,
      ${fields.join(',\n      ')},
      native TEXT NOT NULL,
      changed_at TEXT,
      content_hash TEXT NOT NULL,
      mapping_hash TEXT NOT NULL,
      first_seen TEXT NOT NULL,
      last_seen TEXT NOT NULL,
      deleted_at TEXT,
      deleted_reason TEXT,
      merged_into TEXT,
      PRIMARY KEY (connection, id)
    ) STRICT;
    CREATE INDEX opportune_deleted ON ${quoteIdentifier(tableName(model.name))} (connection)
      WHERE deleted_at IS NOT NULL;

    CREATE TABLE opportune_checkpoints (
      connection TEXT PRIMARY KEY,
      connector TEXT NOT NULL,
      fence INTEGER NOT NULL,
      watermark TEXT,
      mapping_hash TEXT,
      pass TEXT,
      updated_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE opportune_runs (
      run INTEGER PRIMARY KEY AUTOINCREMENT,
      connection TEXT NOT NULL,
      connector TEXT NOT NULL,
      status TEXT NOT NULL,
      started_at TEXT NOT NULL,
      ended_at TEXT,
      fetched INTEGER NOT NULL DEFAULT 0,
      written INTEGER NOT NULL DEFAULT 0,
      added INTEGER NOT NULL DEFAULT 0,
      unchanged INTEGER NOT NULL DEFAULT 0,
      outdated INTEGER NOT NULL DEFAULT 0,
      quarantined INTEGER NOT NULL DEFAULT 0,
      deleted INTEGER NOT NULL DEFAULT 0,
      already_deleted INTEGER NOT NULL DEFAULT 0,
      requests INTEGER NOT NULL DEFAULT 0,
      watermark TEXT,
      resume_at TEXT,
      error_code TEXT,
      error_message TEXT,
      mapping_hash TEXT NOT NULL
    ) STRICT;

    CREATE TABLE opportune_quarantine (
      connection TEXT NOT NULL,
      id TEXT NOT NULL,
      reason TEXT NOT NULL,
      issues TEXT NOT NULL,
      at TEXT,
      native TEXT NOT NULL,
      changed_at TEXT,
      mapping_hash TEXT NOT NULL,
      run INTEGER NOT NULL,
      first_seen TEXT NOT NULL,
      last_seen TEXT NOT NULL,
      PRIMARY KEY (connection, id)
    ) STRICT;

    CREATE TABLE opportune_tombstones (
      connection TEXT NOT NULL,
      id TEXT NOT NULL,
      reason TEXT NOT NULL,
      merged_into TEXT,
      deleted_at TEXT,
      first_seen TEXT NOT NULL,
      PRIMARY KEY (connection, id)
    ) STRICT;

    CREATE TABLE opportune_lookups (
      connection TEXT NOT NULL,
      table_name TEXT NOT NULL,
      key TEXT NOT NULL,
      columns TEXT NOT NULL,
      PRIMARY KEY (connection, table_name, key)
    ) STRICT;
  `);
}
