import type { JsonValue } from '../../model/json.ts';
import type { Instant } from '../../model/native-record.ts';
import { decodeCell, encodeCell, type Column } from '../columns.ts';
import type { UnifiedRecord } from '../destination.ts';
import type { SqlDialect, SqlRow, SqlValue } from './driver.ts';

/** A field's value as it is bound. @throws UnstorableValueError when it is not of the column's kind. */
export function bindField(dialect: SqlDialect, column: Column, record: UnifiedRecord): SqlValue {
  const cell = encodeCell(column, record[column.field]);
  if (typeof cell !== 'string') return cell;
  if (column.kind === 'timestamp') return dialect.bindInstant(cell);
  return column.kind === 'date' ? dialect.bindDate(cell) : cell;
}

/** The value behind a cell of the model's table. */
export function readField(dialect: SqlDialect, column: Column, cell: unknown): JsonValue {
  if (cell === null || cell === undefined) return null;
  if (column.kind === 'timestamp') return dialect.readInstant(cell) ?? null;
  return column.kind === 'date' ? dialect.readDate(cell) : decodeCell(column, cell);
}

export function bindInstantOrNull(dialect: SqlDialect, instant: Instant | undefined): SqlValue {
  return instant === undefined ? null : dialect.bindInstant(instant);
}

export function text(row: SqlRow, name: string): string {
  return String(row[name]);
}

export function textOrNone(row: SqlRow, name: string): string | undefined {
  const cell = row[name];
  return typeof cell === 'string' ? cell : undefined;
}

/** JSON text that a writer of this folder made from a value of the same type. */
export function json<T>(row: SqlRow, name: string): T {
  return JSON.parse(text(row, name)) as T;
}
