/** A whole part and how many of its last digits lie behind the point. */
interface ExactDecimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** An instant as properties carry it: milliseconds only where there are any. */
export function wireTime(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

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
  if (match === null) return { digits: 0n, scale: 0 };
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
