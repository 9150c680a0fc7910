import type { BoundMapping } from '../../../mapping/mapping-types.ts';
import type { NativeRecord } from '../../../model/native-record.ts';
import type { Opportunity } from '../../../model/opportunity.ts';
import type { Planned } from '../plan-write.ts';
import { planWithTables } from '../replan-stale.ts';
import type { Settle } from '../run-plan.ts';
import type { BulkItemResult } from './bulk-result.ts';
import { decidedByPlan, windowSize, type BulkRun, type Job } from './bulk-run.ts';
import { sendJobs } from './send-jobs.ts';

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
): Promise<readonly BulkItemResult[]> {
  const indexed = items.map((item, index) => ({ item, index }));
  for (let at = 0; at < indexed.length && run.stopped() === undefined; at += windowSize) {
    let jobs: readonly Job[];
    try {
      jobs = await plan(indexed.slice(at, at + windowSize));
    } catch (error) {
      // Nothing was sent yet: an exception hides nothing. Later it would throw away what is known of other items.
      if (at === 0) throw error;
      run.halt(error);
      break;
    }
    await sendJobs(run, jobs);
  }
  return run.results();
}

/** One item of a window, as far as it is known before the tables are loaded. */
export interface Unplanned {
  readonly index: number;
  plan(bound: BoundMapping<Opportunity>): Planned;
  settle(planned: Planned): Settle;
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
    if (decided === undefined) return [{ index: item.index, planned: one, settle: item.settle(one) }];
    run.report([decided]);
    return [];
  });
}
