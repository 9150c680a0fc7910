import type { ModelSpec } from '../../model/field-spec.ts';
import { columnsOf, type Column } from '../columns.ts';
import { quoteIdentifier, tableName } from '../identifiers.ts';
import type { RowTable, SqlDialect } from './driver.ts';

/** Columns of the model's table that are ours: those before the unified fields, and those after them. */
const before = [
  ['connection', 'key'],
  ['connector', 'text'],
  ['id', 'key'],
] as const;
const after = [
  ['native', 'verbatim-json'],
  ['changed_at', 'timestamp'],
  ['content_hash', 'text'],
  ['mapping_hash', 'text'],
  ['last_seen', 'timestamp'],
  ['generation', 'counter'],
  ['deleted_at', 'timestamp'],
  ['deleted_reason', 'text'],
  ['merged_into', 'text'],
] as const;

/** The model's table and its columns. */
export interface ModelTable extends RowTable {
  readonly fields: readonly Column[];
}

/** Everything that is written with a row, in order; `first_seen` is set once, by the insert. */
export function modelTable(model: ModelSpec, dialect: SqlDialect): ModelTable {
  const fields = columnsOf(model);
  const columns = [...before, ...fields.map(({ name, kind }) => [name, kind] as const), ...after];
  return {
    name: quoteIdentifier(tableName(model.name)),
    fields,
    columns: columns.map(([name]) => quoteIdentifier(name)),
    types: columns.map(([, kind]) => dialect.types[kind]),
  };
}
