import { z } from 'zod';
import { VendorError } from '../../connector-kit/vendor-error.ts';
import type { VendorResponse } from '../../connector-kit/vendor-request.ts';
import type { PlannedRequest } from '../../connector-kit/writes.ts';
import { leavesDoubt } from '../../http/failures/failure.ts';
import type { JsonValue } from '../../model/json.ts';
import type { NativeId } from '../../model/native-record.ts';
import { failedFields } from './failed-fields.ts';
import { keptOtherwise } from './kept-otherwise.ts';
import type { Planned } from './plan-write.ts';
import { refusalError } from './refusal-error.ts';
import type { Writer } from './write-access.ts';
import {
  AmbiguousWriteError,
  WriteFailedError,
  type Observation,
  type WriteProgress,
} from './write-errors.ts';
import type { WritePlan } from './write-plan.ts';
import type { FieldDifference, WriteResult } from './write-result.ts';

/** What is known of a request whose answer was lost. */
export type Settled =
  | { readonly carriedOut: true; readonly by: 'reading' | 'key'; readonly id?: NativeId }
  | { readonly carriedOut: false; readonly observed: Observation };

/** Finds out what became of the request at this position of the plan, by reads alone. */
export type Settle = (step: number, id: NativeId | undefined) => Promise<Settled>;

/**
 * Sends the requests of a plan in order, each once. Requests that the plan's path names `{id}` get the id of the record
 * that the first one made.
 *
 * @throws WriteFailedError, AmbiguousWriteError.
 */
export async function runPlan(writer: Writer, planned: Planned, settle: Settle): Promise<WriteResult> {
  const { plan } = planned;
  const { requests, call } = plan;
  const state: RunState = { id: plan.id, created: call === 'create', alreadyGone: false, differences: [] };
  if (requests.length === 0) return { id: plan.id ?? '', outcome: outcomeOfNothing(plan), plan };
  for (const [step, request] of requests.entries()) {
    const known = withId(request, state.id);
    const progress = (cause: unknown): WriteProgress => ({
      plan,
      ...(state.id === undefined ? {} : { id: state.id }),
      done: requests.slice(0, step),
      failed: known,
      notTried: requests.slice(step + 1),
      cause,
    });
    // Checked here, where it is sure that nothing is on its way.
    const { aborted, reason } = writer.session.signal;
    if (aborted) throw step === 0 ? reason : new WriteFailedError(progress(reason), []);
    const sent = await resolved(writer, known, progress);
    if (sent === undefined) continue;
    const refused = (cause: unknown): WriteFailedError =>
      new WriteFailedError(progress(cause), failedFields(cause, planned, sent));
    try {
      const answer = await writer.session.send<unknown>(sent, z.unknown());
      refuseIfNotDone(writer, sent, answer.data);
      // Came out of JSON.
      const shown = writer.operations.keptOtherwise?.(sent, (answer.data ?? null) as JsonValue) ?? [];
      state.differences.push(...keptOtherwise(plan, shown));
      if (step === 0 && call === 'create') takeCreated(writer, plan, request, answer, state);
    } catch (error) {
      if (call === 'delete' && isNotFound(error)) {
        // A try whose answer was lost may be why there is nothing any more.
        if (error.details.ambiguous === true) state.confirmedBy = 'reading';
        else state.alreadyGone = step === 0;
        continue;
      }
      if (!mayBeDone(error, sent)) throw refused(error);
      const settled = await settle(step, state.id);
      if (!settled.carriedOut && wasRefusedAfterAll(error, settled.observed)) throw refused(error);
      if (!settled.carriedOut) throw new AmbiguousWriteError(progress(error), settled.observed);
      state.confirmedBy = settled.by;
      state.id = settled.id ?? state.id;
    }
  }
  return resultOf(plan, state);
}

/**
 * The request as it is sent; undefined where nothing is left to be sent.
 *
 * @throws WriteFailedError: what only reads cannot leave a write in doubt.
 */
async function resolved(
  { operations, session }: Writer,
  request: PlannedRequest,
  progress: (cause: unknown) => WriteProgress,
): Promise<PlannedRequest | undefined> {
  if (request.resolve === undefined || operations.resolve === undefined) return request;
  try {
    return await operations.resolve(session, request);
  } catch (error) {
    throw new WriteFailedError(progress(error), []);
  }
}

/** @throws VendorError where the answer is a success by its status only. */
function refuseIfNotDone(writer: Writer, request: PlannedRequest, data: unknown): void {
  // Came out of JSON.
  const failure = writer.operations.refusalIn?.((data ?? null) as JsonValue);
  if (failure !== undefined) throw refusalError(writer, request, failure, `refused ${request.operationId}`);
}

/** What a plan without requests comes to: a record that is as it should be, or that is gone. */
export function outcomeOfNothing({ call }: Pick<WritePlan, 'call'>): 'unchanged' | 'already-gone' {
  return call === 'delete' ? 'already-gone' : 'unchanged';
}

interface RunState {
  id: NativeId | undefined;
  /** False where an upsert found the record. */
  created: boolean;
  alreadyGone: boolean;
  readonly differences: FieldDifference[];
  confirmedBy?: 'reading' | 'key';
}

function resultOf(
  plan: WritePlan,
  { id = '', created, alreadyGone, differences, confirmedBy }: RunState,
): WriteResult {
  const outcome = {
    create: created ? ('created' as const) : ('updated' as const),
    update: 'updated' as const,
    delete: alreadyGone ? ('already-gone' as const) : ('deleted' as const),
  }[plan.call];
  return {
    id,
    outcome,
    plan,
    ...(differences.length === 0 ? {} : { differences }),
    ...(confirmedBy === undefined ? {} : { confirmedBy }),
  };
}

/** @throws ZodError where the answer does not tell: the record was made all the same. */
function takeCreated(
  { operations }: Writer,
  { key }: WritePlan,
  { operationId }: PlannedRequest,
  { data, afterDoubt }: VendorResponse<unknown>,
  state: RunState,
): void {
  // Came out of JSON.
  const answer = (data ?? null) as JsonValue;
  const { upsert } = operations;
  if (key === undefined || upsert?.operationId !== operationId) {
    state.id = operations.createdId(answer);
    return;
  }
  const { id, created } = upsert.outcome(answer);
  state.id = id;
  state.created = created || afterDoubt === true;
  // No record had the key before: the one that is there now is the work of the try whose answer was lost.
  if (!created && afterDoubt === true) state.confirmedBy = 'key';
}

/**
 * False only where the vendor surely did not act. A request that may be sent any number of times is not marked
 * ambiguous by the session; whether it was carried out is open all the same.
 */
export function mayBeDone(error: unknown, { idempotent }: Pick<PlannedRequest, 'idempotent'>): boolean {
  if (!(error instanceof VendorError)) return true;
  if (error.details.ambiguous === true) return true;
  const { status } = error.details;
  const wasRefused = status !== undefined && status >= 400 && status < 500 && status !== 408;
  return idempotent === true && leavesDoubt(error.code) && !wasRefused;
}

/** A later try was refused for what it asks, and the record shows nothing of the try before it. */
function wasRefusedAfterAll(error: unknown, observed: Observation): boolean {
  return (
    error instanceof VendorError && error.disposition.action === 'fail-record' && observed === 'unchanged'
  );
}

function isNotFound(error: unknown): error is VendorError {
  return error instanceof VendorError && error.code === 'not-found';
}

/** The request for a record whose id is known by now. */
export function withId(request: PlannedRequest, id: NativeId | undefined): PlannedRequest {
  if (id === undefined || !request.path.includes('{id}')) return request;
  return { ...request, path: request.path.replaceAll('{id}', encodeURIComponent(id)) };
}
