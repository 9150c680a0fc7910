import { describe, expect, it } from 'vitest';
import { runOnSchedule } from '../../src/sync/run-on-schedule.ts';
import { cronSchedule, everySpan, parseSpan, type Schedule } from '../../src/sync/schedule.ts';

const at = (text: string): number => Date.parse(text);

describe('a span', () => {
  it.each([
    ['90s', 90_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
  ])('%s is %i ms', (text, ms) => {
    expect(parseSpan(text)).toBe(ms);
  });

  it.each(['', '5', 'm', '0m', '-5m', '5 m', '1.5h', '5w', '9999999m'])('"%s" is refused', (text) => {
    expect(() => parseSpan(text)).toThrow(expect.objectContaining({ code: 'bad-schedule' }));
  });
});

describe('a cron schedule', () => {
  it('counts in its time zone, also across a change of the clocks', async () => {
    const schedule = await cronSchedule('30 2 * * *', 'Europe/Berlin');

    // 2:30 does not exist on 29 March 2026 in Berlin, and exists twice on 25 October.
    const beforeSpring = schedule.next(at('2026-03-28T00:00:00Z'));
    const autumn = schedule.next(at('2026-10-24T12:00:00Z')) ?? 0;
    const afterAutumn = schedule.next(autumn);

    expect(beforeSpring).toBe(at('2026-03-28T01:30:00Z'));
    expect(autumn).toBe(at('2026-10-25T00:30:00Z'));
    expect(afterAutumn).toBe(at('2026-10-26T01:30:00Z'));
  });

  it.each([
    ['every day', 'UTC'],
    ['* * * *', 'UTC'],
    ['0 0 31 2 *', 'UTC'],
    ['0 0 * * *', 'Europe/Bärlin'],
  ])('"%s" in %s is refused', async (expression, zone) => {
    await expect(cronSchedule(expression, zone)).rejects.toMatchObject({ code: 'bad-schedule' });
  });
});

interface WalkedRun {
  readonly takesMs: number;
  readonly resumeAt?: string;
  /** How far the clock is set back in the sleep after the run. */
  readonly setBackMs?: number;
}

/** Runs a schedule against a clock that only sleeping and running move. */
async function walk(schedule: Schedule, runs: readonly WalkedRun[]) {
  const stop = new AbortController();
  const starts: number[] = [];
  const planned: (string | undefined)[] = [];
  let clock = 0;
  let setBackMs = 0;
  await runOnSchedule({
    schedule,
    signal: stop.signal,
    now: () => clock,
    sleep: async (ms) => {
      clock += ms - setBackMs;
      setBackMs = 0;
    },
    run: async () => {
      const { takesMs, resumeAt, setBackMs: setBack = 0 } = runs[starts.length] ?? { takesMs: 0 };
      setBackMs = setBack;
      starts.push(clock);
      clock += takesMs;
      if (starts.length === runs.length) stop.abort();
      return { resumeAt };
    },
    onPlanned: async (next) => {
      planned.push(next);
    },
  });
  return { starts, planned };
}

describe('running on a schedule', () => {
  it('begins at once and goes on from start to start', async () => {
    const { starts, planned } = await walk(everySpan('5m'), [
      { takesMs: 1000 },
      { takesMs: 2000 },
      { takesMs: 0 },
    ]);

    expect(starts).toEqual([0, 300_000, 600_000]);
    expect(planned).toEqual(['1970-01-01T00:05:00.000Z', '1970-01-01T00:10:00.000Z', undefined]);
  });

  it('never overlaps: what fell due meanwhile is one run, at the next tick', async () => {
    const { starts } = await walk(everySpan('1m'), [{ takesMs: 150_000 }, { takesMs: 0 }]);

    expect(starts).toEqual([0, 210_000]);
  });

  it('rests no longer than two spans where the clock is set back an hour, in a run or after it', async () => {
    const { starts } = await walk(everySpan('5m'), [
      { takesMs: 1000 - 3_600_000 },
      { takesMs: 1000, setBackMs: 3_600_000 },
      { takesMs: 0 },
    ]);

    const [, second = NaN, third = NaN] = starts;
    expect(second).toBe(1000 - 3_600_000 + 300_000);
    expect(third).toBe(second + 300_000 - 3_600_000 + 300_000);
  });

  it('goes on with a suspended run when the vendor allows it', async () => {
    const { starts } = await walk(everySpan('5m'), [
      { takesMs: 1000, resumeAt: '1970-01-01T01:00:00.000Z' },
      { takesMs: 0 },
    ]);

    expect(starts).toEqual([0, 3_600_000]);
  });
});

it('no sleep of a schedule is longer than a timer can wait', async () => {
  const schedule = await cronSchedule('0 0 1 1 *');
  const stop = new AbortController();
  const starts: number[] = [];
  const sleeps: number[] = [];
  let clock = at('2026-02-01T00:00:00Z');

  await runOnSchedule({
    schedule,
    signal: stop.signal,
    now: () => clock,
    sleep: async (ms) => {
      sleeps.push(ms);
      clock += ms;
    },
    run: async () => {
      starts.push(clock);
      if (starts.length === 2) stop.abort();
      return { resumeAt: undefined };
    },
    onPlanned: async () => undefined,
  });

  expect(starts).toEqual([at('2026-02-01T00:00:00Z'), at('2027-01-01T00:00:00Z')]);
  expect(Math.max(...sleeps)).toBeLessThan(2 ** 31);
});
