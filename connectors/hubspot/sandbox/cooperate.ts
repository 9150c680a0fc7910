import { setImmediate as letOthersIn } from 'node:timers/promises';

/** How long one request may keep all others waiting, in milliseconds. */
const turnMs = 15;
/** How many records are visited between two looks at the clock. */
const stretch = 128;

/** Visits numbers from `from` up to but not including `to`, letting other requests in every few milliseconds. */
export async function visitEach(from: number, to: number, visit: (index: number) => void): Promise<void> {
  let turnEnd = performance.now() + turnMs;
  for (let index = from; index < to; index += 1) {
    visit(index);
    if (index % stretch !== 0 || performance.now() < turnEnd) continue;
    await letOthersIn();
    turnEnd = performance.now() + turnMs;
  }
}
