import type { ModelSpec } from '../../model/field-spec.ts';
import { columnsOf, type Column } from '../columns.ts';
import { quoteIdentifier, tableName } from '../identifiers.ts';
import type { RowTable, SqlDialect } from './driver.ts';

type Kind = keyof SqlDialect['types'];

/** Columns of the model's table that are ours: those before the unified fields, and those after them. */
const before: readonly (readonly [name: string, kind: Kind, required: boolean])[] = [
  ['connection', 'key', true],
  ['connector', 'text', true],
  ['id', 'key', true],
];
const after: typeof before = [
  ['native', 'verbatim-json', true],
  ['changed_at', 'timestamp', false],
  ['content_hash', 'text', true],
  ['mapping_hash', 'text', true],
  ['last_seen', 'timestamp', true],
  ['generation', 'counter', true],
  ['deleted_at', 'timestamp', false],
  ['deleted_reason', 'text', false],
  ['merged_into', 'text', false],
];

/** Columns of ours that people ask for beside the unified fields: what became of a record, and when it was met. */
export const bookkeeping = [
  'deleted_at',
  'deleted_reason',
  'merged_into',
  'first_seen',
  'last_seen',
  'mapping_hash',
] as const;

/** The model's table and its columns. */
export interface ModelTable extends RowTable {
  readonly fields: readonly Column[];
  /** What stands between the brackets of its CREATE TABLE. */
  readonly definition: string;
}

/** Everything that is written with a row, in order; `first_seen` is set once, by the insert. */
export function modelTable(model: ModelSpec, dialect: SqlDialect): ModelTable {
  const fields = columnsOf(model);
  const columns = [...before, ...fields.map(({ name, kind }) => [name, kind, false] as const), ...after].map(
    ([name, kind, required]) => ({ name: quoteIdentifier(name), type: dialect.types[kind], required }),
  );
  const lines = columns.map(({ name, type, required }) => `${name} ${type}${required ? ' NOT NULL' : ''}`);
  return {
    name: quoteIdentifier(tableName(model.name)),
    fields,
    columns: columns.map(({ name }) => name),
    types: columns.map(({ type }) => type),
    definition: [
      ...lines,
      `first_seen ${dialect.types.timestamp} NOT NULL`,
      'PRIMARY KEY (connection, id)',
    ].join(',\n  '),
  };
}
