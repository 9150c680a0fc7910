import { isJsonObject, type JsonValue } from '../model/json.ts';
import { LookupTablesError } from './mapping-error.ts';
import type { LookupColumns, LookupTables } from './mapping-types.ts';

/**
 * Lookup tables from JSON: `{ table: { key: { column: value } } }`.
 *
 * @throws LookupTablesError `bad-lookups`, naming the table and the key that are not so.
 */
export function lookupTablesFromJson(json: unknown): LookupTables {
  if (!isJsonObject(json)) throw refused('they should be an object of tables');
  return new Map(Object.entries(json).map(([table, rows]) => [table, rowsOf(table, rows)]));
}

function rowsOf(table: string, rows: JsonValue): ReadonlyMap<string, LookupColumns> {
  if (!isJsonObject(rows)) throw refused(`the table ${table} should be an object of rows`);
  return new Map(
    Object.entries(rows).map(([key, columns]): [string, LookupColumns] => {
      if (!isJsonObject(columns)) throw refused(`the row ${key} of ${table} should be an object of columns`);
      return [key, columns];
    }),
  );
}

function refused(message: string): LookupTablesError {
  return new LookupTablesError(`These are no lookup tables: ${message}.`, {
    hint: 'Write { "stages": { "31": { "label": "Proposal" } } }.',
  });
}
