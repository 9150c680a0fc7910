import type { UnifiedType } from '../../model/field-spec.ts';
import type { IssueCode } from '../../model/issue.ts';
import type { JsonValue } from '../../model/json.ts';
import type { CalendarDate, Instant } from '../../model/native-record.ts';
import type { DateFormat } from '../native/native-descriptor.ts';

/** What a value can be turned into: the single values of the model, or JSON as it is. */
export type TargetType = Exclude<UnifiedType, 'custom-fields' | 'custom-mappings' | 'pass-through'> | 'json';

/** The single values of the model. */
export const plainTargets = [
  'id',
  'text',
  'number',
  'integer',
  'percent',
  'currency',
  'date',
  'datetime',
  'boolean',
] as const satisfies readonly TargetType[];

/** What a codec knows of the record and tells about a value. */
export interface Decoding {
  /** Set by a codec that has something to say about the value it was given; whoever calls it takes it away. */
  refusal: IssueCode | undefined;
  /** The account's calendar. */
  dateInZone(instant: Instant): CalendarDate | undefined;
}

/** A native value, known not to be empty, as a unified one; null, and a refusal, where it is not of its type. */
export type Decode = (raw: JsonValue, run: Decoding) => JsonValue;

/** What a codec knows when it writes. */
export interface Encoding {
  /** When a day begins in the account's time zone. */
  startOfDay(date: CalendarDate): Instant | undefined;
  /** When a day begins in the zone in which the vendor counts days in seconds. */
  startOfCountedDay(date: CalendarDate): Instant | undefined;
}

/** A unified value as a native one; undefined where the native type cannot hold it. */
export type Encode = (value: JsonValue, encoding: Encoding) => JsonValue | undefined;

/** Conversions with a short way, see `readQuickly`. Numbers, since a switch over small numbers is one jump. */
export const quickly = {
  text: 0,
  instant: 1,
  number: 2,
  integer: 3,
  currency: 4,
  boolean: 5,
  booleanText: 6,
} as const;
export type Quick = (typeof quickly)[keyof typeof quickly];

/** The conversion between one native and one unified type. */
export interface Codec {
  readonly read: Decode;
  /** The short way that most values can take. */
  readonly quick?: Quick;
  /** The way back. Given a value of the unified type; null is not one. */
  readonly write: Encode;
}

/** Facts of a field on which its codec depends. */
export interface CodecFacts {
  readonly format: DateFormat;
  /** False where rounding follows: digits beyond it were never meant to be exact. */
  readonly isExact: boolean;
}

export function refuse(run: Decoding, code: IssueCode): null {
  run.refusal = code;
  return null;
}
