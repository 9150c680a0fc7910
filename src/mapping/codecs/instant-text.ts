import { instantFromMs, parseDate, parseInstant } from '../../model/instant.ts';
import type { Instant } from '../../model/native-record.ts';

const epochMs = /^\d{13}$/;

/** A date-time as vendors write it, in canonical form; undefined where it is none. */
export function instantOfText(text: string): Instant | undefined {
  // The two forms nearly all vendors send: with milliseconds it is canonical already, without them they are added.
  if (isCanonicalInstant(text)) return text;
  if (text.length === 20 && text.charCodeAt(19) === 90 && isPlain(text)) return `${text.slice(0, 19)}.000Z`;
  if (text.length === 13 && epochMs.test(text)) return instantFromMs(Number(text));
  return parseInstant(text) ?? startOfDay(text);
}

/** True for a text in UTC of which the day and the time can be read from its first 19 characters. */
export function isUtcText(text: string): boolean {
  if (text.length === 24) return isCanonicalInstant(text);
  return text.length === 20 && text.charCodeAt(19) === 90 && isPlain(text);
}

/** True for `YYYY-MM-DDTHH:mm:ss.sssZ`; of the 29th of February false, since that takes the full parser. */
export function isCanonicalInstant(text: string): boolean {
  return text.length === 24 && isPlain(text) && hasMilliseconds(text);
}

function startOfDay(text: string): Instant | undefined {
  return text.length === 10 && parseDate(text) !== undefined ? `${text}T00:00:00.000Z` : undefined;
}

function hasMilliseconds(text: string): boolean {
  return (
    text.charCodeAt(19) === 46 &&
    isDigit(text.charCodeAt(20)) &&
    isDigit(text.charCodeAt(21)) &&
    isDigit(text.charCodeAt(22)) &&
    text.charCodeAt(23) === 90
  );
}

/** True for `YYYY-MM-DDTHH:mm:ss` with parts that exist in every month; the rest is left to the full parser. */
function isPlain(text: string): boolean {
  const month = pair(text, 5);
  const day = pair(text, 8);
  return (
    pair(text, 0) >= 0 &&
    pair(text, 2) >= 0 &&
    text.charCodeAt(4) === 45 &&
    month >= 1 &&
    month <= 12 &&
    text.charCodeAt(7) === 45 &&
    day >= 1 &&
    day <= daysOf(month) &&
    text.charCodeAt(10) === 84 &&
    isTime(text)
  );
}

/** Days that a month has in every year: 29 February is left to the full parser. */
function daysOf(month: number): number {
  if (month === 2) return 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isTime(text: string): boolean {
  const hour = pair(text, 11);
  const minute = pair(text, 14);
  const second = pair(text, 17);
  return (
    hour >= 0 &&
    hour <= 23 &&
    text.charCodeAt(13) === 58 &&
    minute >= 0 &&
    minute <= 59 &&
    text.charCodeAt(16) === 58 &&
    second >= 0 &&
    second <= 59
  );
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Two digits as a number; -1 where there are none. */
function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}
