import { dayFromEpoch, daysFromEpoch, isCalendarDay } from './calendar.ts';
import type { CalendarDate, Instant } from './native-record.ts';

const zero = 48;
const nine = 57;
const secondsPerDay = 86_400;
/** 0000-01-01 and 9999-12-31 as days from the epoch: outside them, the text form has no four-digit year. */
const firstDay = -719_528;
const lastDay = 2_932_896;

function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let index = from; index < from + count; index += 1) {
    const code = text.charCodeAt(index);
    if (!(code >= zero && code <= nine)) return Number.NaN;
    value = value * 10 + (code - zero);
  }
  return value;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function timeText(secondOfDay: number, millisecond: number): string {
  const hour = Math.floor(secondOfDay / 3600);
  const minute = Math.floor(secondOfDay / 60) % 60;
  return `${pad(hour, 2)}:${pad(minute, 2)}:${pad(secondOfDay % 60, 2)}.${pad(millisecond, 3)}Z`;
}

/** The calendar day with the given number of days from 1970-01-01; undefined outside the years 0 to 9999. */
export function dateFromDays(days: number): CalendarDate | undefined {
  if (!(Number.isInteger(days) && days >= firstDay && days <= lastDay)) return undefined;
  const { year, month, day } = dayFromEpoch(days);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** Milliseconds from 1970 as an instant; undefined outside the years 0 to 9999 and for anything but a whole number. */
export function instantFromMs(ms: number): Instant | undefined {
  if (!Number.isInteger(ms)) return undefined;
  const seconds = Math.floor(ms / 1000);
  const days = Math.floor(seconds / secondsPerDay);
  const date = dateFromDays(days);
  return date === undefined
    ? undefined
    : `${date}T${timeText(seconds - days * secondsPerDay, ms - seconds * 1000)}`;
}

/** Seconds from 1970 as an instant. */
export function instantFromSeconds(seconds: number): Instant | undefined {
  return Number.isInteger(seconds) ? instantFromMs(seconds * 1000) : undefined;
}

/** A canonical instant as milliseconds from 1970; NaN for any other text. */
export function msFromInstant(instant: Instant): number {
  return parseMs(instant);
}

/** `YYYY-MM-DD` of a real day, else undefined. */
export function parseDate(text: string): CalendarDate | undefined {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return undefined;
  return isCalendarDay(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)) ? text : undefined;
}

/**
 * An RFC 3339 date-time (fraction of any length, `Z` or an offset, `T` or a space) in canonical form.
 * Digits below the millisecond are cut off; a leap second counts as the second before it.
 * Undefined for anything else, a text without a zone included: its instant is unknown.
 */
export function parseInstant(text: string): Instant | undefined {
  const ms = parseMs(text);
  if (Number.isNaN(ms)) return undefined;
  const canonical = text.length === 24 && text[23] === 'Z' && text[19] === '.' && text[10] === 'T';
  return canonical && text[17] !== '6' ? text : instantFromMs(ms);
}

function parseMs(text: string): number {
  const seconds = readSeconds(text);
  if (Number.isNaN(seconds)) return seconds;
  let at = 19;
  let millisecond = 0;
  if (text[at] === '.' || text[at] === ',') {
    const start = at + 1;
    at = start;
    while (text.charCodeAt(at) >= zero && text.charCodeAt(at) <= nine) at += 1;
    if (at === start) return Number.NaN;
    const places = Math.min(at - start, 3);
    millisecond = digits(text, start, places) * (places === 3 ? 1 : places === 2 ? 10 : 100);
  }
  return (seconds - readOffset(text, at) * 60) * 1000 + millisecond;
}

/** Reads `YYYY-MM-DDTHH:mm:ss` as seconds from 1970, zone aside; NaN where the text does not start so. */
function readSeconds(text: string): number {
  const divider = text[10];
  if (text[4] !== '-' || text[7] !== '-' || (divider !== 'T' && divider !== 't' && divider !== ' '))
    return Number.NaN;
  if (text[13] !== ':' || text[16] !== ':') return Number.NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = digits(text, 17, 2);
  if (!isCalendarDay(year, month, day) || !(hour < 24 && minute < 60 && second <= 60)) return Number.NaN;
  return (
    daysFromEpoch(year, month, day) * secondsPerDay +
    hour * 3600 +
    minute * 60 +
    (second === 60 ? 59 : second)
  );
}

/** Minutes east of UTC at the end of the text; NaN where no zone stands there. */
function readOffset(text: string, at: number): number {
  const sign = text[at];
  if (sign === 'Z' || sign === 'z') return text.length === at + 1 ? 0 : Number.NaN;
  if (sign !== '+' && sign !== '-') return Number.NaN;
  const colon = text[at + 3] === ':' ? 1 : 0;
  if (text.length !== at + 5 + colon) return Number.NaN;
  const hours = digits(text, at + 1, 2);
  const minutes = digits(text, at + 3 + colon, 2);
  if (!(hours < 24 && minutes < 60)) return Number.NaN;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes);
}
