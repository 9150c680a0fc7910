import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nativeTypes, type NativeType } from '../../src/connector-kit/resource.ts';
import { plainTargets, type Decoding, type TargetType } from '../../src/mapping/codecs/codec.ts';
import { codecFor } from '../../src/mapping/codecs/pair-table.ts';
import type { JsonValue } from '../../src/model/json.ts';
import { codecValues } from './golden/codec-values.ts';
import { compiled, contextOf, readField } from './vendor/acme.ts';

function read(
  native: NativeType,
  target: TargetType,
  raw: JsonValue,
): { value: JsonValue; refusal: unknown } {
  const run: Decoding = { refusal: undefined, dateInZone: (instant) => instant.slice(0, 10) };
  const value = codecFor(native, target, { format: 'Y-M-D', isExact: true })?.read(raw, run) ?? null;
  return { value, refusal: run.refusal };
}

describe('every pair of types', () => {
  test('has its golden values', () => {
    const pairs = nativeTypes.flatMap((native) =>
      plainTargets.flatMap((target) =>
        codecFor(native, target, { format: 'Y-M-D', isExact: true }) === undefined
          ? []
          : [`${native} ${target}`],
      ),
    );

    expect(codecValues.map(([native, target]) => `${native} ${target}`).toSorted()).toEqual(pairs.toSorted());
  });

  test.each(codecValues)(
    '%s -> %s reads what is good, and refuses the rest with its reason',
    (native, target, good, bad) => {
      expect(good.map(([raw]) => read(native, target, raw))).toEqual(
        good.map(([, value]) => ({ value, refusal: undefined })),
      );
      expect(bad.map(([raw]) => read(native, target, raw))).toEqual(
        bad.map(([, refusal]) => ({ value: null, refusal })),
      );
    },
  );
});

describe('days in the account’s zone', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'America/Sao_Paulo',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Pacific/Kiritimati',
    'Pacific/Chatham',
    'America/St_Johns',
    'Africa/Casablanca',
    'Asia/Tehran',
    'UTC',
  ];
  const mapping = compiled({ closeDate: "{ from: moved, access: read, because: 'x' }" });
  const quarter = 15 * 60_000;

  test.each(zones)('%s: as the platform’s calendar says, around every change of the clocks', (timezone) => {
    const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' });
    const bound = mapping.bind(contextOf({ timezone }));
    const wrong: string[] = [];
    for (const [from, to] of [
      ['2026-03-01', '2026-04-12'],
      ['2026-09-24', '2026-11-08'],
      ['2011-12-28', '2012-01-02'],
    ] as const) {
      for (let ms = Date.parse(from); ms < Date.parse(to); ms += quarter) {
        for (const at of [ms, ms - 1]) {
          const moved = new Date(at).toISOString();
          const { record } = bound.read({ id: 1, moved });
          if (record?.closeDate !== calendar.format(at))
            wrong.push(`${moved} ${record?.closeDate ?? 'null'}`);
        }
      }
    }

    expect(wrong).toEqual([]);
  });
});

describe('money', () => {
  const rules = {
    monetaryAmount: 'amount',
    winProbability: 'odds',
    currency: 'currency',
    expectedRevenue:
      '{ combine: product, of: [$out.monetaryAmount, $out.winProbability], scale: 0.01, round: currency }',
  };
  const bound = compiled(rules).bind(contextOf());
  const minor = fc.record({
    units: fc.integer({ min: 0, max: 10 ** 11 }),
    percent: fc.integer({ min: 0, max: 100 }),
  });

  test.each([
    ['JPY', 0],
    ['EUR', 2],
    ['KWD', 3],
  ])('in %s is rounded to %i places, half away from zero, as whole numbers would be', (currency, places) => {
    fc.assert(
      fc.property(minor, ({ units, percent }) => {
        const digits = String(units).padStart(places + 1, '0');
        const amount = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
        const rounded = (BigInt(units) * BigInt(percent) * 2n + 100n) / 200n;
        const { record } = bound.read({ id: 1, amount, odds: percent, currency });
        expect(record?.expectedRevenue).toBe(Number(`${rounded}e-${places}`));
      }),
      { numRuns: 1500 },
    );
  });

  test.each([
    ['123456789012345678', '123456789012345680'],
    ['0.12345678901234567', '0.12345678901234566'],
    ['-9007199254740993', '-9007199254740992'],
    ['1234567890123456789012345678901.5', '1.2345678901234568e+30'],
    ['0.10000000000000000000000000000000000001', '0.1'],
    ['1250.500000000000000000000000000000000001', '1250.5'],
    ['2000.0000000000001110223024625156540423631668090820312500000', '2000'],
    [`1.${'3'.repeat(1200)}`, '1.3333333333333333'],
    ['1e-400', '0'],
    ['1.23456e-320', '1.2347e-320'],
  ])('that a double cannot hold is told: %s', (amount, held) => {
    const { record, issues } = bound.read({ id: 1, amount });

    expect(String(record?.monetaryAmount)).toBe(held);
    expect(issues).toMatchObject([
      { field: 'monetaryAmount', code: 'precision-loss', native: amount.slice(0, 64) },
    ]);
  });

  test.each([
    '100000000000000000000',
    '0.1000000000000000000',
    '1e21',
    '00000000000000001.50',
    `1250.50${'0'.repeat(2000)}`,
    '0.1000000000000000055511151231257827021181583404541015625',
    '0.10000000000000000555',
    '-333.3333333333333144',
    '0e-400',
    '5e-324',
  ])('that is long but can be held is no issue: %s', (amount) => {
    expect(bound.read({ id: 1, amount }).issues).toEqual([]);
  });
});

describe('a double that a vendor printed with all its digits', () => {
  const double = fc.double({ noNaN: true, noDefaultInfinity: true });
  const bound = compiled({ monetaryAmount: 'amount' }).bind(contextOf());

  test('is held, and read as it was', () => {
    fc.assert(
      fc.property(double, fc.integer({ min: 17, max: 60 }), (value, digits) => {
        const { record, issues } = bound.read({ id: 1, amount: value.toPrecision(digits) });
        expect(record?.monetaryAmount).toBe(Number(value.toPrecision(digits)));
        expect(issues).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  test('is not held once a digit beyond its own is another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 25, max: 60 }), (whole, zeros) => {
        const { record, issues } = bound.read({ id: 1, amount: `${whole}.5${'0'.repeat(zeros)}1` });
        expect(record?.monetaryAmount).toBe(whole + 0.5);
        expect(issues).toMatchObject([{ code: 'precision-loss' }]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a number that is rounded afterwards', () => {
  const rule = '{ from: amount, round: 2 }';

  test('is no loss where only what is rounded away could not be held', () => {
    for (const amount of ['2000.0000000000001110223024625156540423631', '0.1234567890123456789', '12.5'])
      expect(readField('monetaryAmount', rule, { amount }).issues).toEqual([]);
  });

  test('is one where the digits that stay cannot be held', () => {
    for (const amount of ['12345678901234567890.25', '9007199254740993.000000'])
      expect(readField('monetaryAmount', rule, { amount }).issues).toEqual(['precision-loss']);
  });
});

test.each([
  ['3.000000000000000000', 3, []],
  ['3.000000000000000000001', null, ['not-an-integer']],
  ['9007199254740993', null, ['not-an-integer']],
])('a whole number in text is whole to its last digit: %s', (mails, value, issues) => {
  expect(readField('interactionCount', 'mails', { mails })).toEqual({ value, issues });
});
