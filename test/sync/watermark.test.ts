import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantFromMs } from '../../src/model/instant.ts';
import { closingWatermark, newest, readFrom } from '../../src/sync/watermark.ts';

const startedAt = '2026-06-01T12:00:00.000Z';
const instant = fc.integer({ min: 0, max: 4e12 }).map((ms) => instantFromMs(ms) ?? '');

it('a pass ends at the newest change it saw, or at its start where that is earlier', () => {
  const early = '2026-06-01T11:00:00.000Z';
  const future = '2031-01-01T00:00:00.000Z';

  expect(closingWatermark(undefined, { startedAt, newestChange: early }, 1000)).toBe(early);
  expect(newest(undefined, future, startedAt)).toBe(startedAt);
  expect(newest(early, undefined, startedAt)).toBe(early);
  expect(newest(early, '2026-01-01T00:00:00.000Z', startedAt)).toBe(early);
});

it('a pass that saw no change time ends a lag before its start', () => {
  expect(closingWatermark(undefined, { startedAt }, 60_000)).toBe('2026-06-01T11:59:00.000Z');
});

it('the next pass reads again what a listing may have lagged behind', () => {
  expect(readFrom('2026-06-01T12:00:00.000Z', 300_000)).toBe('2026-06-01T11:55:00.000Z');
});

it('a watermark never moves back, and never past the start of its pass', () => {
  fc.assert(
    fc.property(fc.option(instant, { nil: undefined }), fc.array(instant), instant, (before, seen, start) => {
      let newestChange: string | undefined;
      for (const each of seen) newestChange = newest(newestChange, each, start);

      const after = closingWatermark(before, { startedAt: start, newestChange }, 5000);

      expect(before === undefined || after >= before).toBe(true);
      expect(after <= start || after === before).toBe(true);
    }),
  );
});
