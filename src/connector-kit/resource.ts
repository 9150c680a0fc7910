import type { CustomFieldType } from '../model/custom-field-types.ts';
import type { JsonValue } from '../model/json.ts';
import type { Instant, NativeId, NativeRecord, Tombstone } from '../model/native-record.ts';
import type { VendorError } from './vendor-error.ts';
import type { VendorSession } from './vendor-session.ts';
import type { WriteOperations } from './writes.ts';

/** Opaque position in one listing. Only the connector that issued it may read it. */
export type Cursor = string;

/** One answer of a listing. */
export interface NativePage {
  readonly records: readonly NativeRecord[];
  readonly tombstones: readonly Tombstone[];
  /** Where the next page starts; undefined on the last page. Required, so that nobody forgets to decide. */
  readonly nextCursor: Cursor | undefined;
  /** How many records the whole listing has, where the vendor says so; may be an upper bound. For progress only. */
  readonly totalHint?: number;
}

export interface ListOptions {
  /** Records changed at or after this instant. Round down to the vendor's precision: overlap is fine, gaps are not. */
  readonly changedSince?: Instant;
  /** Continue after the page that carried this cursor. */
  readonly cursor?: Cursor;
  /** What the mapping reads; for vendors that return only what is asked for. */
  readonly plan?: RequestPlan;
  /**
   * Tells deletions in a listing of changes only as far as one request goes, where the vendor has nothing but a list of
   * all it remembers, which costs by the size of that list; elsewhere they come all the same. A later listing, which
   * reaches back to the last one that told them all, or a census has to make up for it.
   *
   * @default false
   */
  readonly briefDeletions?: boolean;
}

/** What became of records that were asked for by id. Each id asked for is in exactly one of the four. */
export interface RecordsById {
  /** What lives, with the body that `list` and `get` give under the same plan. */
  readonly records: readonly NativeRecord[];
  /** What the vendor knows and says is deleted, archived as its way of deleting, or merged into another record. */
  readonly tombstones: readonly Tombstone[];
  /** What the vendor surely denies: it said so of this very id. Absence from a list is never enough. */
  readonly missing: readonly NativeId[];
  /** What the vendor refuses to show, of this very id, while it shows others. Not a deletion. */
  readonly withheld: readonly NativeId[];
}

/** One living record in a census. */
export interface CensusEntry {
  readonly id: NativeId;
  /** As in the `NativeRecord` that `list` gives. */
  readonly changedAt: Instant | undefined;
}

/** One answer of a census. */
export interface CensusPage {
  readonly entries: readonly CensusEntry[];
  /** Where the next page starts; undefined on the last page. */
  readonly nextCursor: Cursor | undefined;
}

export interface CensusOptions {
  /** Continue after the page that carried this cursor. Cursors of `list` are of another kind. */
  readonly cursor?: Cursor;
}

/** What a mapping needs from the vendor, in native words. */
export interface RequestPlan {
  /** Native paths the mapping reads, as in the native descriptor. */
  readonly paths: readonly string[];
  /** Keys of custom fields to ask for, from `customFields()`. */
  readonly customFieldKeys: readonly string[];
  /** Names of the lookup tables the mapping uses. */
  readonly lookups: readonly string[];
  /**
   * Told of what these credentials may not read and records can do without, `participants` for example; what is told is
   * logged once, and stands in `missingPermissions`. Where it is absent, the failure is the caller's.
   */
  readonly tellMissing?: (what: string, refusal: VendorError) => void;
}

/** How changes and deletions can be seen. A sync plans from it; `connector show` prints it. */
export interface ChangeTracking {
  readonly incremental: 'server-filter' | 'full-scan';
  /** Step of the vendor's change-time filter, in milliseconds. */
  readonly precisionMs: number;
  /** How far behind the newest change a listing may be, in milliseconds: read again that much. */
  readonly overlapMs: number;
  /**
   * How long after a change a changed-since listing may still miss it, in milliseconds, where the vendor's index can be
   * that late: whenever that much time has passed, one listing has to reach back that far. 0 where `overlapMs` is enough.
   */
  readonly settleMs: number;
  readonly deletions: 'listed' | 'found-by-full-scan';
  /** Changes that move no change time: said to people, and the reason for sweeps. */
  readonly unseen: readonly string[];
}

/** One row of a lookup table: columns by name, as the native descriptor declares them. */
export interface LookupRow {
  /** The key under which mappings find it: usually the vendor's id, as text. */
  readonly key: string;
  readonly columns: Readonly<Record<string, JsonValue>>;
}

/** A vendor table that mappings refer to: stages, users, companies, labels. */
export type LookupSource =
  | {
      readonly load: 'all';
      /** How long a loaded table may be reused, in milliseconds. */
      readonly maxAgeMs: number;
      rows(session: VendorSession): Promise<readonly LookupRow[]>;
    }
  | {
      readonly load: 'by-key';
      readonly maxAgeMs: number;
      /** The columns of its rows, where none of them ever changes: a row with all of them then serves for good. */
      readonly fixedColumns?: readonly string[];
      /** Loads just these keys; keys the vendor does not know, or does not show, are left out. */
      rows(session: VendorSession, keys: readonly string[]): Promise<readonly LookupRow[]>;
    };

/** Wire types of native fields; MAPPING language reference. */
export const nativeTypes = [
  'text',
  'id',
  'int',
  'int-text',
  'number',
  'decimal',
  'ratio',
  'ratio-text',
  'percent',
  'bool',
  'bool-text',
  'date',
  'datetime',
  'unix-s',
  'unix-ms',
  'unix-day',
  'choice',
  'list-semicolon',
  'json',
] as const;
export type NativeType = (typeof nativeTypes)[number];

/** A member of a value that is an object. */
export type ValueMember = {
  readonly type: 'number' | 'text' | 'currency' | 'date' | 'time' | 'zone';
  /**
   * Whether a write gives it: always; or null stands where it does not; or the vendor chooses one where it does not; or
   * never, since only the vendor sets it.
   */
  readonly given: 'required' | 'optional' | 'chosen' | 'vendor';
  /** The longest text that the vendor takes, in characters. */
  readonly longest?: number;
};

/** A field that the account added. */
export interface CustomFieldDefinition {
  /** The key under which the value sits in the native body. Never changes when people rename the field. */
  readonly key: string;
  readonly label: string;
  readonly description?: string;
  readonly type: CustomFieldType;
  /** How a value looks on the wire; of one element where the field holds several in an array. */
  readonly wire: NativeType;
  /** Labels by option id (as text). Deleted options may be missing. */
  readonly options?: Readonly<Record<string, string>>;
  /** What a `reference` points at, in the vendor's word. */
  readonly refName?: string;
  readonly access?: 'read' | 'read-write';
  /** Of one that cannot be written: why. */
  readonly because?: string;
  /** Of one that cannot be written: what to do instead. */
  readonly instead?: string;
  /** What is sent to clear it, where that is not what clears the vendor's other fields. */
  readonly clear?: JsonValue;
  /** False where it cannot be cleared: a check box that is either ticked or not. */
  readonly nullable?: boolean;
  /** True where the vendor lets no two records have the same value. */
  readonly unique?: boolean;
  /** True where the vendor keeps whole numbers only, though `wire` may carry others. */
  readonly whole?: boolean;
  /** The longest text that the vendor takes, in characters. */
  readonly longest?: number;
  /** The members of values that are objects, where they are known; `wire` is then `json`. */
  readonly members?: Readonly<Record<string, ValueMember>>;
}

/** Facts of the customer's account that a mapping needs. */
export interface AccountFacts {
  /** What tells it from every other account of the vendor, and never changes; left out where the vendor does not say. */
  readonly id?: string;
  /** The account's name or id, as a person would know it. */
  readonly name: string;
  /** ISO 4217; null where the vendor does not say. */
  readonly currency: string | null;
  /** IANA name; null where the vendor does not say. */
  readonly timezone: string | null;
}

/** One kind of record. An operation the vendor lacks is an absent method, never one that throws. */
export interface Resource {
  /** The vendor's word for it, singular: `deal`, `opportunity`. */
  readonly nativeName: string;
  /** The native descriptor beside the connector's code. */
  readonly descriptor: URL;
  readonly changeTracking: ChangeTracking;
  readonly lookups: Readonly<Record<string, LookupSource>>;
  list(session: VendorSession, options: ListOptions): AsyncIterable<NativePage>;
  /** Resolves to undefined where the vendor says the record does not exist. */
  get(session: VendorSession, id: NativeId, plan?: RequestPlan): Promise<NativeRecord | undefined>;
  /**
   * Many records by id, in as few requests as the vendor allows; none for an empty list. Ids given twice are asked once.
   *
   * @throws VendorError where the vendor refuses the connection rather than one of the ids.
   */
  getMany(session: VendorSession, ids: readonly NativeId[], plan?: RequestPlan): Promise<RecordsById>;
  /**
   * Every record that lives from the first request to the last, at least once, with nothing but id and change time;
   * of one listed twice the later entry counts. What `getMany` calls a tombstone is not among them.
   */
  census(session: VendorSession, options: CensusOptions): AsyncIterable<CensusPage>;
  customFields?(session: VendorSession): Promise<readonly CustomFieldDefinition[]>;
  /** Absent where the records of this kind cannot be written. */
  readonly writes?: WriteOperations;
}
