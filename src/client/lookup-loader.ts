import { ageMs } from '../connector-kit/age.ts';
import type { LookupRow, LookupSource } from '../connector-kit/resource.ts';
import type { VendorSession } from '../connector-kit/vendor-session.ts';
import type { LookupColumns, LookupTables } from '../mapping/mapping-types.ts';
import type { JsonObject } from '../model/json.ts';
import { ClientError } from './client-error.ts';
import type { OrUndefined } from './or-undefined.ts';
import { recentRows } from './recent-rows.ts';
import { remembered } from './remembered.ts';

type Table = ReadonlyMap<string, LookupColumns>;

/**
 * Rows of one `by-key` table that stay in memory, some two megabytes: a sync holds as much after ten thousand records as
 * after a million. Four times as many save Pipedrive 1 % of the requests of 60,000 deals, and HubSpot none.
 */
const maxRows = 5000;

export interface LookupLoaderOptions {
  readonly session: VendorSession;
  readonly sources: Readonly<Record<string, LookupSource>>;
  /** Tables that reading uses. */
  readonly names: readonly string[];
  /** Further ones that only writing uses, each loaded whole. @default none */
  readonly writeNames?: readonly string[];
  /** Keys of `by-key` tables one record needs. */
  lookupKeys(native: JsonObject): ReadonlyMap<string, ReadonlySet<string>>;
  /** Turns a missing permission into undefined, and says so once. */
  readonly orUndefined: OrUndefined;
  readonly now: () => number;
}

/** Loads the tables that a set of records needs. A table that may not be read is left out. */
export type LoadTables = (natives: readonly JsonObject[]) => Promise<LookupTables>;

/** Rows of a table by key that were loaded before, by whomever. */
export type RecallRows = (table: string, keys: readonly string[]) => Promise<Table>;

export interface LookupLoader extends LoadTables {
  /** Also the tables that only writing uses. */
  readonly forWriting: LoadTables;
  /** Takes a whole table that was loaded elsewhere, for what is left of its time. */
  seed(table: string, rows: Table, loadedAtMs: number): void;
  /** Forgets whole tables that were loaded longer ago than this. */
  expire(olderMs: number): void;
  /** Asks here first for rows that never change, until the returned function is called. */
  recall(recall: RecallRows): () => void;
}

/** Whole tables are loaded once and shared; tables by key are asked only for keys that are not yet known. */
export function lookupLoader(options: LookupLoaderOptions): LookupLoader {
  const { names, writeNames = [] } = options;
  let recall: RecallRows | undefined;
  const recalled: RecallRows = async (table, keys) => recall?.(table, keys) ?? new Map();
  const tables = [...new Set([...names, ...writeNames])].map((name) => ({
    name,
    load: tableLoader(options, name, recalled),
  }));
  const forReading = tables.filter(({ name }) => names.includes(name));
  const loaderOf =
    (some: typeof tables): LoadTables =>
    async (natives) => {
      const keys = some.length === 0 ? new Map() : keysOf(options, natives);
      const loaded = await Promise.all(
        some.map(async ({ name, load }) => [name, await load(keys.get(name) ?? new Set())] as const),
      );
      const found = new Map<string, Table>();
      for (const [name, table] of loaded) if (table !== undefined) found.set(name, table);
      return found;
    };
  return Object.assign(loaderOf(forReading), {
    forWriting: loaderOf(tables),
    seed(table: string, rows: Table, loadedAtMs: number) {
      tables.find(({ name }) => name === table)?.load.seed?.(rows, loadedAtMs);
    },
    expire(olderMs: number) {
      for (const { load } of tables) load.expire?.(olderMs);
    },
    recall(from: RecallRows) {
      recall = from;
      return () => {
        if (recall === from) recall = undefined;
      };
    },
  });
}

interface TableLoader {
  (keys: ReadonlySet<string>): Promise<Table | undefined>;
  /** These two of whole tables only. */
  seed?(rows: Table, loadedAtMs: number): void;
  expire?(olderMs: number): void;
}

function tableLoader(
  { session, sources, orUndefined, now }: LookupLoaderOptions,
  name: string,
  recalled: RecallRows,
): TableLoader {
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (source === undefined) {
    throw new ClientError('connector-defect', `The connector has no lookup table ${name}.`, {
      context: { table: name },
      hint: 'Use a table that the native descriptor declares, or report it to the author of the connector.',
    });
  }
  const what = `lookup table ${name}`;
  if (source.load === 'all') {
    const load = async (): Promise<Table | undefined> =>
      orUndefined(what, async () => tableOf(await source.rows(session)));
    return remembered(load, source.maxAgeMs, now);
  }
  const { fixedColumns } = source;
  const known = recentRows<LookupColumns>({ maxRows, maxAgeMs: source.maxAgeMs, now });
  const keep = (key: string, row: LookupColumns, table: Map<string, LookupColumns>): void => {
    known.keep(key, row);
    table.set(key, row);
  };
  let refusedAt: number | undefined;
  return async (keys) => {
    if (refusedAt !== undefined && ageMs(refusedAt, now()) <= source.maxAgeMs) return undefined;
    const table = new Map<string, LookupColumns>();
    const unknown: string[] = [];
    for (const key of keys) {
      const row = known.find(key);
      if (row === undefined) unknown.push(key);
      else if (row !== null) table.set(key, row);
    }
    if (fixedColumns !== undefined && unknown.length > 0) {
      for (const [key, row] of await recalled(name, unknown)) {
        // One that an earlier version saved may have fewer.
        if (fixedColumns.every((column) => row[column] !== undefined)) keep(key, row, table);
      }
    }
    const missing = unknown.filter((key) => !table.has(key));
    if (missing.length === 0) return table;
    const rows = await orUndefined(what, () => source.rows(session, missing));
    if (rows === undefined) {
      refusedAt = now();
      return undefined;
    }
    const loaded = tableOf(rows);
    for (const key of missing) {
      const row = loaded.get(key);
      if (row !== undefined) keep(key, row, table);
      // What the vendor does not know is remembered too, so that it is not asked for with every page.
      else known.keep(key, null);
    }
    return table;
  };
}

function tableOf(rows: readonly LookupRow[]): Map<string, LookupColumns> {
  return new Map(rows.map((row) => [row.key, row.columns]));
}

function keysOf(
  { lookupKeys }: LookupLoaderOptions,
  natives: readonly JsonObject[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, Set<string>>();
  for (const native of natives) {
    for (const [table, keys] of lookupKeys(native)) {
      const known = all.get(table) ?? new Set();
      for (const key of keys) known.add(key);
      all.set(table, known);
    }
  }
  return all;
}
