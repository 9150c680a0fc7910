import { expect, it } from 'vitest';
import { bindTime, readDate, readInstant, serverClock } from '../../src/store/postgres/times.ts';

it.each([
  ['2026-01-31T10:20:30.000Z', '2026-01-31 10:20:30+00'],
  ['2026-01-31T10:20:30.120Z', '2026-01-31 10:20:30.12+00'],
  ['0001-01-01T00:00:00.001Z', '0001-01-01 00:00:00.001+00'],
  ['0000-02-29T00:00:00.000Z', '0001-02-29 00:00:00+00 BC'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31 23:59:59.999+00'],
])('the instant %s is shown as %s', (instant, shown) => {
  expect(readInstant(shown)).toBe(instant);
});

it('year 0 is bound as 1 BC', () => {
  expect(bindTime('0000-02-29T00:00:00.000Z')).toBe('0001-02-29T00:00:00.000Z BC');
  expect(bindTime('0001-01-01')).toBe('0001-01-01');
  expect(readDate('0001-02-29 BC')).toBe('0000-02-29');
});

it('microseconds that somebody else wrote are cut off, and no time is read as none', () => {
  expect(readInstant('2026-01-31 10:20:30.123999+00')).toBe('2026-01-31T10:20:30.123Z');
  expect([readInstant(null), readInstant(undefined)]).toEqual([undefined, undefined]);
});

it.each([
  'infinity',
  '-infinity',
  '10000-01-01 00:00:00+00',
  '0002-01-01 00:00:00+00 BC',
  '2026-01-31 10:20:30+02',
])('%s is refused, not guessed at', (shown) => {
  expect(() => readInstant(shown)).toThrow(expect.objectContaining({ code: 'store-failed' }));
});

it('the clock is the server’s, half the way there and back allowed for', () => {
  const clock = serverClock('2026-01-01 00:00:10+00', 1000, 3000, () => 5000.7);

  expect(clock()).toBe('2026-01-01T00:00:13.000Z');
});
