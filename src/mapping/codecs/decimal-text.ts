import { isExactDecimal, parseDecimal } from '../../model/decimal.ts';
import { isPrintOf } from './printed-double.ts';

const powers = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15] as const;

/**
 * The number a decimal text stands for; undefined where the text is not one. Up to fifteen digits, which is nearly
 * every text, are read as a whole number and divided by a power of ten: both are exact, so that the result is the
 * nearest double, as the full parser would give it.
 */
export function numberOfText(text: string): number | undefined {
  const { length } = text;
  if (length === 0 || length > 15) return parseDecimal(text);
  let whole = 0;
  let point = -1;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) whole = whole * 10 + (code - 48);
    else if (code === 46 && point === -1) point = at;
    else return parseDecimal(text);
  }
  if (point === -1) return whole;
  const power = powers[length - point - 1];
  return length === 1 || power === undefined ? undefined : whole / power;
}

const enoughDigits = 16;

/** As `numberOfText`, for a number that is rounded afterwards: of a long fraction the first digits are enough. */
export function roughNumberOfText(text: string): number | undefined {
  if (text.length <= enoughDigits) return numberOfText(text);
  let point = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 46 && point === -1) point = at;
    else if (code < 48 || code > 57) return parseDecimal(text);
  }
  const isFraction = point >= 1 && point <= enoughDigits / 2;
  return isFraction ? numberOfText(text.slice(0, enoughDigits)) : parseDecimal(text);
}

/** Below it, doubles have fewer than fifteen digits. */
const smallestNormal = 2 ** -1022;
const nought = /^[^1-9eE]*(?:[eE]|$)/;

/** True where a text says more than the number that was read from it can hold. */
export function losesDigits(text: string, value: number): boolean {
  if (text.length <= 15 && Math.abs(value) >= smallestNormal) return false;
  if (value === 0) return !nought.test(text);
  if (hasMorePlaces(text, value)) return true;
  const isShortest = text.length <= 15 ? text === String(value) : isExactDecimal(text, value);
  return !isShortest && !isPrintOf(text, value);
}

const exponent = /[eE]/;

/**
 * True where a text has more places after its point, zeros at the end aside, than the double has when all of it is
 * printed, which are as many as it has binary ones: whatever the digits are, they are not the double's. That is the
 * common case where a vendor computed a number, and far less work than comparing digits.
 */
function hasMorePlaces(text: string, value: number): boolean {
  const point = text.indexOf('.');
  if (point === -1 || exponent.test(text)) return false;
  let end = text.length;
  while (text.charCodeAt(end - 1) === 48) end -= 1;
  let places = end - point - 1;
  let rest = value;
  // Doubling is exact.
  for (; places > 0 && !Number.isInteger(rest); places -= 1) rest *= 2;
  return places > 0;
}
