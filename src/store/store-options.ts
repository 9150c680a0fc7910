import type { ModelSpec } from '../model/field-spec.ts';
import type { Instant } from '../model/native-record.ts';
import type { StepListener } from './destination.ts';

/** What can be said about opening a store of any kind. */
export interface StoreOptions {
  /** Refuses to make a new store. @default false */
  readonly mustExist?: boolean;
  /** How long to wait for another's lock, in milliseconds. @default 5000 */
  readonly busyTimeoutMs?: number;
  /** What the table holds. @default Opportunity */
  readonly model?: ModelSpec;
  /** Our clock, for `first_seen`, `last_seen` and leases. @default the machine's; in PostgreSQL the server's */
  readonly now?: () => Instant;
  /** Told at each step of a run's start, commits and end. */
  readonly onStep?: StepListener;
}
