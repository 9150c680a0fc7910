import { suggestAny } from './did-you-mean.ts';
import { findingSink } from './findings.ts';
import { LookupTablesError } from './mapping-error.ts';
import type { LookupTables, SourceFile } from './mapping-types.ts';
import { loadDescriptor } from './native/load-descriptor.ts';
import type { LookupTable } from './native/native-descriptor.ts';

const customFieldsTable = 'customFields';

/**
 * Holds lookup tables that people wrote against the tables and columns of a native descriptor: a misspelt one would
 * leave fields empty and say nothing.
 *
 * @throws LookupTablesError `bad-lookups` for the first table or column that is not there.
 */
export function requireKnownLookups(descriptor: SourceFile, tables: LookupTables): void {
  const known = loadDescriptor(descriptor, findingSink())?.lookups;
  // What is wrong with the descriptor itself is said where the mapping is checked.
  if (known === undefined) return;
  for (const [name, rows] of tables) {
    const table = known.get(name);
    // Definitions of custom fields are a table of their own, in the words of the model and not of one vendor.
    if (table === undefined && name === customFieldsTable) continue;
    if (table === undefined)
      throw new LookupTablesError(`There is no lookup table "${name}".`, {
        hint: suggestAny(name, [...known.keys(), customFieldsTable], 'there are none'),
      });
    for (const [key, columns] of rows) requireKnownColumns(table, key, Object.keys(columns));
  }
}

function requireKnownColumns({ name, columns }: LookupTable, key: string, given: readonly string[]): void {
  const unknown = given.find((column) => !columns.has(column));
  if (unknown === undefined) return;
  throw new LookupTablesError(`The lookup table ${name} has no column "${unknown}", as row ${key} says.`, {
    hint: suggestAny(unknown, columns.keys(), 'it has none'),
  });
}
