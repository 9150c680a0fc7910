import type { BoundMapping } from '../../../mapping/mapping-types.ts';
import type { NativeRecord } from '../../../model/native-record.ts';
import type { Opportunity } from '../../../model/opportunity.ts';
import type { Planned } from '../plan-write.ts';
import { planWithTables } from '../replan-stale.ts';
import type { Settle } from '../run-plan.ts';
import type { BulkItemResult } from './bulk-result.ts';
import { decidedByPlan, windowSize, type BulkRun, type Job } from './bulk-run.ts';
import { sendJobs } from './send-jobs.ts';
import { verifyJobs } from './verify-jobs.ts';
import { rememberRecord } from '../key-turns.ts';

export interface Indexed<T> {
  readonly item: T;
  readonly index: number;
}

/**
 * Goes through the items a window at a time: plans, sends, goes on.
 *
 * @throws what the planning of the first window throws; later, its items are `not-tried` like all that follow.
 */
export async function runWindows<T>(
  run: BulkRun,
  items: readonly T[],
  plan: (some: readonly Indexed<T>[]) => Promise<readonly Job[]>,
  around: Around<T> = (_some, work) => work(),
): Promise<readonly BulkItemResult[]> {
  const indexed = items.map((item, index) => ({ item, index }));
  let wasSent = false;
  for (let at = 0; at < indexed.length && run.stopped() === undefined; at += windowSize) {
    const some = indexed.slice(at, at + windowSize);
    try {
      await around(some, async () => {
        const jobs = await plan(some);
        wasSent = true;
        await sendJobs(run, jobs);
        await afterSending(run, jobs);
      });
    } catch (error) {
      // Nothing was sent yet: an exception hides nothing. Later it would throw away what is known of other items.
      if (!wasSent && run.stopped() === undefined) throw error;
      run.halt(error);
      break;
    }
  }
  return run.results();
}

/** Does the work of a window, from the planning to the last answer, under a condition of its own. */
export type Around<T> = (some: readonly Indexed<T>[], work: () => Promise<void>) => Promise<void>;

async function afterSending(run: BulkRun, jobs: readonly Job[]): Promise<void> {
  const { options, writer } = run;
  for (const { index, key } of jobs) {
    const { id, outcome } = run.resultOf(index) ?? {};
    if (key !== undefined && id !== undefined && (outcome === 'created' || outcome === 'updated'))
      rememberRecord(writer.session, key, id);
  }
  if (options.verify === true) await verifyJobs(run, jobs);
}

/** One item of a window, as far as it is known before the tables are loaded. */
export interface Unplanned extends Pick<Job, 'index' | 'input' | 'key'> {
  plan(bound: BoundMapping<Opportunity>): Planned;
  settle(planned: Planned): Settle;
  batch(planned: Planned): Job['batch'];
}

/** Plans a window's items with one set of tables; reports what needs no request, and gives the rest. */
export async function planWindow(
  run: BulkRun,
  natives: readonly NativeRecord[],
  items: readonly Unplanned[],
): Promise<readonly Job[]> {
  const planned = await planWithTables(
    run.writer,
    natives,
    (bound) => items.map((item) => ({ item, planned: item.plan(bound) })),
    (all) => all.map((one) => one.planned.plan),
  );
  return planned.flatMap(({ item, planned: one }): Job[] => {
    const decided = decidedByPlan(run, item.index, one);
    const { index, input, key } = item;
    const job = { index, input, planned: one, settle: item.settle(one), batch: item.batch(one) };
    if (decided === undefined) return [key === undefined ? job : { ...job, key }];
    run.report([decided]);
    return [];
  });
}
