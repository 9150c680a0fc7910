import { instantFromMs, msFromInstant } from '../model/instant.ts';
import type { Instant } from '../model/native-record.ts';
import type { Schedule } from './schedule.ts';

export interface ScheduledOptions {
  readonly schedule: Schedule;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** Resolves after so many milliseconds, or when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /**
   * One run. It handles its own failure: a schedule goes on whatever happened. Resolves to when a suspended run may go
   * on; `nextDueMs` is when the run after this one is due, so that a sweep can make room for it.
   */
  readonly run: (nextDueMs: number | undefined) => Promise<{ readonly resumeAt: Instant | undefined }>;
  /** Told when the next run will be; undefined at the end. */
  readonly onPlanned: (next: Instant | undefined) => Promise<void>;
}

/** No timer of the platform waits longer than 24.8 days; and a clock that was set meanwhile is seen within the hour. */
const longestSleepMs = 3_600_000;

/**
 * Runs at once, and then again whenever the schedule says so, until the signal aborts. Runs never overlap: what falls
 * due during a run is one run after it.
 */
export async function runOnSchedule(options: ScheduledOptions): Promise<void> {
  const { schedule, signal, now, run, onPlanned } = options;
  while (!signal.aborted) {
    const startedMs = now();
    const { resumeAt } = await run(schedule.next(startedMs));
    if (signal.aborted) break;
    const next = nextMs(schedule, startedMs, now(), resumeAt);
    if (next === undefined) break;
    await onPlanned(instantFromMs(next));
    await sleepUntil(next, options);
  }
  await onPlanned(undefined);
}

/** The next tick that is still to come, or when the vendor lets a suspended run go on. */
function nextMs(
  schedule: Schedule,
  startedMs: number,
  nowMs: number,
  resumeAt: Instant | undefined,
): number | undefined {
  if (resumeAt !== undefined) return Math.max(nowMs, msFromInstant(resumeAt));
  const afterStart = schedule.next(startedMs);
  return afterStart === undefined || afterStart >= nowMs ? afterStart : (schedule.next(nowMs) ?? undefined);
}

async function sleepUntil(untilMs: number, { signal, now, sleep }: ScheduledOptions): Promise<void> {
  for (let left = untilMs - now(); left > 0 && !signal.aborted; left = untilMs - now()) {
    await sleep(Math.min(left, longestSleepMs), signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
