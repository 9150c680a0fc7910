import type { PlannedRequest, WriteCall } from '../../connector-kit/writes.ts';
import type { AlsoChange, WriteIssue, WrittenField } from '../../mapping/write-types.ts';
import type { JsonValue } from '../../model/json.ts';
import type { NativeId, NativeRecord } from '../../model/native-record.ts';

/** One line of the difference that a write makes, in the model's words. */
export interface FieldChange {
  /** Unified field, `customFields[<id>]` or `customMappings.<key>`. */
  readonly field: string;
  /** As it reads now; null where it is empty, absent where there is nothing to read yet. */
  readonly before?: JsonValue;
  /** As it was given. */
  readonly after: JsonValue;
}

/** What a write will do. Plain data: it may be kept as JSON and shown to people. */
export interface WritePlan {
  /** Id of the connector. */
  readonly connector: string;
  readonly call: WriteCall;
  /** Absent for a record that is to be created. */
  readonly id?: NativeId;
  /** Of an upsert: what names the record, by the id of the custom field, in the model's words. */
  readonly key?: { readonly field: string; readonly value: JsonValue };
  /** The record as it is now; absent for a create, and for a delete that had no reason to read it. */
  readonly current?: NativeRecord;
  /** Sent in this order. None where nothing is to be changed, and none where an issue is an error. */
  readonly requests: readonly PlannedRequest[];
  /** What each field that was given became. */
  readonly fields: readonly WrittenField[];
  /** With an error among them, nothing is sent. */
  readonly issues: readonly WriteIssue[];
  /** Only fields that change. */
  readonly changes: readonly FieldChange[];
  /**
   * Fields that nobody wrote and that may change along, by what the mapping declares. None where nothing is sent; what
   * passThrough brings about is not among them.
   */
  readonly alsoChanges: readonly AlsoChange[];
}

/** The issues for which nothing is sent. */
export function planErrors({ issues }: Pick<WritePlan, 'issues'>): readonly WriteIssue[] {
  return issues.filter(({ severity }) => severity === 'error');
}
