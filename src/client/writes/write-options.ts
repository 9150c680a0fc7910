import type { Instant, NativeId } from '../../model/native-record.ts';
import type { OpportunityInput } from '../../model/opportunity-input.ts';
import type { BulkProgress } from './bulk/bulk-result.ts';
import type { KeyValue, UpsertKey } from './upsert-key.ts';

/** What every single write takes. */
export interface CreateOptions {
  /**
   * Resolves to the plan, with its issues, and sends nothing but reads.
   *
   * @default false
   */
  readonly dryRun?: boolean;
  /**
   * Reads the record back and says what the vendor made of it: one request more.
   *
   * @default false
   */
  readonly verify?: boolean;
  /** Ends the call with the signal's reason as long as nothing was sent. What was begun is brought to its end. */
  readonly signal?: AbortSignal;
}

export interface UpdateOptions extends CreateOptions {
  /**
   * Refuses where the record changed after this instant, RFC 3339 with a zone: usually the `updatedAt` that was read.
   * The record is read, compared, then written: a change in that moment is not noticed, and neither is one for which
   * the vendor moves no change time.
   */
  readonly ifUnmodifiedSince?: Instant;
}

export type DeleteOptions = UpdateOptions;

export interface UpsertOptions extends CreateOptions {
  /** The custom field, by its id or label, and the value that names the record. */
  readonly key: UpsertKey;
}

/** One record of `upsertMany`. */
export interface UpsertItem {
  /** The value of the key field that names the record, in the model's words. */
  readonly key: KeyValue;
  readonly input: OpportunityInput;
}

export interface UpsertManyOptions extends BulkOptions {
  /** The custom field whose values name the records, by its id or label. */
  readonly keyField: string;
}

/** One record of `updateMany`. */
export interface UpdateItem {
  readonly id: NativeId;
  readonly changes: OpportunityInput;
  readonly ifUnmodifiedSince?: Instant;
}

export interface BulkOptions {
  /**
   * Sends nothing but reads; each result carries its plan, as if the item were written alone.
   *
   * @default false
   */
  readonly dryRun?: boolean;
  /**
   * Reads the records back, many at a time, and says of each what the vendor made of it.
   *
   * @default false
   */
  readonly verify?: boolean;
  /** Stops before the next item or batch; the rest is `not-tried`. */
  readonly signal?: AbortSignal;
  /** Told after each item or batch. Where it throws, nothing further is sent, as with an aborted signal. */
  readonly onProgress?: (progress: BulkProgress) => void;
}
