import { largestExponent, longestNumber } from './facts.ts';

/** A whole part and how many of its last digits lie behind the point. */
interface ExactDecimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** An instant as properties carry it: milliseconds only where there are any. */
export function wireTime(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

/** Milliseconds of an instant as clients write it, in ISO 8601 or in milliseconds from 1970; undefined for anything else. */
export function wireMs(text: string): number | undefined {
  const isNumber = /^-?\d{1,15}$/.test(text);
  if (!isNumber && !(isoPattern.test(text) && isDay(text.slice(0, 10)))) return undefined;
  const ms = isNumber ? Number(text) : Date.parse(/T[\d:.]+$/.test(text) ? `${text}Z` : text);
  return ms >= firstMs && ms <= lastMs ? ms : undefined;
}

/** False for the 30th of February, which JavaScript takes for a day in March. */
function isDay(text: string): boolean {
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** A day, or an instant with or without seconds; without an offset it is UTC. */
const isoPattern = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
/** The years 0 to 9999. */
const firstMs = -62_167_219_200_000;
const lastMs = 253_402_300_799_999;

/** Every decimal digit of a double, as calculated properties show them: 0.4 has 53 of them. */
export function exactDecimalText(value: number): string {
  return decimalText(exactDecimal(value));
}

/** A decimal text times a double, with every digit. */
export function exactProduct(amount: string, factor: number): string {
  const left = parsed(amount);
  const right = exactDecimal(factor);
  return decimalText({ digits: left.digits * right.digits, scale: left.scale + right.scale });
}

/** A number as text without an exponent. */
export function plainNumber(text: string): string {
  return decimalText(parsed(text));
}

/** True for a number short enough to be written out digit by digit. */
export function isWritable(text: string): boolean {
  const exponent = /[eE]([+-]?\d+)$/.exec(text)?.[1] ?? '0';
  return text.length <= longestNumber && Math.abs(Number(exponent)) <= largestExponent;
}

function exactDecimal(value: number): ExactDecimal {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> 52n);
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  let mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  let exponent = Math.max(biased, 1) - 1075;
  while (mantissa !== 0n && exponent < 0 && (mantissa & 1n) === 0n) {
    mantissa >>= 1n;
    exponent += 1;
  }
  const signed = value < 0 ? -mantissa : mantissa;
  if (mantissa === 0n) return { digits: 0n, scale: 0 };
  // m / 2^k is m * 5^k / 10^k.
  return exponent >= 0
    ? { digits: signed << BigInt(exponent), scale: 0 }
    : { digits: signed * 5n ** BigInt(-exponent), scale: -exponent };
}

function parsed(text: string): ExactDecimal {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text.trim());
  // What the account's own people put in is not checked: a number too large to be written out counts as none.
  if (match === null || !isWritable(text.trim())) return { digits: 0n, scale: 0 };
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const digits = BigInt(`${whole}${fraction}` || '0') * (sign === '-' ? -1n : 1n);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

function decimalText({ digits, scale }: ExactDecimal): string {
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return scale === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}
