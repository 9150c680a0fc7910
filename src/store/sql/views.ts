import type { ModelSpec } from '../../model/field-spec.ts';
import { columnsOf } from '../columns.ts';
import { freeNames, normalisedName, suffixedName } from '../free-names.ts';
import { columnName, quoteIdentifier, quoteText, tableName } from '../identifiers.ts';
import { storableText } from '../storable.ts';
import type { Store, ViewColumn } from '../store.ts';
import type { SqlDialect, SqlDriver, SqlSession } from './driver.ts';
import { bookkeeping } from './row-table.ts';

/** Views of one connection's rows, with its own mappings as columns. Which view is whose stands in the meta table. */
export function viewMaker(driver: SqlDriver, model: ModelSpec): Store['defineView'] {
  const { dialect } = driver;
  return (given, columns) =>
    driver.transaction(async (session) => {
      const connection = storableText(given);
      if (dialect.lockTables !== undefined) await session.all(dialect.lockTables);
      const { name, isNew } = await nameFor(session, dialect, tableName(model.name), connection);
      const select = selectOf(dialect, model, connection, columns);
      const [made] = isNew ? [] : await session.all(readNote, definitionKey(name));
      // Left alone where it is the same already: views of the reader's own may stand on it.
      if (made?.['value'] === select) return name;
      if (!isNew) await session.run(`DROP VIEW IF EXISTS ${quoteIdentifier(name)}`);
      await session.run(`CREATE VIEW ${quoteIdentifier(name)} AS ${select}`);
      await session.run(note, ownerKey(name), connection);
      await session.run(note, definitionKey(name), select);
      return name;
    });
}

const readNote = 'SELECT value FROM opportune_meta WHERE key = $1';
const note = `INSERT INTO opportune_meta (key, value) VALUES ($1, $2)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value`;

function definitionKey(view: string): string {
  return `definition of view ${view}`;
}

function ownerKey(view: string): string {
  return `view ${view}`;
}

/** The plain name where the connection is spelled like it; else, and where that is taken, one with a suffix. */
async function nameFor(session: SqlSession, dialect: SqlDialect, table: string, connection: string) {
  const plain = `${table}_${connection}`;
  const taken = new Set<string>();
  let name = normalisedName(plain) === plain ? plain : suffixedName(plain, () => false);
  for (;;) {
    const [owner] = await session.all(readNote, ownerKey(name));
    if (owner?.['value'] === connection) return { name, isNew: false };
    const found = await session.all(dialect.findTables, JSON.stringify([name]));
    if (owner === undefined && found.length === 0) return { name, isNew: true };
    taken.add(name);
    name = suffixedName(plain, (tried) => taken.has(tried));
  }
}

function selectOf(
  dialect: SqlDialect,
  model: ModelSpec,
  connection: string,
  given: readonly ViewColumn[],
): string {
  const own = ['connection', 'id', ...columnsOf(model).map(({ name }) => name), ...bookkeeping];
  const lines = own.map(quoteIdentifier);
  const source = Object.entries(model.fields).find(([, { type }]) => type === 'custom-mappings')?.[0];
  if (source !== undefined) {
    const kinds = new Map(given.map(({ key, type = 'text' }) => [key, type]));
    const names = freeNames(kinds.keys(), own);
    for (const [key, kind] of kinds) {
      const value = dialect.valueAt(quoteIdentifier(columnName(source)), key, kind);
      lines.push(`${value} AS ${quoteIdentifier(names.get(key) ?? '')}`);
    }
  }
  return `SELECT ${lines.join(',\n    ')}\n  FROM ${quoteIdentifier(tableName(model.name))}
  WHERE connection = ${quoteText(connection)}`;
}
