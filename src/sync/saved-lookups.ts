import type { MappedPage, OpenConnection } from '../client/connection-types.ts';
import type { LookupColumns } from '../mapping/mapping-types.ts';
import type { LookupEntry } from '../store/destination.ts';

/** Says which lookup rows a page adds to what was saved before. Whole tables are saved once, not page by page. */
export function lookupSaver(
  connection: OpenConnection,
): (page: Pick<MappedPage, 'lookups'>) => Promise<LookupEntry[]> {
  const saved = new Map<string, ReadonlyMap<string, LookupColumns>>();
  let first = true;
  return async ({ lookups }) => {
    const entries = first ? await factEntries(connection) : [];
    first = false;
    for (const [table, rows] of lookups) {
      if (saved.get(table) === rows) continue;
      saved.set(table, rows);
      for (const [key, columns] of rows) entries.push({ table, key, columns });
    }
    return entries;
  };
}

/** Account and custom fields, as lookup tables: a mapping needs them too. */
async function factEntries(connection: OpenConnection): Promise<LookupEntry[]> {
  const { currency, timezone } = await connection.account();
  const fields = await connection.catalogue();
  return [
    { table: '$account', key: '', columns: { currency, timezone } },
    // Whole: their order is that of a record's custom fields, and one that was removed must not stay.
    { table: '$catalogue', key: '', columns: fields.map((field) => ({ ...field })) },
  ];
}
