import type { JsonValue } from '../../model/json.ts';
import type { NativeId, NativeRecord } from '../../model/native-record.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import type { OpportuneError } from '../../model/error.ts';
import type { WritePlan } from './write-plan.ts';

/**
 * - `unchanged`: the record had every value already, and nothing was sent.
 * - `already-gone`: the vendor says that there is no such record.
 */
export type WriteOutcome = 'created' | 'updated' | 'unchanged' | 'deleted' | 'already-gone';

/** A field that was written and reads differently afterwards. */
export interface FieldDifference {
  readonly field: string;
  /** As it was given. */
  readonly wanted: JsonValue;
  /** As it reads now; absent where the vendor has no such field. */
  readonly found?: JsonValue;
}

/** A field that was not written and reads differently afterwards. */
export interface SideEffect {
  readonly field: string;
  /** Absent for a record that was just created. */
  readonly before?: JsonValue;
  readonly after: JsonValue;
  /** Why, where the plan's `alsoChanges` had said so; absent where nothing announced it. */
  readonly because?: string;
}

/** What reading a record back after a write has shown. */
export interface WriteVerification {
  /**
   * Written fields that the vendor changed or ignored. Empty: everything is as it was given. Without `verify`, those that
   * the answer to the write shows itself, such as a currency that was not taken over; absent where it shows none.
   */
  readonly differences: readonly FieldDifference[];
  /**
   * Other fields that changed with them, such as the probability that a stage brings along; of a new record, the
   * writable fields that the vendor filled in itself. Who changed it last and when is left out.
   */
  readonly sideEffects: readonly SideEffect[];
}

/** What became of one write. */
export interface WriteResult extends Partial<WriteVerification> {
  readonly id: NativeId;
  readonly outcome: WriteOutcome;
  readonly plan: WritePlan;
  /**
   * Where an answer was lost and it was found out all the same: by reading the record, or by looking for the key of an
   * upsert. Absent where the vendor answered. With it, `created` and `deleted` say that the record is there, or gone,
   * and no answer that nobody else was faster in the same moment.
   */
  readonly confirmedBy?: 'reading' | 'key';
  /** The record afterwards: with `verify`, and where nothing had to be changed. */
  readonly opportunity?: Opportunity;
  readonly native?: NativeRecord;
  /** Why the record could not be read back, although it was written. */
  readonly unverified?: OpportuneError;
}
