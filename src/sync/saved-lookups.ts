import type { MappedPage, OpenConnection } from '../client/connection-types.ts';
import { instantFromMs } from '../model/instant.ts';
import type { LookupColumns } from '../mapping/mapping-types.ts';
import type { LookupEntry } from '../store/destination.ts';
import { loadedTable, type KeptTables } from './kept-tables.ts';

/** Says which lookup rows a page adds to what was saved before. */
export type LookupSaver = (page: Pick<MappedPage, 'lookups'>) => Promise<LookupEntry[]>;

/**
 * Whole tables are saved when they are loaded anew, not page by page, with a note of when that was and of which rows it
 * has: rows the vendor has dropped are kept, since older records name them.
 */
export function lookupSaver(connection: OpenConnection, kept: KeptTables, now: () => number): LookupSaver {
  const saved = new Map<string, ReadonlyMap<string, LookupColumns>>(kept.tables);
  let first = true;
  return async ({ lookups }) => {
    const at = instantFromMs(now()) ?? '';
    const entries = first ? await factEntries(connection, kept, at) : [];
    first = false;
    for (const [table, rows] of lookups) {
      if (saved.get(table) === rows) continue;
      saved.set(table, rows);
      for (const [key, columns] of rows) entries.push({ table, key, columns });
      if (connection.wholeTables.has(table)) entries.push(loadedTable(table, at, [...rows.keys()]));
    }
    return entries;
  };
}

/** Account and custom fields, as lookup tables: a mapping needs them too. */
async function factEntries(connection: OpenConnection, kept: KeptTables, at: string): Promise<LookupEntry[]> {
  const { currency, timezone } = await connection.account();
  const account: LookupEntry = { table: '$account', key: '', columns: { currency, timezone } };
  const fields = await connection.catalogue();
  if (fields === kept.catalogue) return [account];
  return [
    account,
    // Whole: their order is that of a record's custom fields, and one that was removed must not stay.
    { table: '$catalogue', key: '', columns: fields.map((field) => ({ ...field })) },
    loadedTable('$catalogue', at, ['']),
  ];
}
