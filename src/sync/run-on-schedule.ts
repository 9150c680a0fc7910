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
    // Where the clock was set back meanwhile, the start lies ahead: the next run must not wait for it to come again.
    const next = nextMs(schedule, Math.min(startedMs, now()), now(), resumeAt);
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

/** Asks the schedule again where the clock was set back, so that `every 5m` never rests for more than two of its spans. */
async function sleepUntil(plannedMs: number, options: ScheduledOptions): Promise<void> {
  const { signal, now, sleep, schedule } = options;
  let untilMs = plannedMs;
  for (let beforeMs = now(); beforeMs < untilMs && !signal.aborted;) {
    await sleep(Math.min(untilMs - beforeMs, longestSleepMs), signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    const nowMs = now();
    if (nowMs < beforeMs) untilMs = Math.min(untilMs, schedule.next(nowMs) ?? untilMs);
    beforeMs = nowMs;
  }
}
