import type { MappedPage, OpenConnection } from '../client/connection-types.ts';
import { instantFromMs } from '../model/instant.ts';
import type { LookupColumns } from '../mapping/mapping-types.ts';
import type { LookupEntry, PageCommit } from '../store/destination.ts';
import { entryOf, fieldChanges, noFieldChanges, type FieldChanges } from './field-changes.ts';
import { loadedTable, type KeptTables } from './kept-tables.ts';

/** What a page teaches besides its records, to be kept with it. */
export interface Learned extends Pick<PageCommit, 'fields'> {
  readonly lookups: readonly LookupEntry[];
  /** What is new about `fields`. */
  readonly fieldChanges: FieldChanges;
}

/** Says what a page adds to what was saved before. */
export type LookupSaver = (page: Pick<MappedPage, 'lookups'>) => Promise<Learned>;

/**
 * Whole tables are saved when they are loaded anew, not page by page, with a note of when that was and of which rows it
 * has: rows the vendor has dropped are kept, since older records name them.
 */
export function lookupSaver(connection: OpenConnection, kept: KeptTables, now: () => number): LookupSaver {
  const saved = new Map<string, ReadonlyMap<string, LookupColumns>>(kept.tables);
  let first = true;
  return async ({ lookups }) => {
    const at = instantFromMs(now()) ?? '';
    const facts = first ? await learnFacts(connection, kept, at) : nothing;
    const entries = [...facts.lookups];
    first = false;
    for (const [table, rows] of lookups) {
      if (saved.get(table) === rows) continue;
      saved.set(table, rows);
      for (const [key, columns] of rows) entries.push({ table, key, columns });
      if (connection.wholeTables.has(table)) entries.push(loadedTable(table, at, [...rows.keys()]));
    }
    return { ...facts, lookups: entries };
  };
}

const nothing: Learned = { lookups: [], fields: undefined, fieldChanges: noFieldChanges };

/** Account and custom fields, as lookup tables: a mapping needs them too. The page has loaded both. */
async function learnFacts(connection: OpenConnection, kept: KeptTables, at: string): Promise<Learned> {
  const { currency, timezone } = await connection.account();
  const account: LookupEntry = { table: '$account', key: '', columns: { currency, timezone } };
  const told = await connection.catalogueAsTold();
  if (told !== undefined && told === kept.catalogue) return { ...nothing, lookups: [account] };
  const definitions = told ?? [];
  const lookups = [
    account,
    // Whole: their order is that of a record's custom fields, and one that was removed must not stay.
    { table: '$catalogue', key: '', columns: definitions.map((field) => ({ ...field })) },
    loadedTable('$catalogue', at, ['']),
  ];
  // Not shown to these credentials, which says nothing of what there is.
  if (told === undefined) return { ...nothing, lookups };
  const fields = told.map(entryOf);
  return { lookups, fields, fieldChanges: fieldChanges(await kept.knownFields(), fields) };
}
