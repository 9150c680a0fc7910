import { isExactDecimal, parseDecimal } from '../../model/decimal.ts';

/** Strings, so that digits in them are passed over, and numbers. */
const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/**
 * Offset of the first number that JSON.parse would round, or make infinite, without a word; undefined where there is
 * none. The text has to be JSON.
 */
export function inexactNumber(text: string): number | undefined {
  for (const { 0: found, index } of text.matchAll(token)) {
    if (found.startsWith('"')) continue;
    const value = parseDecimal(found);
    if (value === undefined || !isExactDecimal(found, value)) return index;
  }
  return undefined;
}
