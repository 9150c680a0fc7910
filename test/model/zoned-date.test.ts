import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateInZone, isTimeZone } from '../../src/model/zoned-date.ts';

const zones = [
  'UTC',
  'US/Eastern',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Australia/Lord_Howe',
  'America/St_Johns',
];

test.each(zones)('the day in %s is the day a calendar there shows', (zone) => {
  const ours = dateInZone(zone);
  const theirs = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });

  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_500_000_000 }), (seconds) => {
      const date = new Date(seconds * 1000);
      expect(ours?.(date.toISOString())).toBe(theirs.format(date));
    }),
    { numRuns: 400 },
  );
});

test('a zone the platform does not know is said to be unknown', () => {
  expect(dateInZone('Mars/Olympus')).toBeUndefined();
  expect(isTimeZone('Mars/Olympus')).toBe(false);
  expect(isTimeZone('US/Eastern')).toBe(true);
});
