import type { JsonObject, JsonValue } from '../model/json.ts';

/**
 * Why a field of an input is not written as it stands.
 *
 * - `required`: a record cannot be without it.
 * - `unknown-field`: the model, the overlays or the account have no such field.
 * - `read-only`: the model, the mapping or the vendor does not let it be written.
 * - `unsupported`: the vendor has nothing like it.
 * - `not-met`: it may be written under a condition that would not hold after this write.
 * - `cannot-clear`: the vendor has no word for "nothing" here.
 * - `conflict`: two fields of the input want different things of one native field.
 * - `wrong-type`: the value is not of the field's type.
 * - `unknown-value`: the value is none of a closed set.
 * - `unknown-reference`: no such stage, user, label, option.
 * - `ambiguous-reference`: several of them fit.
 * - `would-not-read-back`: the vendor would show something else afterwards.
 * - `unchecked` (warning): the table that could tell was not to be had, or no page of the vendor tells; it has the last word.
 * - `bad-pass-through`: an entry of passThrough that cannot be applied.
 * - `unused-pass-through` (warning): it names a request that this call does not send.
 * - `overridden` (warning): passThrough replaces what a field had written.
 */
export type WriteIssueCode =
  | 'required'
  | 'unknown-field'
  | 'read-only'
  | 'unsupported'
  | 'not-met'
  | 'cannot-clear'
  | 'conflict'
  | 'wrong-type'
  | 'unknown-value'
  | 'unknown-reference'
  | 'ambiguous-reference'
  | 'would-not-read-back'
  | 'unchecked'
  | 'bad-pass-through'
  | 'unused-pass-through'
  | 'overridden';

/** Something to say about one field of an input. With an error among them, nothing is sent. */
export interface WriteIssue {
  /** Unified field, `customFields[<id>]`, `customMappings.<key>` or `passThrough[<index>]`. */
  readonly field: string;
  readonly code: WriteIssueCode;
  readonly severity: 'error' | 'warning';
  /**
   * Read after the field: `it is missing`. May hold the input's own value, cut short: an issue is for the caller, not
   * for a log.
   */
  readonly message: string;
  /** What to do instead: `write a value, or leave it out`. */
  readonly hint: string;
  /** `file:line:column` of the rule; undefined where no rule is concerned. */
  readonly at: string | undefined;
}

/** What one field of an input became. */
export interface WrittenField {
  readonly field: string;
  /** The value as it was given. */
  readonly value: JsonValue;
  /** Where it goes in the native record. */
  readonly path: string;
  /** What is sent; absent where the record already has the value, and nothing is. */
  readonly native?: JsonValue;
  /** What people call it, where it is a field that the account added. */
  readonly label?: string;
  readonly at: string;
}

/** Where a unified field goes when it is written; of one that cannot be written, from where it is read. */
export interface WriteTarget {
  readonly field: string;
  /** In the native record. */
  readonly path: string;
  readonly access: 'read' | 'read-write';
}

/** A field that may change along with those that are written, though nobody wrote it. */
export interface AlsoChange {
  /** Unified field or `customMappings.<key>`; `customFields` are those that only the vendor writes. */
  readonly field: string;
  /** The written field it changes along with; absent where any would do. */
  readonly with?: string;
  /** Why, as the mapping says. */
  readonly because: string;
  /** `file:line:column` of the line that says so. */
  readonly at: string;
}

/** A unified input, translated. */
export interface MappedWrite {
  /** In the shape of the native record; empty where nothing is to be changed. */
  readonly patch: JsonObject;
  readonly fields: readonly WrittenField[];
  /** By what the mapping declares; none where nothing is sent. */
  readonly alsoChanges: readonly AlsoChange[];
  readonly issues: readonly WriteIssue[];
}
