import type { OpenConnection } from '../client/connection-types.ts';
import type { MissingPermission } from '../client/or-undefined.ts';
import type { Instant } from '../model/native-record.ts';
import type { OpenPass } from '../store/checkpoint.ts';
import type { Counts } from '../store/counts.ts';
import type { Destination } from '../store/destination.ts';
import type { FieldChanges } from './field-changes.ts';
import type { QuarantineLimit } from './quarantine-limit.ts';
import type { UnknownFields } from './unknown-fields.ts';

export interface SyncOptions {
  readonly connection: OpenConnection;
  readonly destination: Destination;
  /** Key of the connection's rows, where several accounts share a destination. @default the connector's id */
  readonly name?: string;
  /** Reads everything again, after what changed. A sweep under way is continued. @default false */
  readonly full?: boolean;
  /**
   * How long after a full pass the next one is due, in milliseconds; Infinity for never. It sees deletions that the
   * vendor does not list and changes that move no change time.
   *
   * @default 604_800_000, a week; 86_400_000, a day, where the vendor lists no deletions
   */
  readonly sweepEveryMs?: number;
  /**
   * How far before the watermark a pass reads again, in milliseconds: more than the vendor's listings may be late by, where
   * somebody has reason to. Costs reads. @default what the connector says, and never less
   */
  readonly overlapMs?: number;
  /** Asked at each page of a sweep: true leaves the rest of it for a later run. @default never */
  readonly pauseSweep?: () => boolean;
  /** Goes on where so many records are gone that the run stops to ask. @default false */
  readonly acceptDeletions?: boolean;
  /** Deleted records: `soft` keeps the row and marks it, `hard` removes it. @default 'soft' */
  readonly deletion?: 'soft' | 'hard';
  /** Makes a view of the connection's rows with its custom mappings as columns, in a store. @default false */
  readonly columns?: boolean;
  /** Stops another run of this connection that is at work, at its next page. @default false */
  readonly takeOver?: boolean;
  /** How long a run that has died keeps others out, where its process cannot be looked for. @default 60_000 */
  readonly leaseMs?: number;
  /** When quarantined records mean that the mapping is wrong. @default 1 % of at least 100 records, or 100 in a row */
  readonly quarantineLimit?: QuarantineLimit;
  /** Stops at the next page boundary; the result then says `stopped`. */
  readonly signal?: AbortSignal;
  /** Told what happens; what it throws is logged and changes nothing. */
  readonly onEvent?: (event: SyncEvent) => void;
  /** Our clock in milliseconds, for durations and where the vendor tells no time. @default the machine's */
  readonly now?: () => number;
}

export type PassKind = OpenPass['kind'];

/** What a run tells while it works. */
export type SyncEvent =
  | {
      readonly type: 'started';
      readonly name: string;
      readonly kind: PassKind;
      /** True where an earlier run had begun this pass. */
      readonly resumed: boolean;
      readonly from: Instant | undefined;
    }
  | {
      readonly type: 'page';
      /** Of this run so far. */
      readonly counts: Counts;
      /** Of the pass so far, earlier runs included. */
      readonly passCounts: Counts;
      readonly totalHint: number | undefined;
      readonly requests: number;
      /** Of the tightest limit, 0 to 1. */
      readonly shareOfLimit: number | undefined;
    }
  /** A full listing has ended without showing these: they are asked for by id. */
  | { readonly type: 'comparing'; readonly unseen: number }
  | {
      readonly type: 'compared';
      readonly counts: Counts;
      readonly asked: number;
      /** Not shown to these credentials: no proof of a deletion. */
      readonly withheld: number;
      readonly requests: number;
    }
  | { readonly type: 'wait'; readonly waitMs: number; readonly reason: string }
  /** The vendor refused a cursor: the pass begins again, nothing is lost. */
  | { readonly type: 'restarted' }
  /** Custom fields are new, gone or of another kind since an earlier run asked for them. Told once. */
  | { readonly type: 'fields'; readonly changes: FieldChanges }
  /** Once, when the run ends and however it does, where the vendor has sent fields that nobody knows. */
  | { readonly type: 'unknown-fields'; readonly fields: UnknownFields }
  | { readonly type: 'done'; readonly result: SyncResult }
  | { readonly type: 'failed'; readonly error: unknown; readonly counts: Counts; readonly requests: number };

/** One pass of a run. */
export interface PassResult {
  readonly kind: PassKind;
  /** True where an earlier run had begun it. */
  readonly resumed: boolean;
  readonly from: Instant | undefined;
  /** False where it goes on in a later run. */
  readonly isComplete: boolean;
  readonly fetched: number;
  /** What it cost in this run. */
  readonly requests: number;
  /**
   * Of `requests`: those that only walked on through all deletions the vendor remembers, where it has no other way to
   * tell the latest (HubSpot, once an hour). They depend on how many there are, not on what changed.
   */
  readonly deletionWalk: number;
}

export interface SyncResult {
  /**
   * `completed`: everything that was due is done. `stopped`: the signal came; `suspended`: the vendor asks for a long pause. After
   * either, the next run goes on where this one ended.
   */
  readonly status: 'completed' | 'stopped' | 'suspended';
  readonly name: string;
  readonly connector: string;
  /** Whether what is read at the destination after a crash can hold a record twice. */
  readonly delivery: Destination['delivery'];
  readonly passes: readonly PassResult[];
  /** Of this run. `fetched` is the sum of what became of it. */
  readonly counts: Counts;
  readonly requests: number;
  /** Every change before this instant is in the destination; undefined before the first full pass. */
  readonly watermark: Instant | undefined;
  /** True where a sweep is under way that a later run goes on with. */
  readonly sweepOpen: boolean;
  /** When a suspended run may go on: by the vendor's word, or in an hour where it does not say. Else undefined. */
  readonly resumeAt: Instant | undefined;
  readonly durationMs: number;
  /** True where older rows were translated by another mapping and keep it until they change, or until a full pass. */
  readonly mappingChanged: boolean;
  /** What the run had to do without, and why. */
  readonly missingPermissions: readonly MissingPermission[];
  /** Of the account's custom fields, since an earlier run into this database asked for them; empty in the first one. */
  readonly fieldChanges: FieldChanges;
  /**
   * What the vendor sent, with a value, that neither its native descriptor nor the account's custom fields know. It is in
   * `native`. A custom field that was added after the definitions were read is not meant: it is among `customFields`.
   */
  readonly unknownFields: UnknownFields;
}
