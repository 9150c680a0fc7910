import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { LookupTablesError } from './mapping-error.ts';
import type { LookupColumns, LookupTables } from '../mapping-types.ts';

/** A text as it is compared where people type it: trimmed, inner white space as one space, case aside. */
export function fold(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLocaleLowerCase('en').normalize('NFC');
}

/**
 * Lookup tables from JSON: `{ table: { key: { column: value } } }`.
 *
 * @throws LookupTablesError that names the table and the key.
 */
export function lookupTablesFromJson(json: unknown): LookupTables {
  if (!isJsonObject(json)) throw refused('lookups are an object of tables');
  return new Map(Object.entries(json).map(([table, rows]) => [table, rowsOf(table, rows)]));
}

function rowsOf(table: string, rows: JsonValue): ReadonlyMap<string, LookupColumns> {
  if (!isJsonObject(rows)) throw refused(`the lookup table ${table} is an object of rows`);
  return new Map(
    Object.entries(rows).map(([key, columns]) => {
      if (!isJsonObject(columns))
        throw refused(`row ${key} of the lookup table ${table} is an object of columns`);
      const row: JsonObject = columns;
      return [key, row];
    }),
  );
}

function refused(message: string): LookupTablesError {
  return new LookupTablesError(`Not usable as lookups: ${message}.`, {
    hint: 'Write { "stages": { "31": { "label": "Proposal" } } }.',
  });
}

/** Tables whose keys are compared folded get folded keys; the others stay as they are. */
export function foldTables(tables: LookupTables, folded: readonly string[]): LookupTables {
  if (!folded.some((name) => tables.has(name))) return tables;
  return new Map(
    [...tables].map(([name, rows]) =>
      folded.includes(name) ? [name, new Map([...rows].map(([key, row]) => [fold(key), row]))] : [name, rows],
    ),
  );
}
