import type { ModelSpec } from '../../model/field-spec.ts';
import { tableName } from '../identifiers.ts';
import { StoreError } from '../store-error.ts';
import type { SqlDriver, SqlSession } from './driver.ts';
import { migrations } from './migrations.ts';
import { modelTable } from './row-table.ts';
import { ourTables } from './tables.ts';

/** Raised by one with every change of the tables; `migrations` brings older stores up. */
export const schemaVersion = 3;

export interface SchemaOptions {
  readonly model: ModelSpec;
  /** Refuses to make tables where there are none. */
  readonly mustExist: boolean;
}

/**
 * Makes the tables of a new store, or checks those of an existing one and brings them up to this version.
 *
 * @throws StoreError `store-newer`, `not-a-store`, `store-failed` where tables of ours are missing, or
 * `destination-not-found` where there are none and must be.
 */
export async function prepareSchema(driver: SqlDriver, options: SchemaOptions): Promise<void> {
  const { dialect, name } = driver;
  const { model } = options;
  await driver.transaction(async (session) => {
    if (dialect.lockTables !== undefined) await session.all(dialect.lockTables);
    const version = await versionOf(driver, session, options);
    if (version === undefined) return createTables(driver, session, model);
    if (version > schemaVersion) throw newer(name, version);
    for (let from = version; from < schemaVersion; from += 1) {
      await migrations[from]?.(session, model, dialect);
      await session.run(
        "UPDATE opportune_meta SET value = $1 WHERE key = 'schema_version'",
        String(from + 1),
      );
    }
    await checkTables(driver, session, model);
  });
}

/** The version of the store that is there, undefined where there is room for a new one. */
async function versionOf(
  driver: SqlDriver,
  session: SqlSession,
  { model, mustExist }: SchemaOptions,
): Promise<number | undefined> {
  const meta = await tablesOf(driver, session, ['opportune_meta']);
  const version = meta.length === 0 ? undefined : await readVersion(session);
  if (version !== undefined) return version;
  const names = [tableName(model.name), 'opportune_meta', ...Object.keys(ourTables)];
  const [taken] = await tablesOf(driver, session, names);
  if (taken !== undefined) throw notOurs(driver.name, taken);
  if (mustExist) throw noStore(driver.name);
  return undefined;
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
  const { name, definition } = modelTable(model, dialect);
  await session.run(`CREATE TABLE ${name} (${definition})${tableOptions}`);
  for (const [table, body] of Object.entries(ourTables)) {
    await session.run(`CREATE TABLE ${table} (${body(types)})${tableOptions}`);
  }
  await session.run(
    `CREATE TABLE opportune_meta (key ${types.key} PRIMARY KEY, value ${types.text} NOT NULL)${tableOptions}`,
  );
  await session.run(
    'INSERT INTO opportune_meta (key, value) VALUES ($1, $2)',
    'schema_version',
    String(schemaVersion),
  );
}

/** Somebody may have dropped one: the database says so now rather than in the middle of a run. */
async function checkTables({ dialect }: SqlDriver, session: SqlSession, model: ModelSpec): Promise<void> {
  const { name, columns } = modelTable(model, dialect);
  await session.all(`SELECT ${columns.join(', ')}, first_seen FROM ${name} LIMIT 0`);
  for (const table of Object.keys(ourTables)) await session.all(`SELECT 1 FROM ${table} LIMIT 0`);
}

function notOurs(name: string, table: string): StoreError {
  return new StoreError('not-a-store', `${name} has a table ${table} that was not made by Opportune.`, {
    context: { store: name, table },
    hint: 'Choose another destination, or rename that table.',
  });
}

function noStore(name: string): StoreError {
  return new StoreError('destination-not-found', `${name} holds no store.`, {
    context: { store: name },
    hint: 'Run `opportune sync run` first, or correct the destination.',
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
