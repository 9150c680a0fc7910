import type { ModelSpec } from '../../model/field-spec.ts';
import { tableName } from '../identifiers.ts';
import { StoreError } from '../store-error.ts';
import type { SqlDriver, SqlSession } from './driver.ts';
import { migrations } from './migrations.ts';
import { modelTable } from './row-table.ts';
import { ourTables } from './tables.ts';

/** Raised by one with every change of the tables; `migrations` brings older stores up. */
export const schemaVersion = 2;

/**
 * Makes the tables of a new store, or checks those of an existing one and brings them up to this version.
 *
 * @throws StoreError `store-newer` or `not-a-store`.
 */
export async function prepareSchema(driver: SqlDriver, model: ModelSpec): Promise<void> {
  const { dialect, name } = driver;
  await driver.transaction(async (session) => {
    const taken = await tablesOf(driver, session, ['opportune_meta']);
    const version = taken.length === 0 ? undefined : await readVersion(session);
    if (version === undefined) {
      const names = [tableName(model.name), 'opportune_meta', ...Object.keys(ourTables)];
      const [table] = await tablesOf(driver, session, names);
      if (table !== undefined) throw notOurs(name, table);
      await createTables(driver, session, model);
      return;
    }
    if (version > schemaVersion) throw newer(name, version);
    for (let from = version; from < schemaVersion; from += 1) {
      await migrations[from]?.(session, dialect, model);
      await session.run(
        "UPDATE opportune_meta SET value = $1 WHERE key = 'schema_version'",
        String(from + 1),
      );
    }
  });
}

async function tablesOf(
  { dialect }: SqlDriver,
  session: SqlSession,
  names: readonly string[],
): Promise<readonly string[]> {
  const rows = await session.all(dialect.findTables, JSON.stringify(names));
  return rows.map((row) => String(row['name']));
}

async function readVersion(session: SqlSession): Promise<number | undefined> {
  const [row] = await session.all("SELECT value FROM opportune_meta WHERE key = 'schema_version'");
  const version = Number(row?.['value']);
  return Number.isInteger(version) && version >= 1 ? version : undefined;
}

async function createTables({ dialect }: SqlDriver, session: SqlSession, model: ModelSpec): Promise<void> {
  const { types, tableOptions } = dialect;
  const { name, columns, types: columnTypes } = modelTable(model, dialect);
  const required = new Set([
    'connection',
    'connector',
    'id',
    'native',
    'content_hash',
    'mapping_hash',
    'last_seen',
  ]);
  const lines = columns.map((column, index) => {
    const isRequired = required.has(column.replaceAll('"', '')) || column === '"generation"';
    return `${column} ${columnTypes[index] ?? ''}${isRequired ? ' NOT NULL' : ''}`;
  });
  await session.run(`CREATE TABLE ${name} (
    ${lines.join(',\n    ')},
    first_seen ${types.timestamp} NOT NULL,
    PRIMARY KEY (connection, id)
  )${tableOptions}`);
  await session.run(`CREATE INDEX opportune_deleted ON ${name} (connection) WHERE deleted_at IS NOT NULL`);
  for (const [table, body] of Object.entries(ourTables)) {
    await session.run(`CREATE TABLE ${table} (${body(types)})${tableOptions}`);
  }
  await session.run(
    `CREATE TABLE opportune_meta (key ${types.key} PRIMARY KEY, value TEXT NOT NULL)${tableOptions}`,
  );
  await session.run(
    'INSERT INTO opportune_meta (key, value) VALUES ($1, $2)',
    'schema_version',
    String(schemaVersion),
  );
}

function notOurs(name: string, table: string): StoreError {
  return new StoreError('not-a-store', `${name} has a table ${table} that was not made by Opportune.`, {
    context: { store: name, table },
    hint: 'Choose another destination, or rename that table.',
  });
}

function newer(name: string, version: number): StoreError {
  return new StoreError(
    'store-newer',
    `${name} was written by a later version of Opportune: its tables have version ${version}, this one knows ${schemaVersion}.`,
    {
      context: { store: name, version, known: schemaVersion },
      hint: 'Update the package, or choose another destination.',
    },
  );
}
