import type { Cron } from 'croner';
import { SyncError } from './sync-error.ts';

/** When something is to happen again. */
export interface Schedule {
  /** The first time after this one, in milliseconds since 1970; undefined where there is none. */
  next(afterMs: number): number | undefined;
  /** As people wrote it. */
  readonly text: string;
}

const unitsMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * Reads a span such as `90s`, `5m`, `2h` or `1d` as milliseconds.
 *
 * @throws SyncError `bad-schedule`
 */
export function parseSpan(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})(s|m|h|d)$/.exec(text) ?? [];
  const ms =
    Number(count) * (unit === 's' || unit === 'm' || unit === 'h' || unit === 'd' ? unitsMs[unit] : 0);
  if (ms > 0) return ms;
  throw new SyncError('bad-schedule', `"${text}" is not a span of time.`, {
    hint: 'Write a whole number and s, m, h or d, such as 5m.',
  });
}

/** Every so often, counted from when the run before began. @throws SyncError `bad-schedule` */
export function everySpan(text: string): Schedule {
  const ms = parseSpan(text);
  return { text: `every ${text}`, next: (afterMs) => afterMs + ms };
}

/**
 * By a cron expression of five fields (six with seconds first), in an IANA time zone.
 *
 * @throws SyncError `bad-schedule` where either cannot be read, or it never comes true.
 */
export async function cronSchedule(expression: string, timezone = 'UTC'): Promise<Schedule> {
  const { Cron: CronOf } = await import('croner');
  let cron: Cron;
  try {
    cron = new CronOf(expression, { timezone, paused: true });
    if (cron.nextRun() === null) throw new RangeError('It never comes true.');
  } catch (error) {
    throw new SyncError('bad-schedule', `"${expression}" in ${timezone} is not a schedule.`, {
      hint: 'Write five fields, such as "*/15 8-18 * * 1-5", and a zone such as Europe/Berlin.',
      cause: error,
    });
  }
  return {
    text: `${expression} (${timezone})`,
    next: (afterMs) => cron.nextRun(new Date(afterMs))?.getTime(),
  };
}
