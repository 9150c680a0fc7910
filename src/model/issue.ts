import type { JsonValue } from './json.ts';

/** Why a field of one record could not be translated. */
export type IssueCode =
  | 'missing'
  | 'not-an-id'
  | 'not-a-number'
  | 'not-an-integer'
  | 'not-a-date'
  | 'not-a-datetime'
  | 'not-a-boolean'
  | 'not-a-currency'
  | 'not-text'
  | 'not-a-list'
  | 'not-an-object'
  | 'unknown-value'
  | 'unknown-reference'
  | 'out-of-range'
  | 'precision-loss';

/** Something a mapping could not translate in one field of one record. The record itself survives. */
export interface Issue {
  /** Native id of the record, null where even that is missing. */
  readonly record: string | null;
  /** Unified field, or `customFields[<id>]`, or `customMappings.<key>`. */
  readonly field: string;
  readonly code: IssueCode;
  /** The native value, cut to 64 characters. */
  readonly native: JsonValue;
  /** Where the rule stands: `file:line:column`. */
  readonly at: string;
}
