import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseJson } from '../../src/http/parse-json.ts';

/** Looks at every value, as the parser would if time did not matter. */
function lookingAtEach(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
    const source = context?.source ?? '';
    return /^-?\d+$/.test(source) || !Number.isFinite(value) ? source : value;
  });
}

const digits = fc
  .oneof(fc.constantFrom(1, 2, 15, 16, 17), fc.integer({ min: 1, max: 24 }))
  .chain((length) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }))
  .map((some) => some.join('').replace(/^0+(?=\d)/, ''));
/** Numbers as a vendor may write them: any length, signs, fractions, exponents. */
const numbers = fc
  .tuple(
    fc.constantFrom('', '-'),
    digits,
    fc.option(digits, { nil: undefined, freq: 1 }),
    fc.constantFrom('', '', '', '', 'e5', 'E+12', 'e308', 'e400', 'E+999', 'e-400'),
  )
  .map(
    ([sign, whole, fraction, power]) =>
      `${sign}${whole}${fraction === undefined ? '' : `.${fraction}`}${power}`,
  );
/** Texts full of what looks like such numbers. */
const texts = fc
  .array(fc.oneof(numbers, fc.constantFrom(' ', ',', ': ', '[', 'a5e1234', '"', '\\')), { maxLength: 5 })
  .map((parts) => JSON.stringify(parts.join('')));
const values = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    numbers,
    texts,
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(' , ')}]`),
    fc
      .array(fc.tuple(texts, tie('value')), { maxLength: 4 })
      .map((members) => `{${members.map(([key, value]) => `${key}:\n ${value}`).join(',')}}`),
  ),
})).value;

it('every number that a double cannot hold stays text, wherever it stands, and everything else is as JSON says', () => {
  fc.assert(
    fc.property(values, (text) => {
      expect(parseJson(text)).toEqual({ value: lookingAtEach(text) });
    }),
    { numRuns: 3000 },
  );
});

it.each([
  '[1 ,9999999999999999]',
  '{"a": -9999999999999999}',
  '[[9999999999999999]]',
  '9999999999999999',
  '[-1.5e400]',
  '[0\t,\n1e+999]',
])('no digit is lost in %j', (text) => {
  const found = parseJson(text);

  expect(found).toEqual({ value: lookingAtEach(text) });
  expect(found).not.toEqual({ value: JSON.parse(text) });
});

it('what is no JSON, or ended early, is told', () => {
  expect(parseJson('{"a":1')).toEqual({ problem: 'not-json' });
  expect(parseJson('<html>')).toEqual({ problem: 'not-json' });
  expect(parseJson('')).toEqual({ problem: 'not-json' });
});

it.each(['[', '{"a":'])('nesting ends at 64 levels of %s', (open) => {
  const close = open === '[' ? ']' : '}';
  const nested = (levels: number): string => `${open.repeat(levels)}1${close.repeat(levels)}`;

  expect(parseJson(nested(64))).toHaveProperty('value');
  expect(parseJson(nested(65))).toEqual({ problem: 'too-deep' });
  expect(parseJson(nested(100_000))).toEqual({ problem: 'too-deep' });
});
