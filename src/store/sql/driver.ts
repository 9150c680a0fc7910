import type { ColumnKind } from '../columns.ts';
import type { Instant } from '../../model/native-record.ts';

/** What a statement can be given; booleans as the database understands them, texts made storable by the driver. */
export type SqlValue = string | number | boolean | null;

export type SqlRow = Readonly<Record<string, unknown>>;

/** Something statements can be sent to. Parameters are written `$1`, `$2` in both databases. */
export interface SqlSession {
  all(sql: string, ...values: SqlValue[]): Promise<readonly SqlRow[]>;
  /** @returns how many rows were written. */
  run(sql: string, ...values: SqlValue[]): Promise<number>;
}

/** One row of the model's table on its way in: `values` in the order of the table's written columns. */
export interface RowWrite {
  readonly isNew: boolean;
  readonly values: readonly SqlValue[];
}

/** One database behind the statements of this folder. What the driver throws leaves as a StoreError. */
export interface SqlDriver extends SqlSession {
  readonly name: string;
  readonly dialect: SqlDialect;
  /** Runs `work` in one write transaction: all of it, or nothing where it throws. May run it again after a conflict. */
  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Where two databases say the same thing differently. */
export interface SqlDialect {
  /** Column types by what a column holds. */
  readonly types: Readonly<Record<ColumnKind | 'key' | 'counter' | 'verbatim-json' | 'auto-key', string>>;
  /** What follows the closing bracket of a table. */
  readonly tableOptions: string;
  /** After a SELECT whose rows the transaction is about to write. */
  readonly forUpdate: string;
  /** True where the column's value stands in the JSON list of texts that is the `index`-th parameter. */
  isIn(column: string, index: number): string;
  /** Reads rows out of the JSON list of objects that is the `index`-th parameter, with text columns of these names. */
  fromJson(index: number, columns: readonly string[]): string;
  /** Keeps others from making or changing tables until the transaction ends; undefined where a transaction does so. */
  readonly lockTables: string | undefined;
  /** Tables and views of the schema that bear one of these names, whatever their case. */
  readonly findTables: string;
  /** The value of a key in a column of JSON objects, as an expression of this type; null where it is of another. */
  valueAt(column: string, key: string, kind: ColumnKind): string;
  /** Inserts new rows and updates the others; the key is `connection`, `id`. */
  writeRows(session: SqlSession, table: RowTable, rows: readonly RowWrite[]): Promise<void>;
  /** An instant as it is bound, and as it is read again. */
  bindInstant(instant: Instant): SqlValue;
  readInstant(cell: unknown): Instant | undefined;
  bindDate(date: string): SqlValue;
  readDate(cell: unknown): string;
}

/** The model's table, as far as writing its rows goes. */
export interface RowTable {
  /** Quoted. */
  readonly name: string;
  /** Quoted, in the order of `RowWrite.values`; with `connection` and `id`, without `first_seen`. */
  readonly columns: readonly string[];
  /** Types of `columns`, in the same order. */
  readonly types: readonly string[];
}
