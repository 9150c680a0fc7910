import type { FieldSpec, ModelSpec } from '../model/field-spec.ts';
import { parseDate, parseInstant } from '../model/instant.ts';
import type { JsonValue } from '../model/json.ts';
import { columnName } from './identifiers.ts';
import { storableJson, storableText } from './storable.ts';
import { UnstorableValueError } from './store-error.ts';

/** What a column holds, whatever the database calls it. */
export type ColumnKind = 'text' | 'date' | 'timestamp' | 'number' | 'integer' | 'boolean' | 'json';

/** One unified field as a column. */
export interface Column {
  readonly field: string;
  readonly name: string;
  readonly kind: ColumnKind;
}

/** A field's value, ready to be bound: lists and objects as JSON text, null for null and for absent. */
export type Cell = string | number | boolean | null;

const kinds = {
  id: 'text',
  text: 'text',
  currency: 'text',
  date: 'date',
  datetime: 'timestamp',
  number: 'number',
  percent: 'number',
  integer: 'integer',
  boolean: 'boolean',
  'custom-fields': 'json',
  'custom-mappings': 'json',
  'pass-through': 'json',
} as const satisfies Record<FieldSpec['type'], ColumnKind>;

/** What a column holds that takes values of a unified type; JSON for lists, and for what has no type. */
export function columnKind(type: FieldSpec['type'] | 'json', list: boolean): ColumnKind {
  return list || type === 'json' ? 'json' : kinds[type];
}

/** The columns of a model's table: every field a read can carry, in the model's order, the id left out. */
export function columnsOf(model: ModelSpec): readonly Column[] {
  return Object.entries(model.fields)
    .filter(([field, spec]) => spec.access !== 'write' && field !== 'id')
    .map(([field, spec]) => ({
      field,
      name: columnName(field),
      kind: spec.list ? 'json' : kinds[spec.type],
    }));
}

/** @throws UnstorableValueError when the value is not of the column's kind. */
export function encodeCell(column: Column, value: unknown): Cell {
  if (value === undefined || value === null) return null;
  switch (column.kind) {
    case 'json':
      return storableJson(value);
    case 'boolean':
      if (typeof value === 'boolean') return value;
      throw new UnstorableValueError(column.field, 'true or false');
    case 'number':
      // No database tells minus zero from zero.
      if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
      throw new UnstorableValueError(column.field, 'a number');
    case 'integer':
      if (Number.isSafeInteger(value)) return value === 0 ? 0 : Number(value);
      throw new UnstorableValueError(column.field, 'a whole number');
    case 'text':
      if (typeof value === 'string') return storableText(value);
      throw new UnstorableValueError(column.field, 'text');
    case 'date':
      if (typeof value === 'string' && parseDate(value) !== undefined) return value;
      throw new UnstorableValueError(column.field, 'a calendar day (YYYY-MM-DD)');
    case 'timestamp':
      // Canonical text only: in some databases it is compared as it stands.
      if (typeof value === 'string' && parseInstant(value) === value) return value;
      throw new UnstorableValueError(column.field, 'an instant (YYYY-MM-DDTHH:mm:ss.sssZ)');
    default:
      return column.kind satisfies never;
  }
}

/** The value behind a cell, whichever database gives it; what was absent comes back as null. */
export function decodeCell(column: Column, cell: unknown): JsonValue {
  if (cell === null || cell === undefined) return null;
  switch (column.kind) {
    case 'boolean':
      return cell === 1 || cell === true || cell === 't';
    case 'number':
    case 'integer':
      return Number(cell);
    case 'json':
      // Written by encodeCell from a JSON value.
      return JSON.parse(String(cell)) as JsonValue;
    default:
      return String(cell);
  }
}
