import type { Order } from './order.ts';

/** What happens at a vendor before a sync, and whether that sync reads everything again. */
export interface Phase {
  readonly name: string;
  readonly full: boolean;
  happen(): Promise<void>;
}

/** One account over time. */
export interface ChaosVendor {
  readonly name: string;
  /** A process lives for at most this many requests, at first: enough to commit a page now and then. */
  readonly longestLife: number;
  /** How a process reaches it. */
  readonly address: Pick<Order, 'connector' | 'baseUrl' | 'credentials'>;
  /** A backfill, incremental passes with edits and deletions before them, a sweep that compares by id. */
  readonly phases: readonly Phase[];
  /** How many requests have come so far. */
  requests(): number;
  /** Ids of what exists. */
  living(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export type VendorKind = 'fake' | 'emulated';
