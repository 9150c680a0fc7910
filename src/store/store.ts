import type { Issue } from '../model/issue.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Instant, NativeId, NativeRecord } from '../model/native-record.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { ColumnKind } from './columns.ts';
import type { Counts } from './counts.ts';
import type { Destination, FieldEntry, LookupEntry, RunStatus, RunTask, RunTicket } from './destination.ts';

/** One row of the model's table. */
export interface StoredRecord {
  readonly connection: string;
  readonly connector: string;
  readonly id: string;
  /** Unified fields by name. A field the vendor does not have reads as null here. */
  readonly record: Readonly<Record<string, JsonValue>>;
  readonly native: JsonObject;
  readonly mappingHash: string;
  readonly changedAt: Instant | undefined;
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  readonly deletedAt: Instant | undefined;
  /** `deleted`, `archived` or `merged`, where the vendor or a comparison reported it apart from the record. */
  readonly deletedReason: string | undefined;
  readonly mergedInto: string | undefined;
}

export interface StoredQuarantine {
  readonly connection: string;
  readonly id: string;
  readonly reason: string;
  readonly issues: readonly Issue[];
  /** Where the first rule that failed stands: `file:line:column`. */
  readonly at: string | undefined;
  readonly native: JsonObject;
  readonly run: number;
}

/** One custom field of a connection's account, also one that is gone: its values are still in native bodies. */
export interface StoredField extends FieldEntry {
  /** Its kind before the last change of it; undefined where it never changed. */
  readonly formerType: string | undefined;
  readonly retypedAt: Instant | undefined;
  /** When a run first saw it, by our clock. */
  readonly firstSeen: Instant;
  /** When a run last asked for the custom fields and it was among them. */
  readonly lastSeen: Instant;
  /** When a run found it gone; undefined for one that is there. */
  readonly removedAt: Instant | undefined;
}

export interface StoredRun {
  readonly run: number;
  readonly connection: string;
  readonly connector: string;
  readonly task: RunTask;
  readonly status: RunStatus;
  readonly startedAt: Instant;
  readonly endedAt: Instant | undefined;
  readonly counts: Counts;
  readonly requests: number;
  /** The highest share of the vendor's tightest limit that was in use, 0 to 1. */
  readonly peakShare: number | undefined;
  readonly watermark: Instant | undefined;
  readonly resumeAt: Instant | undefined;
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;
  readonly mappingHash: string;
}

/** Where one connection stands, as `sync status` shows it. */
export interface ConnectionStatus {
  readonly connection: string;
  readonly connector: string;
  readonly checkpoint: Checkpoint;
  readonly rows: number;
  readonly deletedRows: number;
  readonly quarantined: number;
  /** `interrupted`, where it had not ended and its process is gone or its lease over. */
  readonly lastRun: StoredRun | undefined;
  readonly lastSuccess: StoredRun | undefined;
  /** When the schedule runs it next; undefined without a schedule. */
  readonly nextRunAt: Instant | undefined;
}

export interface ReadOptions {
  readonly connection?: string;
  /** @default 100 */
  readonly limit?: number;
  /** @default 0 */
  readonly offset?: number;
}

/** How far one goes through ids, in the order of their bytes. */
export interface IdWindow {
  /** Ids after this one; '' is before all of them. */
  readonly after: NativeId;
  readonly limit: number;
}

/** Id and change time of one record, as the vendor states them now. */
export interface CensusEntry {
  readonly id: NativeId;
  readonly changedAt: Instant | undefined;
}

/**
 * How vendor and store differ about one record: `missing` from the store, `extra` in it, or `stale`, with another
 * change time than the vendor's: an older one, or one that the vendor has corrected since.
 */
export interface CensusDifference {
  readonly id: NativeId;
  readonly kind: 'missing' | 'extra' | 'stale';
  readonly vendorChangedAt: Instant | undefined;
  readonly storedChangedAt: Instant | undefined;
}

/** What a vendor has now, kept beside the rows to be compared with them. Belongs to one run, ends with it. */
export interface Census {
  add(ticket: RunTicket, entries: readonly CensusEntry[]): Promise<void>;
  /** Ids counted so far, each once. */
  size(ticket: RunTicket): Promise<number>;
  differences(ticket: RunTicket, window: IdWindow): Promise<readonly CensusDifference[]>;
  /** How many of the differences are `extra`. */
  countExtra(ticket: RunTicket): Promise<number>;
  clear(ticket: RunTicket): Promise<void>;
}

/** One of the connection's own mappings as a column. */
export interface ViewColumn {
  /** Its key in `customMappings`. */
  readonly key: string;
  /** What the column holds; a value of another type reads as null there. @default text, or JSON as text */
  readonly type?: ColumnKind;
}

/** Where one text is kept for several processes, and how they take turns at changing it. */
export interface SharedText {
  /** As people know it. */
  readonly place: string;
  read(): Promise<string | undefined>;
  /** As long as `holder` has the lock; false where it has not. */
  write(text: string, holder: string): Promise<boolean>;
  /** Takes the lock for `leaseMs` from now; false where another holder has it and its lease has not ended. */
  lock(holder: string, leaseMs: number): Promise<boolean>;
  unlock(holder: string): Promise<void>;
}

/** A destination that can be read again: a database. */
export interface Store extends Destination {
  readonly census: Census;
  get(connection: string, id: string): Promise<StoredRecord | undefined>;
  /** Ordered by connection and id. */
  records(options?: ReadOptions): Promise<readonly StoredRecord[]>;
  quarantined(options?: ReadOptions): Promise<readonly StoredQuarantine[]>;
  /** Latest first. */
  runs(options?: ReadOptions): Promise<readonly StoredRun[]>;
  /** Lookup rows that were kept; of these tables and with these keys only, where any are named. */
  lookups(
    connection: string,
    tables?: readonly string[],
    keys?: readonly string[],
  ): Promise<readonly LookupEntry[]>;
  /** Custom fields that runs have seen, ordered by key. */
  fields(connection: string): Promise<readonly StoredField[]>;
  status(connection?: string): Promise<readonly ConnectionStatus[]>;
  /** Rows that are not deleted, and quarantined records, that the full pass `generation` has not seen. */
  unseen(connection: string, generation: number, window: IdWindow): Promise<readonly NativeId[]>;
  countUnseen(connection: string, generation: number): Promise<number>;
  /** Rows that are not deleted. */
  countLive(connection: string): Promise<number>;
  /** Native records of rows that another mapping than this one translated. */
  natives(
    connection: string,
    otherThan: { readonly mappingHash: string },
    window: IdWindow,
  ): Promise<readonly NativeRecord[]>;
  /** Native records in quarantine. */
  quarantinedNatives(connection: string, window: IdWindow): Promise<readonly NativeRecord[]>;
  /**
   * Makes a view of the connection's rows with every unified column and one for each of its own mappings, in place of
   * an earlier one. Names are made from the keys: lower-case, other characters as `_`, at most 63 long, and with a
   * suffix where two would be the same.
   *
   * @returns the view's name: `opportunities_acme`.
   */
  defineView(connection: string, columns: readonly ViewColumn[]): Promise<string>;
  /** Where processes that share the store keep the renewed access of a connection: a slot of `sharedCredentials`. */
  credentialSlot(connection: string): SharedText;
  /** Notes when the schedule runs a connection next, once it has run. */
  planNextRun(connection: string, at: Instant | undefined): Promise<void>;
}

/** True for a destination that is a store. */
export function isStore(destination: Destination): destination is Store {
  return 'census' in destination;
}
