/** No double has more digits before its point, nor more places after it. */
const mostDigits = 1100;

const parts = /^(?<sign>[+-]?)(?<whole>\d*)\.?(?<fraction>\d*)(?:[eE](?<exponent>[+-]?\d+))?$/;

/**
 * True where a decimal text is what a double prints as, rounded to as many places as the text has: it then says
 * nothing that the double does not hold.
 */
export function isPrintOf(text: string, value: number): boolean {
  const { sign, whole = '', fraction = '', exponent = '0' } = parts.exec(text)?.groups ?? {};
  const places = fraction.length - Number(exponent);
  if (text.length > mostDigits || Math.abs(places) > mostDigits) return false;
  const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  const { numerator, power } = fractionOf(value);
  // In whole numbers: the text is digits / 10^places, the double is numerator / 2^power.
  const [up, down] = places < 0 ? [10n ** BigInt(-places), 1n] : [1n, 10n ** BigInt(places)];
  const distance = digits * up * 2n ** power - numerator * down;
  return 2n * (distance < 0n ? -distance : distance) <= up * 2n ** power;
}

/** A double as the fraction it is. */
function fractionOf(value: number): { readonly numerator: bigint; readonly power: bigint } {
  let power = 0;
  let numerator = value;
  // Doubling is exact. It ends: the smallest double is 2^-1074.
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    power += 1;
  }
  return { numerator: BigInt(numerator), power: BigInt(power) };
}
