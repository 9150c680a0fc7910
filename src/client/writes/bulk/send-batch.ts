import { z } from 'zod';
import { VendorError } from '../../../connector-kit/vendor-error.ts';
import type { BatchOutcome, BatchWrite, PlannedRequest } from '../../../connector-kit/writes.ts';
import type { JsonValue } from '../../../model/json.ts';
import { failedFields } from '../failed-fields.ts';
import { keptOtherwise } from '../kept-otherwise.ts';
import { refusalError } from '../refusal-error.ts';
import { mayBeDone } from '../run-plan.ts';
import { AmbiguousWriteError, WriteFailedError, type WriteProgress } from '../write-errors.ts';
import type { BulkItemResult } from './bulk-result.ts';
import { batchItem, failedItem, type BulkRun, type Job } from './bulk-run.ts';

/** Sends one request for many items and reports what became of each. */
export async function sendBatch(
  run: BulkRun,
  batch: BatchWrite,
  jobs: readonly Job[],
  alone: (job: Job) => Promise<void>,
): Promise<void> {
  if (run.stopped() !== undefined) return;
  const [first, ...rest] = jobs;
  if (first === undefined) return;
  if (rest.length === 0) {
    await alone(first);
    return;
  }
  const request = batch.plan(jobs.map(({ planned }) => batchItem(planned)));
  let outcomes: Outcomes;
  try {
    outcomes = await outcomesOf(run, batch, request, jobs);
  } catch (error) {
    if (batch.allOrNothing && concernsItems(error)) {
      // Halves find the one to blame in fewer requests than one by one; each half is refused or carried out whole.
      const middle = Math.ceil(jobs.length / 2);
      await sendBatch(run, batch, jobs.slice(0, middle), alone);
      await sendBatch(run, batch, jobs.slice(middle), alone);
      return;
    }
    run.learn(error);
    const isOpen = mayBeDone(error, request) || concernsItems(error);
    run.report(
      await Promise.all(
        jobs.map((job) => (isOpen ? settled(job, request, error) : failed(job, request, error))),
      ),
    );
    return;
  }
  run.learn(undefined);
  run.report(
    await Promise.all(
      jobs.map(async (job, index): Promise<BulkItemResult> => {
        const outcome = outcomes.ofItems[index] ?? { unknown: 'The answer says nothing of this item.' };
        if ('unknown' in outcome) return settled(job, request, unknownFate(run, request, outcome.unknown));
        if ('failure' in outcome)
          return failed(
            job,
            request,
            refusalError(run.writer, request, outcome.failure, 'refused this item of a batch'),
          );
        // No record had the key before: the one that is there now is the work of the try whose answer was lost.
        return outcome.created === false && outcomes.afterDoubt
          ? carriedOut(job, { id: outcome.id }, 'key')
          : carriedOut(job, outcome);
      }),
    ),
  );
}

interface Outcomes {
  readonly ofItems: readonly BatchOutcome[];
  /** True where an earlier try may have been carried out. */
  readonly afterDoubt: boolean;
}

/** @throws VendorError where the batch was refused as a whole, ZodError where the answer cannot be read. */
async function outcomesOf(
  { writer }: BulkRun,
  batch: BatchWrite,
  request: PlannedRequest,
  jobs: readonly Job[],
): Promise<Outcomes> {
  const { data, status, afterDoubt = false } = await writer.session.send<unknown>(request, z.unknown());
  const items = jobs.map(({ planned }) => batchItem(planned));
  // Came out of JSON.
  const outcomes = batch.outcomes((data ?? null) as JsonValue, status, items);
  return { ofItems: outcomes.length === items.length ? outcomes : [], afterDoubt };
}

/** A refusal for what one of the items is, rather than for who asks or how often. */
function concernsItems(error: unknown): boolean {
  return error instanceof VendorError && error.disposition.action === 'fail-record';
}

function carriedOut(
  { index, planned }: Job,
  { id, created, keptOtherwise: shown = [] }: Extract<BatchOutcome, { id: string }>,
  confirmedBy?: BulkItemResult['confirmedBy'],
): BulkItemResult {
  const { call, issues } = planned.plan;
  const outcome = { create: 'created', update: 'updated', delete: 'deleted' } as const;
  const differences = keptOtherwise(planned.plan, shown);
  // An upsert that was to create may have found the record after all.
  return {
    index,
    outcome: created === false ? 'updated' : outcome[call],
    id,
    issues,
    ...(differences.length === 0 ? {} : { differences }),
    ...(confirmedBy === undefined ? {} : { confirmedBy }),
  };
}

function failed(job: Job, request: PlannedRequest, cause: unknown): BulkItemResult {
  const isGone =
    cause instanceof VendorError && cause.code === 'not-found' && job.planned.plan.call === 'delete';
  const { id, issues } = job.planned.plan;
  if (isGone)
    return { index: job.index, outcome: 'already-gone', issues, ...(id === undefined ? {} : { id }) };
  const fields = failedFields(cause, job.planned, request);
  return failedItem(job, new WriteFailedError(progressOf(job, request, cause), fields));
}

/** An item of which nobody said what became of it: the record tells, where there is one to read. */
async function settled(job: Job, request: PlannedRequest, cause: unknown): Promise<BulkItemResult> {
  const { plan } = job.planned;
  const last = plan.requests.length - 1;
  const found = await job.settle(last, plan.id);
  if (found.carriedOut) return carriedOut(job, { id: found.id ?? plan.id ?? '' }, found.by);
  return failedItem(job, new AmbiguousWriteError(progressOf(job, request, cause), found.observed));
}

function progressOf({ planned }: Job, failedRequest: PlannedRequest, cause: unknown): WriteProgress {
  const { plan } = planned;
  const id = plan.id === undefined ? {} : { id: plan.id };
  return { plan, ...id, done: [], failed: failedRequest, notTried: [], cause };
}

function unknownFate({ writer }: BulkRun, { method, path }: PlannedRequest, said: string): VendorError {
  const details = { connector: writer.connector, method, path, ambiguous: true };
  return new VendorError('unexpected-response', `${writer.displayName}: ${said}`, details);
}
