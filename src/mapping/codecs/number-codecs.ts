import { printDecimal } from '../../model/decimal.ts';
import type { JsonValue } from '../../model/json.ts';
import { quickly, refuse, type Codec, type Decoding } from './codec.ts';
import { losesDigits, numberOfText, roughNumberOfText } from './decimal-text.ts';
import { roundTo } from './round-to.ts';
import { same } from './text-codecs.ts';

/** Decimal places to which a percentage is cut: vendors compute probabilities in binary. */
export const percentPlaces = 6;

/** A number, or the text of one. */
function numberOf(raw: JsonValue, run: Decoding): number | null {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : refuse(run, 'not-a-number');
  const value = typeof raw === 'string' ? numberOfText(raw) : undefined;
  return value ?? refuse(run, 'not-a-number');
}

/** A number that is rounded afterwards. */
function roughNumberOf(raw: JsonValue, run: Decoding): number | null {
  if (typeof raw !== 'string') return numberOf(raw, run);
  const value = roughNumberOfText(raw) ?? refuse(run, 'not-a-number');
  // Beyond that, rounding takes no digit away that a double could not hold.
  if (value !== null && Math.abs(value) > Number.MAX_SAFE_INTEGER && losesDigits(raw, value))
    run.refusal = 'precision-loss';
  return value;
}

function readNumber(raw: JsonValue, run: Decoding): JsonValue {
  const value = numberOf(raw, run);
  if (value !== null && typeof raw === 'string' && losesDigits(raw, value)) run.refusal = 'precision-loss';
  return value;
}

function readInteger(raw: JsonValue, run: Decoding): JsonValue {
  const value = numberOf(raw, run);
  const isWhole =
    Number.isSafeInteger(value) && !(typeof raw === 'string' && losesDigits(raw, Number(value)));
  return value === null || isWhole ? value : refuse(run, 'not-an-integer');
}

function percentOf(value: number | null, run: Decoding): JsonValue {
  return value === null || (value >= 0 && value <= 100) ? value : refuse(run, 'out-of-range');
}

function readPercent(raw: JsonValue, run: Decoding): JsonValue {
  const value = roughNumberOf(raw, run);
  return value === null ? null : percentOf(roundTo(value, percentPlaces), run);
}

function readRatio(raw: JsonValue, run: Decoding): JsonValue {
  const value = roughNumberOf(raw, run);
  return value === null ? null : percentOf(roundTo(value * 100, percentPlaces), run);
}

function toText(value: JsonValue): JsonValue {
  return typeof value === 'number' ? printDecimal(value) : value;
}

function toRatio(value: JsonValue): JsonValue {
  return typeof value === 'number' ? roundTo(value / 100, percentPlaces + 2) : value;
}

function toRatioText(value: JsonValue): JsonValue {
  return toText(toRatio(value));
}

function wholeOnly(codec: Codec): Codec {
  const { write } = codec;
  return {
    ...codec,
    write: (value, encoding) => (Number.isSafeInteger(value) ? write(value, encoding) : undefined),
  };
}

/** Numbers that a person or another system typed: what a double cannot hold is told. */
export const exactNumberCodec: Codec = { read: readNumber, write: same, quick: quickly.number };
/** Numbers that are rounded afterwards. */
export const numberCodec: Codec = { read: roughNumberOf, write: same };
export const exactDecimalCodec: Codec = { read: readNumber, write: toText, quick: quickly.number };
export const decimalCodec: Codec = { read: roughNumberOf, write: toText };
/** As the four above, for native fields that hold whole numbers only. */
export const exactWholeCodec = wholeOnly(exactNumberCodec);
export const wholeCodec = wholeOnly(numberCodec);
export const exactWholeTextCodec = wholeOnly(exactDecimalCodec);
export const wholeTextCodec = wholeOnly(decimalCodec);
export const integerCodec: Codec = { read: readInteger, write: same, quick: quickly.integer };
export const integerTextCodec: Codec = { read: readInteger, write: toText, quick: quickly.integer };
export const percentCodec: Codec = { read: readPercent, write: same };
export const ratioCodec: Codec = { read: readRatio, write: toRatio };
export const ratioTextCodec: Codec = { read: readRatio, write: toRatioText };
