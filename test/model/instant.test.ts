import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dateFromDays,
  instantFromMs,
  msFromInstant,
  parseDate,
  parseInstant,
} from '../../src/model/instant.ts';

const firstMs = -62_167_219_200_000;
const lastMs = 253_402_300_799_999;
const anyMs = fc.integer({ min: firstMs, max: lastMs });

describe('instants', () => {
  test('agree with the platform for every millisecond of the years 0 to 9999', () => {
    fc.assert(
      fc.property(anyMs, (ms) => {
        const instant = instantFromMs(ms);

        expect(instant).toBe(new Date(ms).toISOString());
        expect(msFromInstant(instant ?? '')).toBe(ms);
        expect(parseInstant(instant ?? '')).toBe(instant);
      }),
      { numRuns: 3000 },
    );
  });

  test('in any zone are moved to UTC', () => {
    const offset = fc.integer({ min: -839, max: 839 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), offset, (ms, minutes) => {
        const local = new Date(ms + minutes * 60_000).toISOString().slice(0, 23);
        const size = Math.abs(minutes);
        const hh = String(Math.floor(size / 60)).padStart(2, '0');
        const mm = String(size % 60).padStart(2, '0');

        expect(parseInstant(`${local}${minutes < 0 ? '-' : '+'}${hh}:${mm}`)).toBe(
          new Date(ms).toISOString(),
        );
      }),
    );
  });

  test.each([
    ['2026-12-31T00:00:00Z', '2026-12-31T00:00:00.000Z'],
    ['2026-02-01T09:00:00.5Z', '2026-02-01T09:00:00.500Z'],
    ['2026-02-01T09:00:00.123456789Z', '2026-02-01T09:00:00.123Z'],
    ['2026-02-01 09:00:00+0530', '2026-02-01T03:30:00.000Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.000Z'],
    ['2016-12-31T23:59:60.000Z', '2016-12-31T23:59:59.000Z'],
  ])('%s reads as %s', (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  test.each([
    '',
    '2026-02-01',
    '2026-02-01T09:00:00',
    '2026-02-30T09:00:00Z',
    '2023-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00Z ',
    '2026-01-01T00:00:00+24:00',
    '２026-01-01T00:00:00Z',
  ])('%j is refused', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  test('any text at all is read or refused, never a throw', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseInstant(text) === undefined || text.length >= 20).toBe(true);
      }),
    );
  });
});

describe('calendar days', () => {
  test('agree with the platform', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_528, max: 2_932_896 }), (days) => {
        const date = dateFromDays(days);

        expect(date).toBe(new Date(days * 86_400_000).toISOString().slice(0, 10));
        expect(parseDate(date ?? '')).toBe(date);
      }),
      { numRuns: 3000 },
    );
  });

  test('outside the years 0 to 9999 have no text', () => {
    expect(dateFromDays(2_932_897)).toBeUndefined();
    expect(dateFromDays(-719_529)).toBeUndefined();
    expect(instantFromMs(lastMs + 1)).toBeUndefined();
    expect(instantFromMs(1.5)).toBeUndefined();
    expect(parseDate('2026-02-29')).toBeUndefined();
  });
});
