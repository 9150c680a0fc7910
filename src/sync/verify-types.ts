import type { OpenConnection } from '../client/connection-types.ts';
import type { Instant } from '../model/native-record.ts';
import type { Counts } from '../store/counts.ts';
import type { CensusDifference, Store } from '../store/store.ts';

export interface VerifyOptions {
  readonly connection: OpenConnection;
  readonly store: Store;
  /** Whose records: the name they are stored under. @default the connector's id */
  readonly name?: string;
  /** Brings what differs up to date. @default false */
  readonly repair?: boolean;
  /** Repairs although so many records are gone that it would stop to ask. @default false */
  readonly acceptDeletions?: boolean;
  readonly deletion?: 'soft' | 'hard';
  readonly takeOver?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly counted: number; readonly requests: number }) => void;
  readonly now?: () => number;
}

/** A difference that the vendor confirmed when asked for the record itself. */
export type Difference = CensusDifference & { readonly repaired: boolean };

/** What a comparison of vendor and store has shown. */
export interface VerifyResult {
  /** `differs` also after a repair: it says what was found. */
  readonly status: 'complete' | 'differs';
  readonly name: string;
  readonly connector: string;
  /** Every change the vendor knew of before this instant (its clock) is in the store, apart from `differences`. */
  readonly completeAsOf: Instant;
  readonly watermark: Instant;
  /** When the last full pass began: what moves no change time is right as of then. */
  readonly sweptAt: Instant | undefined;
  /** What change times cannot show, in the connector's words. */
  readonly notCompared: readonly string[];
  readonly vendorRecords: number;
  readonly storedRows: number;
  readonly quarantined: number;
  /** By kind; `list` has each of them, in the order of ids. */
  readonly differences: {
    readonly missing: number;
    readonly extra: number;
    readonly stale: number;
    readonly list: readonly Difference[];
  };
  /** Changed since the watermark: the next run brings them. */
  readonly pending: number;
  /** In the store, and not shown to these credentials: neither proven nor denied. */
  readonly withheld: number;
  /** What a repair wrote. */
  readonly counts: Counts;
  readonly requests: number;
  readonly durationMs: number;
}
