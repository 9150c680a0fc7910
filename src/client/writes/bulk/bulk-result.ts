import type { WriteIssue } from '../../../mapping/write-types.ts';
import type { NativeId } from '../../../model/native-record.ts';
import type { WriteOutcome, WriteResult } from '../write-result.ts';
import type { WritePlan } from '../write-plan.ts';

/**
 * Beside the outcomes of a single write:
 *
 * - `refused`: nothing was sent for it; `issues` or `error` say why.
 * - `failed`: the vendor refused it, or a step of it.
 * - `ambiguous`: it may or may not have been carried out.
 * - `not-tried`: the run ended before its turn; nothing was sent for it.
 * - `planned`: a dry run, and it would be sent.
 */
export type BulkOutcome = WriteOutcome | 'refused' | 'failed' | 'ambiguous' | 'not-tried' | 'planned';

/** What became of one item; with `verify`, what reading it back has shown as well. */
export interface BulkItemResult extends Pick<
  WriteResult,
  'confirmedBy' | 'differences' | 'sideEffects' | 'opportunity' | 'unverified'
> {
  /** Position in the input. */
  readonly index: number;
  readonly outcome: BulkOutcome;
  /** Of a create: as soon as the record exists, whatever became of the steps after. */
  readonly id?: NativeId;
  readonly issues: readonly WriteIssue[];
  /** Why it is `refused` without an issue, `failed`, `ambiguous` or `not-tried`. */
  readonly error?: Error;
  /** Of a dry run. */
  readonly plan?: WritePlan;
}

export interface BulkProgress {
  /** Items whose outcome is known. */
  readonly done: number;
  readonly total: number;
  readonly outcomes: Readonly<Partial<Record<BulkOutcome, number>>>;
}
