import type { Instant } from '../../model/native-record.ts';
import type { RowTable, RowWrite, SqlDialect, SqlSession } from '../sql/driver.ts';

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
  writeRows,
  bindInstant: (instant) => instant,
  readInstant: (cell): Instant | undefined => (typeof cell === 'string' ? cell : undefined),
  bindDate: (date) => date,
  readDate: String,
};

/** A prepared statement per row: in SQLite a call costs less than reading values out of JSON. */
async function writeRows(session: SqlSession, table: RowTable, rows: readonly RowWrite[]): Promise<void> {
  const places = table.columns.map((_, index) => `$${index + 1}`);
  // Whoever is new was first seen when it was last seen.
  const firstSeen = places[table.columns.indexOf('"last_seen"')] ?? 'NULL';
  const connection = places[table.columns.indexOf('"connection"')] ?? '';
  const id = places[table.columns.indexOf('"id"')] ?? '';
  const changed = table.columns
    .map((column, index) => ({ column, place: places[index] ?? '' }))
    .filter(({ place }) => place !== connection && place !== id);
  const insert = `INSERT INTO ${table.name} (${table.columns.join(', ')}, first_seen)
    VALUES (${places.join(', ')}, ${firstSeen})`;
  const update = `UPDATE ${table.name}
    SET ${changed.map(({ column, place }) => `${column} = ${place}`).join(', ')}
    WHERE connection = ${connection} AND id = ${id}`;
  for (const { isNew, values } of rows) await session.run(isNew ? insert : update, ...values);
}
