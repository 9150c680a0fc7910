import { z } from 'zod';
import { factsMaxAgeMs } from '../client/assemble-connection.ts';
import type { OpenConnection } from '../client/connection-types.ts';
import type { RecallRows } from '../client/lookup-loader.ts';
import type { CustomFieldDefinition } from '../connector-kit/resource.ts';
import type { LookupColumns } from '../mapping/mapping-types.ts';
import { isJsonObject } from '../model/json.ts';
import { msFromInstant } from '../model/instant.ts';
import type { Destination, LookupEntry } from '../store/destination.ts';
import { isStore } from '../store/store.ts';
import type { KnownField } from './field-changes.ts';
import { keptAccount, loadedNotes, seedAccount, type KeptAccount } from './kept-account.ts';
import { storedContext } from './stored-context.ts';

/** What an earlier run had loaded whole and is young enough to be used again. */
export interface KeptTables {
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, LookupColumns>>;
  readonly catalogue: readonly CustomFieldDefinition[] | undefined;
  readonly account: KeptAccount | undefined;
  /** Custom fields that earlier runs have seen, however long ago; undefined where none has looked. */
  readonly knownFields: () => Promise<readonly KnownField[] | undefined>;
}

/** Of a run that neither uses what is kept nor tells what is new. */
export const nothingKept: KeptTables = {
  tables: new Map(),
  catalogue: undefined,
  account: undefined,
  knownFields: async () => undefined,
};

const Note = z.object({ at: z.iso.datetime(), keys: z.array(z.string()) });

/** The note that a table was loaded whole: when, and with which rows. */
export function loadedTable(table: string, at: string, keys: readonly string[]): LookupEntry {
  return { table: loadedNotes, key: table, columns: { at, keys } };
}

/**
 * Hands a connection the whole tables and custom fields that an earlier run had loaded: runs that follow each other
 * closely do not ask for them every time. The account has a time of its own.
 *
 * No table may be older than what each pass reads again. A record that came with a stage, an option or a field which the
 * tables did not know yet is then read once more after they were loaded anew.
 */
export async function seedFromStore(
  connection: OpenConnection,
  destination: Destination,
  name: string,
  nowMs: number,
): Promise<KeptTables> {
  const { overlapMs } = connection.changeTracking;
  connection.forgetOlderThan(overlapMs);
  if (!isStore(destination)) return nothingKept;
  const maxAges = new Map([...connection.wholeTables, ['$catalogue', factsMaxAgeMs]]);
  const entries = await destination.lookups(name, [loadedNotes, ...maxAges.keys()]);
  const rows = Map.groupBy(entries, ({ table }) => table);
  const tables = new Map<string, ReadonlyMap<string, LookupColumns>>();
  let catalogue: readonly CustomFieldDefinition[] | undefined;
  for (const { key: table, columns } of rows.get(loadedNotes) ?? []) {
    const note = Note.safeParse(columns).data;
    const loadedAtMs = note === undefined ? Number.NaN : msFromInstant(note.at);
    const ageMs = nowMs - loadedAtMs;
    // A clock that was set back since: how old it is cannot be told.
    const maxAgeMs = Math.min(overlapMs, maxAges.get(table) ?? -1);
    if (note === undefined || !(ageMs >= 0 && ageMs <= maxAgeMs)) continue;
    if (table === '$catalogue') {
      catalogue = storedContext(rows.get(table) ?? []).catalogue ?? [];
      connection.seedCatalogue(catalogue, loadedAtMs);
    } else {
      const found = rowsOf(rows.get(table) ?? [], note.keys);
      tables.set(table, found);
      connection.seedTable(table, found, loadedAtMs);
    }
  }
  const account = keptAccount(rows.get(loadedNotes) ?? [], connection, nowMs);
  if (account?.isYoung === true) seedAccount(connection, account);
  const knownFields = async () => {
    const fields = await destination.fields(name);
    return fields.length > 0 ? fields : definitionsOf(rows.get('$catalogue'));
  };
  return { tables, catalogue, account, knownFields };
}

/** Of a store that an earlier version wrote, or of an account that had no custom field so far. */
function definitionsOf(entries: readonly LookupEntry[] | undefined): readonly KnownField[] | undefined {
  return entries === undefined ? undefined : (storedContext(entries).catalogue ?? []);
}

/** Rows that earlier runs have saved, one by one. */
export function rowsOfStore(destination: Destination, name: string): RecallRows {
  return async (table, keys) =>
    isStore(destination) ? rowsOf(await destination.lookups(name, [table], keys), keys) : new Map();
}

function rowsOf(
  entries: readonly LookupEntry[],
  keys: readonly string[],
): ReadonlyMap<string, LookupColumns> {
  const found = new Map(entries.map(({ key, columns }) => [key, columns]));
  const rows = new Map<string, LookupColumns>();
  // In the order of the vendor, which the store does not keep.
  for (const key of keys) {
    const columns = found.get(key);
    if (isJsonObject(columns)) rows.set(key, columns);
  }
  return rows;
}
