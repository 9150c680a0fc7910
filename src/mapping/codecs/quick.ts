import { isCurrencyCode } from '../../model/currency.ts';
import type { JsonValue } from '../../model/json.ts';
import { quickly, type Quick } from './codec.ts';
import { losesDigits, numberOfText } from './decimal-text.ts';
import { isCanonicalInstant } from './instant-text.ts';

/** Digits that a double always holds. */
const safeDigits = 15;

/**
 * What a codec gives for a value in the form that nearly all vendors send; undefined for anything else, which is then
 * left to the codec itself. One function for all codecs: a call that is always to the same function costs next to
 * nothing, one to many functions in turn costs more than the conversion.
 */
export function readQuickly(quick: Quick, raw: JsonValue): JsonValue | undefined {
  return typeof raw === 'string' ? readText(quick, raw) : readOther(quick, raw);
}

function readText(quick: Quick, text: string): JsonValue | undefined {
  switch (quick) {
    case quickly.text:
      return text;
    case quickly.instant:
      return isCanonicalInstant(text) ? text : undefined;
    case quickly.number:
      return shortNumber(text);
    case quickly.integer: {
      const value = shortNumber(text);
      return Number.isSafeInteger(value) ? value : undefined;
    }
    case quickly.currency:
      return isCurrencyCode(text) ? text : undefined;
    case quickly.booleanText:
      return text === 'true' || (text === 'false' ? false : undefined);
    default:
      return undefined;
  }
}

function readOther(quick: Quick, raw: JsonValue): JsonValue | undefined {
  switch (quick) {
    case quickly.text:
      return Number.isSafeInteger(raw) ? String(raw) : undefined;
    case quickly.number:
      return Number.isFinite(raw) ? raw : undefined;
    case quickly.integer:
      return Number.isSafeInteger(raw) ? raw : undefined;
    case quickly.boolean:
    case quickly.booleanText:
      return typeof raw === 'boolean' ? raw : undefined;
    default:
      return undefined;
  }
}

function shortNumber(text: string): number | undefined {
  const value = text.length <= safeDigits ? numberOfText(text) : undefined;
  return value === undefined || losesDigits(text, value) ? undefined : value;
}
