import { sideBySide } from '../../../connector-kit/side-by-side.ts';
import type { BatchWrite } from '../../../connector-kit/writes.ts';
import { runPlan } from '../run-plan.ts';
import { AmbiguousWriteError, WriteFailedError } from '../write-errors.ts';
import { batchItem, failedItem, type BulkRun, type Job } from './bulk-run.ts';
import { sendBatch } from './send-batch.ts';

/** Enough to use what a vendor's limit allows while answers take half a second. */
const atOnce = 8;

/** Sends planned items: in batches what a batch can carry, the rest alone. */
export async function sendJobs(run: BulkRun, jobs: readonly Job[]): Promise<void> {
  const alone = new Set(jobs);
  const tasks: (() => Promise<void>)[] = [];
  for (const [batch, together] of byBatch(jobs)) {
    for (let at = 0; at < together.length; at += batch.max) {
      const some = together.slice(at, at + batch.max);
      // A batch of one has nothing over the item alone, whose failures say more.
      if (some.length === 1) continue;
      for (const job of some) alone.delete(job);
      tasks.push(() => sendBatch(run, batch, some, (job) => sendAlone(run, job)));
    }
  }
  tasks.push(...[...alone].map((job) => () => sendAlone(run, job)));
  await sideBySide(tasks, atOnce, async (task) => {
    if (run.stopped() !== undefined) return;
    try {
      await task();
    } catch (error) {
      // Whatever it is: what the others have on its way is waited for, and told of.
      run.halt(error);
    }
  });
}

function byBatch(jobs: readonly Job[]): ReadonlyMap<BatchWrite, readonly Job[]> {
  const groups = new Map<BatchWrite, Job[]>();
  for (const job of jobs) {
    const { batch } = job;
    if (batch === undefined || !fitsBatch(batch, job)) continue;
    groups.set(batch, [...(groups.get(batch) ?? []), job]);
  }
  return groups;
}

function fitsBatch(batch: BatchWrite, { planned }: Job): boolean {
  // What one item passes through cannot go into a request for many.
  return planned.extended.size === 0 && batch.takes(batchItem(planned));
}

async function sendAlone(run: BulkRun, job: Job): Promise<void> {
  const { index, planned, settle } = job;
  try {
    const { id, outcome, confirmedBy } = await runPlan(run.writer, planned, settle);
    run.learn(undefined);
    run.report([
      {
        index,
        outcome,
        id,
        issues: planned.plan.issues,
        ...(confirmedBy === undefined ? {} : { confirmedBy }),
      },
    ]);
  } catch (error) {
    const isKnown = error instanceof WriteFailedError || error instanceof AmbiguousWriteError;
    run.learn(isKnown ? error.cause : error);
    run.report([failedItem(job, error)]);
  }
}
