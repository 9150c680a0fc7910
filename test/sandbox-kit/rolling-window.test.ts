import { array, assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openDayQuota, openWindow, startClock } from '../../src/sandbox-kit/index.ts';

describe('a rolling window', () => {
  test('admits up to its limit and lets an arrival leave exactly one window later', () => {
    const window = openWindow({ limit: 2, perMs: 1000 });

    expect([window.admit(0), window.admit(1), window.admit(999)]).toEqual([true, true, false]);
    expect(window.admit(1000)).toBe(true);
    expect(window.admit(1000)).toBe(false);
    expect(window.state(1000)).toEqual({ used: 2, remaining: 0, freeInMs: 1 });
    expect([window.peak, window.refused]).toEqual([2, 2]);
  });

  test('counts costs', () => {
    const window = openWindow({ limit: 10, perMs: 1000 });

    expect([window.admit(0, 7), window.admit(0, 4), window.admit(0, 3)]).toEqual([true, false, true]);
    expect(window.state(0).remaining).toBe(0);
  });

  test('counts refused requests where the vendor does', () => {
    const window = openWindow({ limit: 1, perMs: 1000, countRefused: true });

    expect([window.admit(0), window.admit(900), window.admit(1500)]).toEqual([true, false, false]);
  });

  test('only counts where limits are off', () => {
    const window = openWindow({ limit: 1, perMs: 1000, enforce: false });

    expect([window.admit(0), window.admit(0), window.admit(0)]).toEqual([true, true, true]);
    expect([window.peak, window.refused]).toEqual([3, 0]);
  });

  test('never admits more than its limit in any stretch of its length', () => {
    const arrivals = array(integer({ min: 0, max: 300 }), { maxLength: 200 });

    const promise = property(arrivals, integer({ min: 1, max: 9 }), (gaps, limit) => {
      const window = openWindow({ limit, perMs: 1000 });
      let now = 0;
      const admitted: number[] = [];
      for (const gap of gaps) {
        now += gap;
        if (window.admit(now)) admitted.push(now);
      }
      const crowded = admitted.some(
        (from) => admitted.filter((at) => at >= from && at < from + 1000).length > limit,
      );
      return !crowded && window.peak <= limit;
    });
    expect(() => assert(promise)).not.toThrow();
  });
});

describe('a day’s quota', () => {
  test('is full again at the vendor’s midnight', () => {
    const quota = openDayQuota({ limit: 2, utcOffsetMinutes: -300 });
    const evening = Date.parse('2026-11-22T04:59:59.000Z');

    expect([quota.admit(evening), quota.admit(evening), quota.admit(evening)]).toEqual([true, true, false]);
    expect(quota.admit(evening + 1000)).toBe(true);
    expect(quota.remaining(evening + 1000)).toBe(1);
    quota.exhaust(evening + 1000);
    expect(quota.admit(evening + 1000)).toBe(false);
  });
});

describe('a vendor’s clock', () => {
  test('runs with the machine’s from where it was started, and advances on demand', () => {
    let machine = 5_000;
    const clock = startClock('2026-01-01T00:00:00Z', () => machine);

    machine += 250;
    clock.advance(60_000);

    expect(clock.now()).toBe('2026-01-01T00:01:00.250Z');
  });

  test('refuses to start at a text that is no instant and to run backwards', () => {
    expect(() => startClock('yesterday')).toThrow('not an instant');
    expect(() => startClock().advance(-1)).toThrow('whole number of milliseconds');
  });
});
