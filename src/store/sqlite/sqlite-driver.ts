import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SqlDriver, SqlRow, SqlSession, SqlValue } from '../sql/driver.ts';
import { storableText } from '../storable.ts';
import { filePlace, guarded, openDatabase, rollBack } from './database.ts';
import { turnsAt } from '../turns.ts';
import { sqliteDialect } from './dialect.ts';

/**
 * SQLite behind the interface of all databases. It has one connection, so transactions take turns, with those of other
 * drivers of this process on the file too: SQLite waits for a lock without letting its holder go on.
 */
export function openSqliteDriver(
  file: string,
  options: { readonly mustExist: boolean; readonly busyTimeoutMs: number },
): SqlDriver {
  const db = openDatabase(file, options);
  const session = sessionOver(db, file);
  const assertInPlace = filePlace(file);
  const inTurn = turnsAt(file);
  let open = true;

  return {
    name: `sqlite:${file}`,
    dialect: sqliteDialect,
    all: (sql, ...values) => inTurn(() => session.all(sql, ...values)),
    run: (sql, ...values) =>
      inTurn(() => {
        guarded(file, assertInPlace);
        return session.run(sql, ...values);
      }),
    transaction: (work) =>
      inTurn(async () => {
        guarded(file, () => {
          assertInPlace();
          db.exec('BEGIN IMMEDIATE');
        });
        try {
          const result = await work(session);
          guarded(file, () => db.exec('COMMIT'));
          return result;
        } catch (error) {
          guarded(file, () => rollBack(db));
          throw error;
        }
      }),
    close: () =>
      inTurn(async () => {
        if (open) db.close();
        open = false;
      }),
  };
}

function sessionOver(db: DatabaseSync, file: string): SqlSession {
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const statement = db.prepare(numbered(sql));
    prepared.set(sql, statement);
    return statement;
  };
  return {
    all: async (sql, ...values) =>
      // Rows are plain objects of column names and values.
      guarded(file, () => prepare(sql).all(...values.map(bindable)) as readonly SqlRow[]),
    run: async (sql, ...values) =>
      guarded(file, () => Number(prepare(sql).run(...values.map(bindable)).changes)),
  };
}

function bindable(value: SqlValue): string | number | null {
  if (typeof value === 'string') return storableText(value);
  return typeof value === 'boolean' ? Number(value) : value;
}

/** Parameters, and the quoted texts and names in which `$1` is just what somebody wrote. */
const place = /'(?:[^']|'')*'|"[^"]*"|\$(\d+)/g;

/** `$1` would be a name to SQLite, `?1` is the first parameter. Where they stand in order, a bare `?` is bound faster. */
function numbered(sql: string): string {
  const numbers = [...sql.matchAll(place)].flatMap(([, number]) =>
    number === undefined ? [] : [Number(number)],
  );
  const inOrder = numbers.every((number, index) => number === index + 1);
  return sql.replaceAll(place, (found, number?: string) =>
    number === undefined ? found : inOrder ? '?' : `?${number}`,
  );
}
