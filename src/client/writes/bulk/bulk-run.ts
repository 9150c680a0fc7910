import { VendorError } from '../../../connector-kit/vendor-error.ts';
import type { BatchItem, BatchWrite } from '../../../connector-kit/writes.ts';
import type { Planned } from '../plan-write.ts';
import { outcomeOfNothing, type Settle } from '../run-plan.ts';
import type { EncodedKey } from '../upsert-key.ts';
import type { Writer } from '../write-access.ts';
import { AmbiguousWriteError, WriteFailedError } from '../write-errors.ts';
import type { BulkOptions } from '../write-options.ts';
import { planErrors } from '../write-plan.ts';
import type { BulkItemResult, BulkOutcome } from './bulk-result.ts';

/** Items that are read and planned together: enough to fill any vendor's batch, few enough to be fresh. */
export const windowSize = 100;

/** Failures in a row that are the vendor's trouble rather than an item's, after which no further item is tried. */
const troublesAtMost = 5;

/** One item that is to be sent. */
export interface Job {
  readonly index: number;
  readonly planned: Planned;
  readonly settle: Settle;
  /** As it was given, to be compared with what reads back. */
  readonly input: unknown;
  /** Of an upsert. */
  readonly key?: EncodedKey;
  /** The request for many that may carry it. */
  readonly batch: BatchWrite | undefined;
}

/** What all parts of one bulk call share. */
export interface BulkRun {
  readonly writer: Writer;
  readonly options: BulkOptions;
  /** Takes the outcomes of items and tells of the progress. */
  report(results: readonly BulkItemResult[]): void;
  /** What was reported of an item so far. */
  resultOf(index: number): BulkItemResult | undefined;
  /** Adds to what was reported of items. */
  amend(results: readonly BulkItemResult[]): void;
  /** Learns from a failure, or from a success, whether it makes sense to go on. */
  learn(cause: unknown): void;
  /** Sends nothing further. */
  halt(reason: unknown): void;
  /** Why nothing further is sent; undefined as long as the run goes on. */
  stopped(): { readonly reason: unknown } | undefined;
  /** One for each item, in order. What was never reported was not tried. */
  results(): readonly BulkItemResult[];
}

export function bulkRun(writer: Writer, total: number, options: BulkOptions): BulkRun {
  const found = new Map<number, BulkItemResult>();
  const outcomes: Partial<Record<BulkOutcome, number>> = {};
  let troubles = 0;
  let stop: { readonly reason: unknown } | undefined;
  const stopped = () => {
    const aborted = [options.signal, writer.session.signal].find((signal) => signal?.aborted === true);
    return aborted === undefined ? stop : { reason: aborted.reason };
  };
  return {
    writer,
    options,
    report(results) {
      for (const result of results) {
        found.set(result.index, result);
        outcomes[result.outcome] = (outcomes[result.outcome] ?? 0) + 1;
      }
      try {
        options.onProgress?.({ done: found.size, total, outcomes: { ...outcomes } });
      } catch (error) {
        // The caller's mistake ends the run; what is known of its items, and what is on its way, is not thrown away.
        stop ??= { reason: error };
      }
    },
    resultOf: (index) => found.get(index),
    amend(results) {
      for (const result of results) found.set(result.index, result);
    },
    learn(cause) {
      if (!(cause instanceof VendorError)) {
        troubles = 0;
        return;
      }
      troubles = cause.disposition.fixedBy === 'waiting' ? troubles + 1 : 0;
      if (concernsAll(cause) || troubles >= troublesAtMost) stop ??= { reason: cause };
    },
    halt(reason) {
      stop ??= { reason };
    },
    stopped,
    results: () =>
      Array.from({ length: total }, (_, index) => found.get(index) ?? notTried(index, stopped()?.reason)),
  };
}

/** True where the next item would fail in the same way. */
function concernsAll({ code, details }: VendorError): boolean {
  if (code === 'permission') return (details.missingScopes ?? []).length > 0;
  return code === 'auth' || code === 'quota-exhausted' || code === 'suspended';
}

export function batchItem({ plan, change, key }: Planned): BatchItem {
  return {
    ...(plan.id === undefined ? {} : { id: plan.id }),
    ...(key === undefined ? {} : { key }),
    change,
  };
}

export function notTried(index: number, reason: unknown): BulkItemResult {
  const error = reason instanceof Error ? { error: reason } : {};
  return { index, outcome: 'not-tried', issues: [], ...error };
}

export function refusedItem(index: number, refusal: Partial<BulkItemResult>): BulkItemResult {
  return { index, outcome: 'refused', issues: [], ...refusal };
}

/** What the plan alone decides: a refusal, nothing to do, or a dry run. Undefined where the item is to be sent. */
export function decidedByPlan(
  { options }: BulkRun,
  index: number,
  { plan }: Planned,
): BulkItemResult | undefined {
  const { id, issues } = plan;
  const shown = { ...(id === undefined ? {} : { id }), issues, ...(options.dryRun === true ? { plan } : {}) };
  if (planErrors(plan).length > 0) return refusedItem(index, shown);
  if (plan.requests.length === 0) {
    const verification = options.verify === true ? { differences: [], sideEffects: [] } : {};
    return { index, outcome: outcomeOfNothing(plan), ...shown, ...verification };
  }
  return options.dryRun === true ? { index, outcome: 'planned', ...shown } : undefined;
}

/** What an error of one item means for it. */
export function failedItem({ index, planned }: Job, error: unknown): BulkItemResult {
  const { issues, id } = planned.plan;
  const isKnown = error instanceof WriteFailedError || error instanceof AmbiguousWriteError;
  // Anything else was thrown before a request was sent.
  if (!isKnown) return { ...notTried(index, error), issues, ...(id === undefined ? {} : { id }) };
  const outcome = error instanceof AmbiguousWriteError ? 'ambiguous' : 'failed';
  const known = error.progress.id;
  return { index, outcome, issues, error, ...(known === undefined ? {} : { id: known }) };
}
