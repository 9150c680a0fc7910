import { z } from 'zod';
import type { CustomFieldDefinition } from '../connector-kit/resource.ts';
import type { LookupColumns, MappingContext } from '../mapping/mapping-types.ts';
import { isJsonObject, type JsonValue } from '../model/json.ts';
import type { LookupEntry } from '../store/destination.ts';

const Account = z.object({
  currency: z.string().nullable().default(null),
  timezone: z.string().nullable().default(null),
});

/** Account and tables as they were when the stored records were read: all a mapping needs besides the record. */
export function storedContext(entries: readonly LookupEntry[]): MappingContext {
  const lookups = new Map<string, Map<string, LookupColumns>>();
  let catalogue: readonly CustomFieldDefinition[] = [];
  let account: MappingContext['account'] = { currency: null, timezone: null };
  for (const { table, key, columns } of entries) {
    if (table === '$account') account = Account.parse(columns);
    // Notes on when tables were loaded.
    else if (table === '$loaded') continue;
    else if (table === '$catalogue') catalogue = catalogueOf(columns);
    else if (isJsonObject(columns)) {
      const rows = lookups.get(table) ?? new Map<string, LookupColumns>();
      rows.set(key, columns);
      lookups.set(table, rows);
    }
  }
  return { lookups, account, ...(catalogue.length === 0 ? {} : { catalogue }) };
}

/** Custom fields as they were saved: all of them in one row, in the vendor's order. */
export function catalogueOf(columns: JsonValue): readonly CustomFieldDefinition[] {
  // Written by `factEntries` from definitions.
  return Array.isArray(columns) ? (columns as unknown as readonly CustomFieldDefinition[]) : [];
}
