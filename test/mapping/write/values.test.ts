import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/model/json.ts';
import { bound, refusal, write, type Setting } from './writing.ts';

/** What one field becomes on the wire, or the code of its refusal. */
function wire(field: string, rule: string, value: unknown, setting: Setting = {}): unknown {
  const { patch, issues } = write({ [field]: rule }, { [field]: value }, setting);
  return issues.length > 0 ? issues.join(', ').replace(`${field} `, '') : Object.values(patch)[0];
}

const overlays = (line: string): Setting => ({
  overlays: [`overlay: 1\nextends: acme/opportunity\ncustomMappings:\n  x: ${line}\n`],
});

/** The same for a custom mapping, which can be of any type. */
function mappedWire(line: string, value: unknown, setting: Setting = {}): unknown {
  const { patch, issues } = write({}, { customMappings: { x: value } }, { ...overlays(line), ...setting });
  return issues.length > 0 ? issues.join(', ').replace('customMappings.x ', '') : Object.values(patch)[0];
}

describe('numbers', () => {
  test.each<[string, string, number, JsonValue]>([
    ['cents in text', 'amount', 1234.5, '1234.5'],
    ['no exponent in text, however large', 'amount', 1e21, '1000000000000000000000'],
    ['no exponent in text, however small', 'amount', 1.5e-7, '0.00000015'],
    ['the shortest text of a sum', 'amount', 0.1 + 0.2, '0.30000000000000004'],
    ['zero', 'amount', 0, '0'],
    ['a negative amount', 'amount', -12.34, '-12.34'],
    ['a number as it is', 'fee', 0.1 + 0.2, 0.1 + 0.2],
    ['a whole number', 'seats', 12, 12],
    ['a whole number in text', 'calls', 12, '12'],
    ['no fraction where only whole ones fit', 'seats', 1.5, 'would-not-read-back'],
    ['no fraction in the text of a whole number', 'calls', 1.5, 'would-not-read-back'],
    ['no whole number that a double does not hold', 'calls', 2 ** 53, 'would-not-read-back'],
  ])('%s: %s %d', (_name, path, value, native) => {
    expect(wire('monetaryAmount', path, value)).toEqual(native);
  });

  test.each<[string, string, number, JsonValue]>([
    ['a percentage as a ratio', 'share', 12.5, 0.125],
    ['without the noise of dividing', 'share', 0.07, 0.0007],
    ['as a ratio in text', 'chance', 33.333333, '0.33333333'],
    ['without an exponent in text', 'chance', 0.00005, '0.0000005'],
    ['as it is', 'odds', 40, 40],
    ['to six places, as it is read', 'odds', 100 / 3, 33.333333],
    ['never beyond 100', 'odds', 100.1, 'wrong-type'],
    ['never below 0', 'odds', -1, 'wrong-type'],
  ])('%s: %s %d', (_name, path, value, native) => {
    expect(wire('winProbability', path, value)).toEqual(native);
  });

  test('are rounded by nobody: what would read back rounded is refused', () => {
    const rounded = { currency: 'currency', monetaryAmount: '{ from: amount, round: currency }' };

    expect(write(rounded, { monetaryAmount: 1.005, currency: 'EUR' }).issues).toEqual([
      'monetaryAmount would-not-read-back',
    ]);
    expect(write(rounded, { monetaryAmount: 1.01, currency: 'EUR' }).issues).toEqual([]);
    expect(write(rounded, { monetaryAmount: 1.5, currency: 'JPY' }).issues).toEqual([
      'monetaryAmount would-not-read-back',
    ]);
    expect(write(rounded, { monetaryAmount: 1.125, currency: 'KWD' }).issues).toEqual([]);
  });

  test.each(['12', true, null, [1]])('are numbers and no %j', (value) => {
    expect(mappedWire('{ from: fee, to: number }', value === null ? 'x' : value)).toBe('wrong-type');
  });
});

describe('ids', () => {
  const numeric = { descriptor: [["empty: ['']", "empty: ['']\nids: number"]] } as const;

  test('are text on both sides where the vendor’s are', () => {
    expect(wire('ownerId', 'firm', '007')).toBe('007');
  });

  test('are whole numbers where the vendor’s are', () => {
    expect(wire('ownerId', 'firm', '7', numeric)).toBe(7);
    expect(wire('ownerId', 'firm', '0', numeric)).toBe(0);
    expect(wire('contactIds', "'people[].id'", ['7', '8'], numeric)).toEqual([{ id: 7 }, { id: 8 }]);
    expect(wire('ownerId', 'firm', String(Number.MAX_SAFE_INTEGER), numeric)).toBe(Number.MAX_SAFE_INTEGER);
  });

  test.each(['007', 'x', '1.5', '-1', '1e3', ' 7', '9007199254740993', '٧'])(
    'that are no such number are refused: %s',
    (id) => {
      expect(wire('ownerId', 'firm', id, numeric)).toBe('wrong-type');
    },
  );

  test.each([7, '', '  ', true, {}])('are text in the input, and not empty: %j', (id) => {
    expect(wire('ownerId', 'firm', id)).toBe('wrong-type');
  });
});

describe('text', () => {
  test('is trimmed where the vendor trims it', () => {
    const current = { id: 1, name: 'n', note: 'a' };

    expect(wire('description', 'note', '  a b ')).toBe('a b');
    expect(wire('description', 'note', ' a ', { current })).toBeUndefined();
    expect(wire('description', 'note', '   ', { current })).toBeNull();
  });

  test('is as it is elsewhere', () => {
    expect(wire('description', 'memo', '  a\n"b" ')).toBe('  a\n"b" ');
    expect(wire('description', 'memo', '🚀 – „Größe“')).toBe('🚀 – „Größe“');
  });

  test('of a currency is an ISO code', () => {
    expect(wire('currency', 'currency', 'EUR')).toBe('EUR');
    expect(wire('currency', 'currency', 'eur')).toBe('wrong-type');
    expect(wire('currency', 'currency', 'PTS')).toBe('wrong-type');
  });

  test('of a closed choice is one of its values, with the nearest named; of an open one it may be any', () => {
    const closed = write({ statusId: 'state' }, { statusId: 'wno' });

    expect(closed.issues).toEqual(['statusId unknown-value']);
    expect(refusal(closed)).toContain('did you mean "won"?');
    expect(wire('type', 'kind', 'whatever')).toBe('whatever');
  });
});

describe('days', () => {
  test.each<[string, string, string, JsonValue]>([
    ['as they are', 'iso', '2024-02-29', '2024-02-29'],
    ['in the vendor’s order, unpadded', 'day', '2024-02-09', '2/9/2024'],
    ['that do not exist', 'iso', '2023-02-29', 'wrong-type'],
    ['in another form', 'iso', '29/2/2024', 'wrong-type'],
    [
      'counted in seconds, from the midnight of the vendor’s zone in summer',
      'due',
      '2024-07-01',
      Date.UTC(2024, 6, 1, 7) / 1000,
    ],
    [
      'counted in seconds, from the midnight of the vendor’s zone in winter',
      'due',
      '2024-01-01',
      Date.UTC(2024, 0, 1, 8) / 1000,
    ],
  ])('%s: %s %s', (_name, path, value, native) => {
    expect(wire('closeDate', path, value)).toEqual(native);
  });

  test.each([
    ['UTC', '2024-03-31', '2024-03-31T00:00:00.000Z'],
    ['Europe/Berlin', '2024-03-31', '2024-03-30T23:00:00.000Z'],
    ['Europe/Berlin', '2024-04-01', '2024-03-31T22:00:00.000Z'],
    ['Asia/Kathmandu', '2024-01-01', '2023-12-31T18:15:00.000Z'],
    ['Pacific/Kiritimati', '2024-01-01', '2023-12-31T10:00:00.000Z'],
    // The clock goes from 23:59:59 to 01:00:00: the day begins an hour late.
    ['America/Sao_Paulo', '2017-10-15', '2017-10-15T03:00:00.000Z'],
    // It goes back from 01:00 to 00:00: midnight is there twice, and the day begins with the first.
    ['America/Havana', '2018-11-04', '2018-11-04T04:00:00.000Z'],
    // It goes back at midnight to 23:00 of the day before.
    ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00.000Z'],
  ])('are the instant at which they begin in %s: %s', (timezone, day, instant) => {
    expect(wire('closeDate', 'moved', day, { timezone })).toBe(instant);
    expect(wire('closeDate', 'touched', day, { timezone })).toBe(Date.parse(instant) / 1000);
    expect(wire('closeDate', 'seen', day, { timezone })).toBe(Date.parse(instant));
  });

  test('that a zone skipped whole are refused', () => {
    expect(wire('closeDate', 'moved', '2011-12-30', { timezone: 'Pacific/Apia' })).toBe(
      'would-not-read-back',
    );
    expect(wire('closeDate', 'moved', '2011-12-31', { timezone: 'Pacific/Apia' })).toBe(
      '2011-12-30T10:00:00.000Z',
    );
  });

  test('that are there already are not sent, at whatever time of the day they stand', () => {
    const setting = {
      timezone: 'Europe/Berlin',
      current: { id: 1, name: 'n', moved: '2024-06-30T23:30:00Z' },
    };

    expect(wire('closeDate', 'moved', '2024-07-01', setting)).toBeUndefined();
    expect(wire('closeDate', 'moved', '2024-06-30', setting)).toBe('2024-06-29T22:00:00.000Z');
  });

  test('of an account without a zone, or with one nobody knows, are those of UTC', () => {
    expect(wire('closeDate', 'moved', '2024-07-01')).toBe('2024-07-01T00:00:00.000Z');
    expect(wire('closeDate', 'moved', '2024-07-01', { timezone: 'Mars/Olympus' })).toBe(
      '2024-07-01T00:00:00.000Z',
    );
  });
});

describe('instants', () => {
  test.each<[string, string, string, JsonValue]>([
    ['in their one form', '{ from: moved }', '2024-07-01T12:00:00+02:00', '2024-07-01T10:00:00.000Z'],
    ['in seconds', '{ from: touched }', '2024-07-01T10:00:00Z', Date.UTC(2024, 6, 1, 10) / 1000],
    [
      'not in seconds where that would lose some',
      '{ from: touched }',
      '2024-07-01T10:00:00.500Z',
      'would-not-read-back',
    ],
    ['in milliseconds', '{ from: seen }', '2024-07-01T10:00:00.500Z', Date.UTC(2024, 6, 1, 10) + 500],
    ['without a zone', '{ from: moved }', '2024-07-01T10:00:00', 'wrong-type'],
    ['as a day, if they are a midnight', '{ from: iso, to: datetime }', '2024-07-01T00:00:00Z', '2024-07-01'],
    [
      'not as a day, if they are none',
      '{ from: iso, to: datetime }',
      '2024-07-01T10:00:00Z',
      'would-not-read-back',
    ],
  ])('%s: %s', (_name, line, value, native) => {
    expect(mappedWire(line, value)).toEqual(native);
  });
});

test('flags are true and false', () => {
  expect(mappedWire('open', true)).toBe(true);
  expect(mappedWire('open', 'true')).toBe('wrong-type');
  const text = { descriptor: [['open: { type: bool }', 'open: { type: bool-text }']] } as const;
  expect(mappedWire('open', false, text)).toBe('false');
});

test('json is what it is', () => {
  const line = '{ from: extra.known, as: json }';
  const value = { a: [1, { b: null }] };

  const bounds = bound({}, overlays(line)).write({ customMappings: { x: value } }, { id: 1, name: 'n' });
  expect(bounds).toMatchObject({ patch: { extra: { known: value } }, issues: [] });
});
