import type { Instant } from '../../model/native-record.ts';
import type { ColumnKind } from '../columns.ts';
import { quoteText } from '../identifiers.ts';
import type { RowTable, RowWrite, SqlDialect, SqlSession, SqlValue } from '../sql/driver.ts';

/** SQLite's words. Instants and days are canonical text, which sorts as they do; booleans are 0 and 1. */
export const sqliteDialect: SqlDialect = {
  types: {
    key: 'TEXT',
    text: 'TEXT',
    date: 'TEXT',
    timestamp: 'TEXT',
    number: 'REAL',
    integer: 'INTEGER',
    counter: 'INTEGER',
    boolean: 'INTEGER',
    json: 'TEXT',
    'verbatim-json': 'TEXT',
    'auto-key': 'INTEGER PRIMARY KEY AUTOINCREMENT',
  },
  tableOptions: ' STRICT',
  // One writer at a time holds the whole file.
  forUpdate: '',
  isIn: (column, index) => `${column} IN (SELECT value FROM json_each($${index}))`,
  fromJson(index, columns) {
    const read = columns.map((column) => `value ->> '${column}' AS ${column}`);
    return `(SELECT ${read.join(', ')} FROM json_each($${index}))`;
  },
  lockTables: undefined,
  findTables: `SELECT name FROM sqlite_schema WHERE lower(name) IN (SELECT lower(value) FROM json_each($1))`,
  valueAt: (column, key, kind) =>
    // By comparing keys: a path would have to quote what no path can.
    `(SELECT ${shownAs[kind]} FROM json_each(${column}) WHERE key = ${quoteText(key)})`,
  writeRows,
  bindInstant: (instant) => instant,
  readInstant: (cell): Instant | undefined => (typeof cell === 'string' ? cell : undefined),
  bindDate: (date) => date,
  readDate: String,
};

const asText = `CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(value AS TEXT) END`;
const ifText = `CASE type WHEN 'text' THEN value END`;

/** What stands in a row of `json_each`, by the kind of column. */
const shownAs: Readonly<Record<ColumnKind, string>> = {
  text: asText,
  date: ifText,
  timestamp: ifText,
  number: `CASE WHEN type IN ('integer', 'real') THEN CAST(value AS REAL) END`,
  integer: `CASE WHEN type IN ('integer', 'real') AND value = CAST(value AS INTEGER) THEN CAST(value AS INTEGER) END`,
  boolean: `CASE type WHEN 'true' THEN 1 WHEN 'false' THEN 0 END`,
  json: `CASE WHEN type = 'text' THEN json_quote(value) WHEN type = 'null' THEN 'null' ELSE ${asText} END`,
};

/** A prepared statement per row: in SQLite a call costs less than reading values out of JSON. */
async function writeRows(session: SqlSession, table: RowTable, rows: readonly RowWrite[]): Promise<void> {
  const { name, columns } = table;
  const at = (column: string): number => columns.indexOf(column);
  const [connection, id, lastSeen] = [at('"connection"'), at('"id"'), at('"last_seen"')];
  const changed = columns.map((_, index) => index).filter((index) => index !== connection && index !== id);
  // Parameters stand in the order of the values: the fastest way to bind them.
  const insert = `INSERT INTO ${name} (${columns.join(', ')}, first_seen)
    VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')}, $${columns.length + 1})`;
  const update = `UPDATE ${name}
    SET ${changed.map((index, place) => `${columns[index] ?? ''} = $${place + 1}`).join(', ')}
    WHERE connection = $${changed.length + 1} AND id = $${changed.length + 2}`;
  for (const { isNew, values } of rows) {
    const value = (index: number): SqlValue => values[index] ?? null;
    // Whoever is new was first seen when it was last seen.
    if (isNew) await session.run(insert, ...values, value(lastSeen));
    else await session.run(update, ...changed.map(value), value(connection), value(id));
  }
}
