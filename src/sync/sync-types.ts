import type { OpenConnection } from '../client/connection-types.ts';
import type { MissingPermission } from '../client/or-undefined.ts';
import type { Instant } from '../model/native-record.ts';
import type { OpenPass } from '../store/checkpoint.ts';
import type { Counts } from '../store/counts.ts';
import type { Destination } from '../store/destination.ts';
import type { QuarantineLimit } from './quarantine-limit.ts';

export interface SyncOptions {
  readonly connection: OpenConnection;
  readonly destination: Destination;
  /** Key of the connection's rows, where several accounts share a destination. @default the connector's id */
  readonly name?: string;
  /** Reads everything again although a watermark is known. A full pass under way is continued. @default false */
  readonly full?: boolean;
  /** When quarantined records mean that the mapping is wrong. @default 1 % of at least 100 records, or 100 in a row */
  readonly quarantineLimit?: QuarantineLimit;
  /** Stops at the next page boundary; the result then says `stopped`. */
  readonly signal?: AbortSignal;
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
  | { readonly type: 'wait'; readonly waitMs: number; readonly reason: string }
  /** The vendor refused a cursor: the pass begins again, nothing is lost. */
  | { readonly type: 'restarted' }
  | { readonly type: 'done'; readonly result: SyncResult }
  | { readonly type: 'failed'; readonly error: unknown; readonly counts: Counts; readonly requests: number };

export interface SyncResult {
  /**
   * `completed`: the pass is done. `stopped`: the signal came; `suspended`: the vendor asks for a long pause. After
   * either, the next run goes on where this one ended.
   */
  readonly status: 'completed' | 'stopped' | 'suspended';
  readonly name: string;
  readonly connector: string;
  readonly kind: PassKind;
  readonly resumed: boolean;
  /** Of this run. `fetched` is the sum of what became of it. */
  readonly counts: Counts;
  readonly requests: number;
  /** Every change before this instant is in the destination; undefined before the first full pass. */
  readonly watermark: Instant | undefined;
  /** When a suspended run may go on, where the vendor says so. */
  readonly resumeAt: Instant | undefined;
  readonly durationMs: number;
  /** True where older rows were translated by another mapping and keep it until they change, or until a full pass. */
  readonly mappingChanged: boolean;
  readonly missingPermissions: readonly MissingPermission[];
}
