import type {
  AccountFacts,
  CensusOptions,
  CensusPage,
  ChangeTracking,
  CustomFieldDefinition,
  ErrorClass,
  NativePage,
  Tombstone,
} from '../connector-kit/index.ts';
import type { VendorSession } from '../connector-kit/vendor-session.ts';
import type { SessionUsage } from '../http/session-options.ts';
import type {
  CompiledMapping,
  FieldExplanation,
  LookupColumns,
  LookupTables,
  MappingResult,
} from '../mapping/mapping-types.ts';
import type { NativeId, NativeRecord } from '../model/native-record.ts';
import type { Opportunity } from '../model/opportunity.ts';
import type { RecallRows } from './lookup-loader.ts';
import type { MissingPermission } from './or-undefined.ts';
import type { WriteAccess } from './writes/write-access.ts';

/** One native record and what the mapping made of it. */
export interface MappedRecord {
  readonly native: NativeRecord;
  readonly result: MappingResult<Opportunity>;
}

/** One page of a listing, translated. Nothing is left out: records in = mapped + unusable. */
export interface MappedPage {
  readonly records: readonly MappedRecord[];
  readonly tombstones: readonly Tombstone[];
  readonly nextCursor: NativePage['nextCursor'];
  readonly totalHint?: number;
  /** The tables the records were translated with. A table that was not loaded anew is the same object as before. */
  readonly lookups: LookupTables;
}

/** Records that were asked for by id. */
export interface MappedById {
  readonly records: readonly MappedRecord[];
  readonly tombstones: readonly Tombstone[];
  /** The vendor surely has no such record. */
  readonly missing: readonly NativeId[];
  /** The vendor refuses to show it: no proof of a deletion. */
  readonly withheld: readonly NativeId[];
  readonly lookups: LookupTables;
}

export interface PageOptions {
  readonly changedSince?: string;
  readonly cursor?: string;
  /** As in a connector's `ListOptions`. */
  readonly briefDeletions?: boolean;
}

/** What a connection has used of the vendor since it was opened. */
export interface ConnectionUsage extends SessionUsage {
  /** How much of the tightest limit is in use at this moment, 0 to 1; undefined where nothing is limited. */
  readonly shareOfLimit: number | undefined;
}

/** The engine waits before it tries a request again. */
export interface WaitEvent {
  readonly waitMs: number;
  readonly reason: ErrorClass;
}

/** What list, get, explain and sync share: a session, a mapping, and the tables it needs, loaded once. */
export interface OpenConnection {
  readonly connectorId: string;
  readonly session: VendorSession;
  readonly mapping: CompiledMapping<Opportunity>;
  readonly changeTracking: ChangeTracking;
  /** Loaded on first use and kept for 15 minutes; what the caller set replaces what the vendor says. */
  account(): Promise<AccountFacts>;
  /** As the vendor tells it, whatever the caller set; undefined where it may not be read. */
  accountAsTold(): Promise<AccountFacts | undefined>;
  /** Custom fields; loaded on first use and kept for 15 minutes. */
  catalogue(): Promise<readonly CustomFieldDefinition[]>;
  /** As `catalogue`; undefined where they may not be read, or the vendor has none to tell of. */
  catalogueAsTold(): Promise<readonly CustomFieldDefinition[] | undefined>;
  /**
   * Pages in the connector's order, each translated; lookups the page needs are loaded before it is. The page after
   * is asked for meanwhile, and no further one.
   */
  pages(options: PageOptions): AsyncIterable<MappedPage>;
  get(id: string): Promise<MappedRecord | undefined>;
  /** Many by id, each in exactly one of four: translated, deleted, denied by the vendor, or not shown. */
  getMany(ids: readonly NativeId[]): Promise<MappedById>;
  /** Id and change time of everything that lives, in as few requests as the vendor allows. */
  census(options?: CensusOptions): AsyncIterable<CensusPage>;
  /** Undefined where the vendor has no such record. */
  explain(id: string, field?: string): Promise<readonly FieldExplanation[] | undefined>;
  /** Names of the tables that are loaded whole, with how long each may be kept, in milliseconds. */
  readonly wholeTables: ReadonlyMap<string, number>;
  /** Takes a whole table that an earlier connection to the account had loaded, for what is left of its time. */
  seedTable(name: string, rows: ReadonlyMap<string, LookupColumns>, loadedAtMs: number): void;
  /** Forgets whole tables and custom fields that were loaded longer ago than this, in milliseconds. */
  forgetOlderThan(ageMs: number): void;
  /** As `seedTable`, for custom fields. */
  seedCatalogue(fields: readonly CustomFieldDefinition[], loadedAtMs: number): void;
  /** Takes the account as the vendor told it to an earlier connection, until `keptForMs` after that. */
  seedAccount(told: AccountFacts, loadedAtMs: number, keptForMs: number): void;
  /** Looks rows that never change up here before the vendor is asked for them, until the returned function is called. */
  recallRows(recall: RecallRows): () => void;
  /** What `crm.opportunities` writes with. */
  readonly writing: WriteAccess;
  /** One cheap authorised call; resolves to the account's name as a person would know it. */
  checkConnection(): Promise<string>;
  /** What these credentials may not read, or the account does not have, as far as it has shown. */
  missingPermissions(): readonly MissingPermission[];
  usage(): ConnectionUsage;
  /** Tells of each wait until the returned function is called. */
  onWait(listener: (event: WaitEvent) => void): () => void;
  close(): Promise<void>;
}
