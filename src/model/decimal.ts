/** Number text as vendors write it: digits, at most one point, an exponent allowed, no separators, no spaces. */
const decimalText = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/;

/** The number a decimal text stands for; undefined where the text is not one, or is beyond a double's range. */
export function parseDecimal(text: string): number | undefined {
  if (!decimalText.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** True where the double nearest to a decimal text is exactly what the text says. */
export function isExactDecimal(text: string, value: number): boolean {
  // Fifteen significant digits always survive the way into a double and back.
  if (text.length <= 15) return true;
  return normalForm(text) === normalForm(String(value));
}

/**
 * Rounds half away from zero to a number of decimal places, by the number's shortest decimal text, so that 1.005
 * becomes 1.01 although the double nearest to it lies below.
 */
export function roundDecimal(value: number, places: number): number {
  if (!Number.isFinite(value) || Number.isInteger(value)) return value;
  const rounded = Number(`${Math.round(Number(`${shifted(Math.abs(value), places)}`))}e${-places}`);
  return value < 0 ? 0 - rounded : rounded;
}

function shifted(value: number, places: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}

/** Sign, significant digits and exponent of a decimal text, each in one way only. */
function normalForm(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const negative = mantissa.startsWith('-');
  const [whole = '', fraction = ''] = mantissa.replace(/^[+-]/, '').split('.');
  const all = whole + fraction;
  const significant = all.replace(/^0+/, '');
  const digits = significant.replace(/0+$/, '');
  if (digits === '') return '0';
  const power = Number(exponent) - fraction.length + (significant.length - digits.length);
  return `${negative ? '-' : ''}${digits}e${power}`;
}

/** The shortest decimal text of a finite number, without an exponent: not every vendor reads those. */
export function printDecimal(value: number): string {
  const text = String(value);
  const [mantissa = '', exponent] = text.split('e');
  if (exponent === undefined) return text;
  const negative = mantissa.startsWith('-');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const [digits, point] = [whole + fraction, whole.length + Number(exponent)];
  const plain =
    point <= 0
      ? `0.${'0'.repeat(-point)}${digits}`
      : point >= digits.length
        ? digits.padEnd(point, '0')
        : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return negative ? `-${plain}` : plain;
}
