import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nativeTypes, type NativeType } from '../../src/connector-kit/resource.ts';
import { isExactDecimal, roundDecimal } from '../../src/model/decimal.ts';
import { instantFromMs, parseInstant } from '../../src/model/instant.ts';
import type { JsonValue } from '../../src/model/json.ts';
import {
  plainTargets,
  type CodecFacts,
  type Decoding,
  type Encoding,
  type TargetType,
} from '../../src/mapping/codecs/codec.ts';
import { codecFor, naturalTarget } from '../../src/mapping/codecs/pair-table.ts';
import { readQuickly } from '../../src/mapping/codecs/quick.ts';
import { instantOfText, isUtcText } from '../../src/mapping/codecs/instant-text.ts';
import { losesDigits, numberOfText } from '../../src/mapping/codecs/decimal-text.ts';
import { isPrintOf } from '../../src/mapping/codecs/printed-double.ts';
import { roundTo } from '../../src/mapping/codecs/round-to.ts';

const plain: CodecFacts = { format: 'Y-M-D', isExact: true };

function decoding(): Decoding {
  return { refusal: undefined, dateInZone: (instant) => instant.slice(0, 10) };
}

const inUtc: Encoding = {
  startOfDay: (date) => `${date}T00:00:00.000Z`,
  startOfCountedDay: (date) => `${date}T00:00:00.000Z`,
};

function read(native: NativeType, target: TargetType, raw: JsonValue, facts: CodecFacts = plain): JsonValue {
  const run = decoding();
  const value = codecFor(native, target, facts)?.read(raw, run) ?? null;
  return run.refusal === undefined ? value : `${run.refusal}${value === null ? '' : ` ${String(value)}`}`;
}

const instants = fc
  .integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2200, 0, 1) })
  .map((ms) => instantFromMs(ms) ?? '');
const days = instants.map((instant) => instant.slice(0, 10));

/** Unified values of each type, as far as the native side can hold them. */
const unifiedValues: Readonly<Record<TargetType, fc.Arbitrary<JsonValue>>> = {
  id: fc.string({ minLength: 1 }),
  text: fc.string({ minLength: 1 }),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  integer: fc.maxSafeInteger(),
  percent: fc.integer({ min: 0, max: 100_000_000 }).map((millionths) => millionths / 1_000_000),
  currency: fc.constantFrom('EUR', 'USD', 'JPY', 'KWD'),
  date: days,
  datetime: instants,
  boolean: fc.boolean(),
  json: fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as JsonValue),
};

/** What a type of coarser step loses is not part of the promise. */
function asCoarseAs(native: NativeType, value: JsonValue): JsonValue {
  if (typeof value === 'number' && (native === 'int' || native === 'int-text')) return wholeOf(value);
  if (typeof value !== 'string') return value;
  if (native === 'unix-s' && value.length > 10) return `${value.slice(0, 19)}.000Z`;
  return native === 'date' && value.length > 10 ? `${value.slice(0, 10)}T00:00:00.000Z` : value;
}

function wholeOf(value: number): number {
  const whole = Math.trunc(value);
  return Number.isSafeInteger(whole) ? whole + 0 : 0;
}

const pairs = nativeTypes.flatMap((native) =>
  plainTargets.flatMap((target) =>
    codecFor(native, target, plain) === undefined ? [] : [{ native, target }],
  ),
);

describe('a codec', () => {
  test('exists for every native type and what it naturally becomes', () => {
    const lacking = nativeTypes.filter(
      (native) => codecFor(native, naturalTarget(native), plain) === undefined,
    );

    expect(lacking).toEqual([]);
    expect(pairs.length).toBeGreaterThanOrEqual(30);
  });

  test.each(pairs)('$native -> $target reads back what it writes', ({ native, target }) => {
    for (const format of ['Y-M-D', 'M/D/Y', 'D/M/Y'] as const) {
      const codec = codecFor(native, target, { format, isExact: true });
      if (codec === undefined) continue;
      fc.assert(
        fc.property(unifiedValues[target], (given) => {
          const value = asCoarseAs(native, given);
          expect(read(native, target, codec.write(value, inUtc) ?? null, { format, isExact: true })).toEqual(
            value,
          );
        }),
        { numRuns: 60 },
      );
    }
  });

  test.each(pairs)('$native -> $target refuses to write what would read back as something else', (pair) => {
    const { native, target } = pair;
    const codec = codecFor(native, target, plain);
    fc.assert(
      fc.property(unifiedValues[target], (value) => {
        const written = codec?.write(value, inUtc);
        if (written !== undefined) expect(read(native, target, written)).toEqual(value);
      }),
      { numRuns: 60 },
    );
  });

  test.each(pairs)(
    '$native -> $target takes any JSON: a value, or null and a reason',
    ({ native, target }) => {
      fc.assert(
        fc.property(fc.jsonValue(), (given) => {
          const raw = JSON.parse(JSON.stringify(given)) as JsonValue;
          const run = decoding();
          const value = codecFor(native, target, plain)?.read(raw, run);
          if (value === null) expect(raw === null || run.refusal !== undefined).toBe(true);
          else expect(['string', 'number', 'boolean']).toContain(typeof value);
        }),
        { numRuns: 100 },
      );
    },
  );
});

describe('values of vendors', () => {
  test.each<[string, NativeType, TargetType, JsonValue, JsonValue]>([
    ['a numeric id as text', 'id', 'id', 0, '0'],
    ['an id as it is', 'id', 'id', '007', '007'],
    ['an id beyond what a number can hold', 'id', 'id', 2 ** 53, 'not-an-id'],
    ['an object for an id', 'id', 'id', {}, 'not-an-id'],
    ['cents', 'decimal', 'number', '1234.50', 1234.5],
    ['an exponent', 'decimal', 'number', '1.2E+3', 1200],
    ['a decimal comma', 'decimal', 'number', '12,5', 'not-a-number'],
    ['a point alone', 'decimal', 'number', '.', 'not-a-number'],
    ['a blank number', 'decimal', 'number', ' 1', 'not-a-number'],
    [
      'more digits than a double holds',
      'decimal',
      'number',
      '12345678901234567.89',
      'precision-loss 12345678901234568',
    ],
    [
      'binary noise of a computed value',
      'decimal',
      'number',
      '0.40000000000000002220446049250313080847',
      0.4,
    ],
    ['a whole number', 'int-text', 'integer', '17', 17],
    ['a fraction for a whole number', 'int', 'integer', 1.5, 'not-an-integer'],
    ['a ratio', 'ratio-text', 'percent', '0.40000000000000002220446049250313080847263336181640625', 40],
    ['a ratio that is a third', 'ratio', 'percent', 1 / 3, 33.333333],
    ['a ratio beyond one', 'ratio', 'percent', 1.01, 'out-of-range'],
    ['a percentage', 'percent', 'percent', 0, 0],
    ['a percentage below zero', 'percent', 'percent', -1, 'out-of-range'],
    ['a flag', 'bool', 'boolean', false, false],
    ['a text for a flag', 'bool', 'boolean', 'false', 'not-a-boolean'],
    ['a flag in text', 'bool-text', 'boolean', 'false', false],
    ['a flag where its text is usual', 'bool-text', 'boolean', true, true],
    [
      'a date-time without milliseconds',
      'datetime',
      'datetime',
      '2024-02-29T10:00:00Z',
      '2024-02-29T10:00:00.000Z',
    ],
    ['one with an offset', 'datetime', 'datetime', '2024-01-01T00:30:00+02:00', '2023-12-31T22:30:00.000Z'],
    [
      'one with microseconds',
      'datetime',
      'datetime',
      '2024-01-01T00:00:00.123456Z',
      '2024-01-01T00:00:00.123Z',
    ],
    ['one in milliseconds since 1970', 'datetime', 'datetime', '1704067200000', '2024-01-01T00:00:00.000Z'],
    ['one without a zone', 'datetime', 'datetime', '2024-01-01T00:00:00', 'not-a-datetime'],
    ['one of a day that is not', 'datetime', 'datetime', '2023-02-29T00:00:00Z', 'not-a-datetime'],
    ['one of an hour that is not', 'datetime', 'datetime', '2023-02-20T24:00:00Z', 'not-a-datetime'],
    ['seconds', 'unix-s', 'datetime', 1_502_158_444, '2017-08-08T02:14:04.000Z'],
    ['milliseconds', 'unix-ms', 'datetime', '1704067200001', '2024-01-01T00:00:00.001Z'],
    ['seconds that mean a day, in the west', 'unix-day', 'date', 1_767_254_400, '2026-01-01'],
    ['seconds that mean a day, in the east', 'unix-day', 'date', 1_767_193_200, '2026-01-01'],
    ['a day', 'date', 'date', '2024-02-29', '2024-02-29'],
    ['a day that is not', 'date', 'date', '2023-02-29', 'not-a-date'],
    ['a day as an instant', 'date', 'datetime', '2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['a currency in small letters', 'text', 'currency', ' eur', 'EUR'],
    ['a currency the company made up', 'choice', 'currency', 'PTS', 'not-a-currency'],
    ['a list for a text', 'text', 'text', ['a'], 'not-text'],
  ])('%s', (_name, native, target, raw, expected) => {
    expect(read(native, target, raw)).toEqual(expected);
  });

  test.each([
    ['M/D/Y', '8/7/2017', '2017-08-07'],
    ['D/M/Y', '8/7/2017', '2017-07-08'],
    ['M/D/Y', '31/12/2026', 'not-a-date'],
    ['M/D/Y', '2026-12-31', '2026-12-31'],
    ['Y-M-D', '8/7/2017', 'not-a-date'],
  ] as const)('a day written %s: %s', (format, raw, expected) => {
    expect(read('date', 'date', raw, { format, isExact: true })).toBe(expected);
  });
});

describe('the short ways', () => {
  test('of reading a decimal give what the full parser gives', () => {
    const digits = fc.string({ unit: fc.constantFrom('0', '1', '5', '9', '.', '-', 'e'), maxLength: 18 });
    fc.assert(
      fc.property(digits, (text) => {
        const value = numberOfText(text);
        if (value === undefined)
          expect(
            /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,4})?$/.test(text) && Number.isFinite(Number(text)),
          ).toBe(false);
        else expect(value).toBe(Number(text));
      }),
      { numRuns: 3000 },
    );
  });

  test('of rounding give what rounding by decimal text gives', () => {
    const amounts = fc.tuple(fc.integer({ min: -1e13, max: 1e13 }), fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 4 }), ([digits, scale], places) => {
        const value = Number(`${digits}e-${scale}`);
        expect(isExactDecimal(String(value), value)).toBe(true);
        expect(roundTo(value, places)).toBe(roundDecimal(value, places));
      }),
      { numRuns: 3000 },
    );
  });

  test('of rounding know a tie, however large the number', () => {
    const ties = fc.integer({ min: 0, max: 10 ** 12 }).map((units) => Number(`${units}5e-3`));
    fc.assert(
      fc.property(ties, (value) => {
        expect(roundTo(value, 2)).toBe(roundDecimal(value, 2));
      }),
      { numRuns: 3000 },
    );
  });
});

test('a date-time is read by the short way exactly where the full parser reads it', () => {
  const texts = fc
    .tuple(
      part(9999, 4),
      part(14, 2),
      part(33, 2),
      part(25, 2),
      part(61, 2),
      part(61, 2),
      fc.constantFrom('Z', '.5Z', '.123Z', '.123x', '', '+01:00'),
    )
    .map(
      ([year, month, day, hour, minute, second, rest]) =>
        `${year}-${month}-${day}T${hour}:${minute}:${second}${rest}`,
    );
  fc.assert(
    fc.property(texts, (text) => {
      expect(instantOfText(text)).toBe(parseInstant(text));
      expect(!isUtcText(text) || parseInstant(text) !== undefined).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

function part(most: number, width: number): fc.Arbitrary<string> {
  return fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(width, '0'));
}

describe('the short way of a codec', () => {
  const quickPairs = nativeTypes.flatMap((native) =>
    plainTargets.flatMap((target) => {
      const codec = codecFor(native, target, plain);
      return codec?.quick === undefined ? [] : [{ native, target, codec, quick: codec.quick }];
    }),
  );
  const texts = fc.oneof(
    instants,
    instants.map((instant) => `${instant.slice(0, 19)}Z`),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.integer().map(String),
    fc.constantFrom(
      'true',
      'false',
      'EUR',
      'eur',
      'XYZ',
      '1e3',
      '.5',
      '5.',
      '-1',
      '2024-02-29T00:00:00.000Z',
      '1.10',
      '.',
    ),
    fc.stringMatching(/^[0-9.]{1,20}$/),
    fc.string({ minLength: 1 }),
  );

  test.each(quickPairs)(
    'of $native to $target gives what the codec gives, or nothing',
    ({ codec, quick }) => {
      fc.assert(
        fc.property(texts, (text) => {
          const value = readQuickly(quick, text);
          const run = decoding();
          if (value === undefined) return;
          expect(codec.read(text, run)).toBe(value);
          expect(run.refusal).toBeUndefined();
        }),
        { numRuns: 400 },
      );
    },
  );
});

test('a decimal text with more places than its double loses digits, as exact arithmetic says', () => {
  const printed = fc
    .tuple(fc.double({ min: 1e-3, max: 1e12, noNaN: true }), fc.nat({ max: 60 }))
    .map(([value, places]) => value.toFixed(places));
  const slipped = fc.tuple(printed, fc.nat(), fc.nat({ max: 9 })).map(([text, at, digit]) => {
    const place = at % text.length;
    return text[place] === '.' ? text : `${text.slice(0, place)}${digit}${text.slice(place + 1)}`;
  });
  fc.assert(
    fc.property(fc.oneof(printed, slipped), fc.nat({ max: 12 }), (digits, zeros) => {
      const text = digits.includes('.') ? digits + '0'.repeat(zeros) : digits;
      const value = Number(text);
      fc.pre(text.length > 15 && value !== 0);
      expect(losesDigits(text, value)).toBe(!isExactDecimal(text, value) && !isPrintOf(text, value));
    }),
    { numRuns: 2000 },
  );
});
