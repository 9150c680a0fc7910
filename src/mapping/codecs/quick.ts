import type { JsonValue } from '../../model/json.ts';
import type { Quick } from './codec.ts';
import { numberOfText } from './decimal-text.ts';
import { isCanonicalInstant } from './instant-text.ts';

/** Digits that a double always holds. */
const safeDigits = 15;

/**
 * What a codec gives for a text in the form that nearly all vendors send; undefined for anything else, which is then
 * left to the codec itself. One function for all codecs: a call that is always to the same function costs next to
 * nothing, one to many functions in turn costs more than the conversion.
 */
export function readQuickly(quick: Quick, raw: JsonValue): JsonValue | undefined {
  if (typeof raw !== 'string') return undefined;
  if (quick === 'text') return raw;
  if (quick === 'instant') return isCanonicalInstant(raw) ? raw : undefined;
  return raw.length <= safeDigits ? numberOfText(raw) : undefined;
}
