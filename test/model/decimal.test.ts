import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCurrencyCode, minorUnitDigits } from '../../src/model/currency.ts';
import { isExactDecimal, parseDecimal, roundDecimal } from '../../src/model/decimal.ts';

describe('decimal text', () => {
  test.each([
    ['0', 0],
    ['5000.00', 5000],
    ['1.2E+3', 1200],
    ['-0.30', -0.3],
    ['.5', 0.5],
    ['12345678901234.56', 12_345_678_901_234.56],
  ])('%s is %d', (text, value) => {
    expect(parseDecimal(text)).toBe(value);
  });

  test.each(['', ' 1', '1,5', '1 000', '0x10', 'Infinity', 'NaN', '1e400', '--1', '1.2.3', '١'])(
    '%j is no number',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  test('of any double is exact', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(isExactDecimal(String(value), value)).toBe(true);
      }),
    );
  });

  test('that a double cannot hold is seen', () => {
    expect(isExactDecimal('9007199254740993', 9_007_199_254_740_992)).toBe(false);
    expect(isExactDecimal('0.1234567890123456789', 0.123_456_789_012_345_68)).toBe(false);
    expect(isExactDecimal('5000.000000000000000', 5000)).toBe(true);
    expect(isExactDecimal('0.000000000000000000', 0)).toBe(true);
  });
});

describe('rounding', () => {
  test.each([
    [1.005, 2, 1.01],
    [-1.005, 2, -1.01],
    [399.996, 2, 400],
    [493.800000000055, 2, 493.8],
    [0.400000000000000022, 6, 0.4],
    [1e-9, 2, 0],
    [-1e-9, 2, 0],
    [1.5, 0, 2],
    [12_345_678_901_234.56, 2, 12_345_678_901_234.56],
  ])('%d to %d places is %d', (value, places, expected) => {
    expect(roundDecimal(value, places)).toBe(expected);
  });

  test('leaves what already has so few places alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 3 }), (cents, places) => {
        const value = Number(`${cents}e-${places}`);
        expect(roundDecimal(value, places)).toBe(value + 0);
      }),
    );
  });
});

test('minor units and codes are those of ISO 4217', () => {
  expect(['JPY', 'EUR', 'KWD'].map(minorUnitDigits)).toEqual([0, 2, 3]);
  expect(['EUR', 'eur', 'PTS', 'XYZ', ''].map(isCurrencyCode)).toEqual([true, false, false, false, false]);
});
