import {
  answer,
  type JsonObject,
  type JsonValue,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import { limitParameter, sortParameters } from './query.ts';

/** A record of a small or lazily made table. */
export type Row = JsonObject & { readonly id: number };

/** The envelope of a single record. */
export function single(data: JsonValue, status = 200): SandboxAnswer {
  return answer(status, { success: true, data });
}

/** Which order a table can be asked for, besides its ids. */
export type RowSort = 'id' | 'update_time' | 'add_time' | 'order_nr' | 'due_date';

/**
 * One page of a table in the order that was asked for.
 *
 * @param rowsFrom The rows from an id on, by id, ascending.
 * @param shown What of a row is on the wire.
 */
export function pageOfRows(
  account: Account,
  request: SandboxRequest,
  rowsFrom: (id: number) => Iterable<Row>,
  sorts: readonly [RowSort, ...RowSort[]] = ['id', 'update_time', 'add_time'],
  shown: (row: Row) => JsonObject = (row) => row,
): SandboxAnswer {
  const limit = limitParameter(request);
  const { field, direction } = sortParameters(request, sorts);
  const after = account.cursors.read(request, field, direction);
  const sign = direction === 'asc' ? 1 : -1;
  const keyOf = (row: Row): string | number => (field === 'id' ? row.id : sortKey(row, field));
  const comesAfter = (row: Row): boolean =>
    after === undefined || sign * (compare(keyOf(row), after.fieldValue) || row.id - after.id) > 0;
  const inIdOrder = field === 'id' && direction === 'asc';
  const rows = Iterator.from(rowsFrom(inIdOrder && after !== undefined ? after.id : 0)).filter(comesAfter);
  const wanted = inIdOrder
    ? rows.take(limit + 1).toArray()
    : rows
        .toArray()
        .toSorted((a, b) => sign * (compare(keyOf(a), keyOf(b)) || a.id - b.id))
        .slice(0, limit + 1);
  const page = wanted.slice(0, limit);
  const last = page.at(-1);
  if (last === undefined || wanted.length <= limit)
    return listAnswer(page.map(shown), account.cursors.lastPage());
  const next_cursor = account.cursors.issue(request, {
    field,
    fieldValue: keyOf(last),
    sortDirection: direction,
    id: last.id,
  });
  return listAnswer(page.map(shown), { additional_data: { next_cursor } });
}

export function listAnswer(data: readonly JsonValue[], more: JsonObject): SandboxAnswer {
  return answer(200, { success: true, data: [...data], ...more });
}

/** Rows without a change time sort by their creation. */
function sortKey(row: Row, field: RowSort): string | number {
  const value = row[field] ?? row['add_time'];
  return typeof value === 'number' ? value : String(value);
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
