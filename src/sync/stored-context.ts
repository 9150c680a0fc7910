import { z } from 'zod';
import type { CustomFieldDefinition } from '../connector-kit/resource.ts';
import type { LookupColumns, MappingContext } from '../mapping/mapping-types.ts';
import { isJsonObject } from '../model/json.ts';
import type { LookupEntry } from '../store/destination.ts';

const Account = z.object({
  currency: z.string().nullable().default(null),
  timezone: z.string().nullable().default(null),
});

/** Account and tables as they were when the stored records were read: all a mapping needs besides the record. */
export function storedContext(entries: readonly LookupEntry[]): MappingContext {
  const lookups = new Map<string, Map<string, LookupColumns>>();
  let catalogue: readonly CustomFieldDefinition[] | undefined;
  const oneByOne: CustomFieldDefinition[] = [];
  let account: MappingContext['account'] = { currency: null, timezone: null };
  for (const { table, key, columns } of entries) {
    // Written by `factEntries` from definitions.
    if (table === '$catalogue' && Array.isArray(columns)) {
      catalogue = columns as unknown as readonly CustomFieldDefinition[];
    }
    if (!isJsonObject(columns)) continue;
    if (table === '$account') account = Account.parse(columns);
    // Notes on when tables were loaded.
    else if (table === '$loaded') continue;
    // As earlier versions wrote them.
    else if (table === '$catalogue') oneByOne.push(columns as unknown as CustomFieldDefinition);
    else {
      const rows = lookups.get(table) ?? new Map<string, LookupColumns>();
      rows.set(key, columns);
      lookups.set(table, rows);
    }
  }
  const fields = catalogue ?? oneByOne;
  return { lookups, account, ...(fields.length === 0 ? {} : { catalogue: fields }) };
}
