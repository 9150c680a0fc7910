import { expect, test } from 'vitest';
import { inexactNumber } from '../../src/cli/input/inexact-number.ts';

test('a number is told that would not come back as it was written', () => {
  for (const text of [
    '12345678901234567890',
    '9007199254740993',
    '0.12345678901234567891',
    '1e400',
    '-1E999',
  ]) {
    expect(inexactNumber(`{"a": [1, ${text}]}`)).toBe(10);
  }
});

test('other numbers are not, and neither are digits in a text', () => {
  for (const text of ['0', '-1.50', '1e3', '12345678901234.50', '9007199254740992', '1e21', '0.1']) {
    expect(inexactNumber(`{"a":[${text}]}`)).toBeUndefined();
  }
  expect(inexactNumber(String.raw`{"9007199254740993":"\\\" 9007199254740993"}`)).toBeUndefined();
});
