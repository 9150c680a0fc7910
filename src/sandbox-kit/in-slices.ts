import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DealStore } from './deal-store.ts';

/** How long work may keep other requests waiting, in milliseconds. */
const sliceMs = 20;

/**
 * Does long work and lets other requests in between its steps.
 *
 * @param isMoved True where what was done so far went stale meanwhile: the work is then done once more, in one go.
 */
export async function inSlices<T>(work: () => Iterator<unknown, T>, isMoved: () => boolean): Promise<T> {
  const steps = work();
  let untilMs = performance.now() + sliceMs;
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    if (performance.now() < untilMs) continue;
    await nextTurn();
    if (isMoved()) return atOnce(work());
    untilMs = performance.now() + sliceMs;
  }
}

function atOnce<T>(steps: Iterator<unknown, T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** From this many records on, their change times are worked out before anybody asks for them. */
const manyRecords = 100_000;

/** Works out change times in the background, so that the first page in their order waits for no more than the sorting. */
export function prepareTimes({ size, changes }: Pick<DealStore<unknown>, 'size' | 'changes'>): void {
  if (size < manyRecords) return;
  let next = 0;
  const step = (): void => {
    for (const untilMs = performance.now() + sliceMs; next < size && performance.now() < untilMs;)
      for (const end = Math.min(size, next + 256); next < end; next += 1) changes.changedMs(next);
    if (next < size) setImmediate(step).unref();
  };
  setImmediate(step).unref();
}
