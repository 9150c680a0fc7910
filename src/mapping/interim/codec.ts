import type { NativeType } from '../../connector-kit/resource.ts';
import { isCurrencyCode } from '../../model/currency.ts';
import { isExactDecimal, parseDecimal, roundDecimal } from '../../model/decimal.ts';
import type { UnifiedType } from '../../model/field-spec.ts';
import {
  dateFromDays,
  instantFromMs,
  instantFromSeconds,
  parseDate,
  parseInstant,
} from '../../model/instant.ts';
import type { IssueCode } from '../../model/issue.ts';
import type { JsonValue } from '../../model/json.ts';
import type { DateInZone } from '../../model/zoned-date.ts';

/** A value that could not be read; the reason becomes the issue's code. */
export class Unreadable {
  readonly code: IssueCode;
  constructor(code: IssueCode) {
    this.code = code;
  }
}

/** A value that was read, with something to say about it. */
export class Remarkable {
  readonly code: IssueCode;
  readonly value: JsonValue;
  constructor(code: IssueCode, value: JsonValue) {
    this.code = code;
    this.value = value;
  }
}

export type Decoded = JsonValue | Unreadable | Remarkable;

export interface CodecOptions {
  /** Days of the account's calendar. */
  readonly dateInZone: () => DateInZone;
  readonly dateFormat: string | undefined;
  /** False where rounding follows: what is cut off then was never meant to be exact. */
  readonly exact: boolean;
}

export type Decode = (value: unknown) => Decoded;

const notId = new Unreadable('not-an-id');
const notText = new Unreadable('not-text');
const notNumber = new Unreadable('not-a-number');
const notInteger = new Unreadable('not-an-integer');
const notBoolean = new Unreadable('not-a-boolean');
const notDate = new Unreadable('not-a-date');
const notInstant = new Unreadable('not-a-datetime');
const notCurrency = new Unreadable('not-a-currency');
const outOfRange = new Unreadable('out-of-range');

function id(value: unknown): Decoded {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : notId;
}

function text(value: unknown): Decoded {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : notText;
}

function currency(value: unknown): Decoded {
  if (typeof value !== 'string') return notCurrency;
  const code = value.trim().toUpperCase();
  return isCurrencyCode(code) ? code : notCurrency;
}

function number(value: unknown): number | Unreadable {
  if (typeof value === 'number') return Number.isFinite(value) ? value : notNumber;
  return typeof value === 'string' ? (parseDecimal(value) ?? notNumber) : notNumber;
}

function exactNumber(value: unknown): Decoded {
  const read = number(value);
  if (typeof read === 'number' && typeof value === 'string' && !isExactDecimal(value, read))
    return new Remarkable('precision-loss', read);
  return read;
}

function integer(value: unknown): Decoded {
  const read = number(value);
  if (typeof read !== 'number') return read;
  return Number.isSafeInteger(read) ? read : notInteger;
}

function percentOf(factor: number): Decode {
  return (value) => {
    const read = number(value);
    if (typeof read !== 'number') return read;
    const percent = roundDecimal(read * factor, 6);
    return percent >= 0 && percent <= 100 ? percent : outOfRange;
  };
}

function bool(value: unknown): Decoded {
  return typeof value === 'boolean' ? value : notBoolean;
}

function boolText(value: unknown): Decoded {
  if (value === 'true' || value === true) return true;
  return value === 'false' || value === false ? false : notBoolean;
}

const thirteenDigits = /^-?\d{12,13}$/;

function instant(value: unknown): Decoded {
  if (typeof value === 'string') {
    if (thirteenDigits.test(value)) return instantFromMs(Number(value)) ?? notInstant;
    return parseInstant(value) ?? (parseDate(value) === undefined ? notInstant : `${value}T00:00:00.000Z`);
  }
  return notInstant;
}

function unixSeconds(value: unknown): Decoded {
  const read = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof read === 'number' ? (instantFromSeconds(Math.floor(read)) ?? notInstant) : notInstant;
}

function unixMs(value: unknown): Decoded {
  const read = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof read === 'number' ? (instantFromMs(Math.floor(read)) ?? notInstant) : notInstant;
}

function unixDay(value: unknown): Decoded {
  const read = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof read === 'number' ? (dateFromDays(Math.round(read / 86_400)) ?? notDate) : notDate;
}

const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

function calendarDate(format: string | undefined): Decode {
  return (value) => {
    if (typeof value !== 'string') return notDate;
    const iso = parseDate(value);
    if (iso !== undefined || format === undefined) return iso ?? notDate;
    const [, first = '', second = '', year = ''] = slashed.exec(value) ?? [];
    const [month, day] = format === 'D/M/Y' ? [second, first] : [first, second];
    return parseDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) ?? notDate;
  };
}

function dayOf(toInstant: Decode, dateInZone: () => DateInZone): Decode {
  return (value) => {
    const read = toInstant(value);
    return typeof read === 'string' ? (dateInZone()(read) ?? notDate) : read;
  };
}

function startOfDay(toDate: Decode): Decode {
  return (value) => {
    const read = toDate(value);
    return typeof read === 'string' ? `${read}T00:00:00.000Z` : read;
  };
}

type Factory = (options: CodecOptions) => Decode;
const plain =
  (decode: Decode): Factory =>
  () =>
    decode;
const numeric: Factory = ({ exact }) => (exact ? exactNumber : number);
const textual = { text: plain(text), id: plain(id), currency: plain(currency) };
const counting = { integer: plain(integer), number: numeric, percent: plain(percentOf(1)) };
const moments = (decode: Decode): Partial<Record<UnifiedType, Factory>> => ({
  datetime: plain(decode),
  date: ({ dateInZone }) => dayOf(decode, dateInZone),
});

/** Which native type can become which unified type, and how. What is not listed is a mistake in the mapping. */
const table: Readonly<Record<NativeType, Partial<Record<UnifiedType, Factory>>>> = {
  text: textual,
  choice: textual,
  id: { id: plain(id), text: plain(id) },
  int: { ...counting, id: plain(id), text: plain(id) },
  'int-text': { ...counting, id: plain(id), text: plain(text) },
  number: counting,
  decimal: counting,
  ratio: { percent: plain(percentOf(100)) },
  'ratio-text': { percent: plain(percentOf(100)) },
  percent: { percent: plain(percentOf(1)), number: numeric },
  bool: { boolean: plain(bool) },
  'bool-text': { boolean: plain(boolText) },
  date: {
    date: ({ dateFormat }) => calendarDate(dateFormat),
    datetime: ({ dateFormat }) => startOfDay(calendarDate(dateFormat)),
  },
  datetime: moments(instant),
  'unix-s': moments(unixSeconds),
  'unix-ms': moments(unixMs),
  'unix-day': { date: plain(unixDay) },
  'list-semicolon': textual,
  json: {},
};

/** The conversion of a pair of types; undefined where there is none. */
export function codec(native: NativeType, unified: UnifiedType, options: CodecOptions): Decode | undefined {
  return table[native][unified]?.(options);
}

/** Native types from which a unified type can be made. */
export function nativeTypesFor(unified: UnifiedType): readonly string[] {
  return Object.entries(table)
    .filter(([, targets]) => unified in targets)
    .map(([native]) => native);
}

/** True where a conversion of the pair exists. */
export function hasCodec(native: NativeType, unified: UnifiedType): boolean {
  return unified in table[native];
}
