import { nearest } from './did-you-mean.ts';
import { findingSink } from './findings.ts';
import { LookupTablesError } from './mapping-error.ts';
import type { LookupTables, SourceFile } from './mapping-types.ts';
import { loadDescriptor } from './native/load-descriptor.ts';
import type { LookupTable } from './native/native-descriptor.ts';

const customFieldsTable = 'customFields';

/**
 * Holds lookup tables that people wrote against the tables and columns of a native descriptor, and returns a sentence
 * about each that is not there: tables may come from somewhere that has more.
 *
 * @throws LookupTablesError `bad-lookups` for the first table or column that looks misspelt: it would leave fields empty.
 */
export function checkLookups(descriptor: SourceFile, tables: LookupTables): readonly string[] {
  const known = loadDescriptor(descriptor, findingSink())?.lookups;
  // What is wrong with the descriptor itself is said where the mapping is checked.
  if (known === undefined) return [];
  const aside = new Set<string>();
  for (const [name, rows] of tables) {
    const table = known.get(name);
    // Definitions of custom fields are a table of their own, in the words of the model and not of one vendor.
    if (table === undefined && name === customFieldsTable) continue;
    if (table === undefined) {
      const meant = nearest(name, [...known.keys(), customFieldsTable]);
      if (meant !== undefined) throw misspelt(`There is no lookup table "${name}".`, meant);
      aside.add(`there is no lookup table "${name}": it is left aside`);
    } else for (const [key, columns] of rows) checkColumns(table, key, Object.keys(columns), aside);
  }
  return [...aside];
}

function checkColumns(
  { name, columns }: LookupTable,
  key: string,
  given: readonly string[],
  aside: Set<string>,
): void {
  for (const column of given) {
    if (columns.has(column)) continue;
    const meant = nearest(column, [...columns.keys()]);
    if (meant !== undefined)
      throw misspelt(`The lookup table ${name} has no column "${column}", as row ${key} says.`, meant);
    aside.add(`the lookup table ${name} has no column "${column}": it is left aside`);
  }
}

function misspelt(message: string, meant: string): LookupTablesError {
  return new LookupTablesError(message, { hint: `did you mean "${meant}"?` });
}
