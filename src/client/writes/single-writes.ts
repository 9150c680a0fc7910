import { abortableCall } from '../abortable.ts';
import type { NativeId, NativeRecord } from '../../model/native-record.ts';
import type { OpportunityInput } from '../../model/opportunity-input.ts';
import type { OpenConnection } from '../connection-types.ts';
import { checkUnmodified, readInstant } from './precondition.ts';
import { planCreate, planDelete, planUpdate, type Planned } from './plan-write.ts';
import { planWithTables } from './replan-stale.ts';
import { runPlan, type Settle } from './run-plan.ts';
import { living } from './living-record.ts';
import { isGone, settleByPlanning, settleDelete, type PlanAgain } from './settle-by-reading.ts';
import { verified } from './verify-write.ts';
import { writerFor, type Writer } from './write-access.ts';
import { WriteRefusedError } from './write-errors.ts';
import { checkId, checkWriteOptions } from './check-write-options.ts';
import type { CreateOptions, DeleteOptions, UpdateOptions } from './write-options.ts';
import { planErrors, type WritePlan } from './write-plan.ts';
import type { WriteResult } from './write-result.ts';

export async function createOne(
  connection: OpenConnection,
  input: OpportunityInput,
  options: CreateOptions,
): Promise<WritePlan | WriteResult> {
  checkWriteOptions('create', options);
  const writer = writerFor(connection, 'create');
  const planned = await beforeSending(options, () => plannedCreate(writer, input));
  return carryOut({ writer, planned, input, options, settle: settler(writer, planned, input) });
}

export async function updateOne(
  connection: OpenConnection,
  id: NativeId,
  input: OpportunityInput,
  options: UpdateOptions,
): Promise<WritePlan | WriteResult> {
  checkWriteOptions('update', options);
  checkId(id);
  const since = readInstant('ifUnmodifiedSince', options.ifUnmodifiedSince);
  const writer = writerFor(connection, 'update');
  const planned = await beforeSending(options, async () => {
    const native = await living(writer, id);
    checkUnmodified(native, since);
    return plannedUpdate(writer, native, input);
  });
  return carryOut({ writer, planned, input, options, settle: settler(writer, planned, input) });
}

export async function deleteOne(
  connection: OpenConnection,
  id: NativeId,
  options: DeleteOptions,
): Promise<WritePlan | WriteResult> {
  checkWriteOptions('delete', options);
  checkId(id);
  const since = readInstant('ifUnmodifiedSince', options.ifUnmodifiedSince);
  const writer = writerFor(connection, 'delete');
  const planned = await beforeSending(options, async () => {
    const { deleteFollowsMerges = false } = writer.operations;
    if (since === undefined && options.dryRun !== true && !deleteFollowsMerges) return planDelete(writer, id);
    const native = await writer.fetch(id);
    const gone = native === undefined || (await isGone(writer, native));
    if (!gone) checkUnmodified(native, since);
    return planDelete(writer, id, { native, gone });
  });
  return carryOut({ writer, planned, input: {}, options, settle: settleDelete(writer, id) });
}

export function plannedCreate(writer: Writer, input: unknown): Promise<Planned> {
  return planWithTables(writer, [], (bound) => planCreate(writer, bound, input), plansOf);
}

export function plannedUpdate(writer: Writer, native: NativeRecord, input: unknown): Promise<Planned> {
  return planWithTables(writer, [native], (bound) => planUpdate(writer, bound, native, input), plansOf);
}

export function settler(writer: Writer, planned: Planned, input: unknown): Settle {
  return settleByPlanning(writer, planned, planningAgain(writer, input));
}

export function planningAgain(writer: Writer, input: unknown): PlanAgain {
  return async (now) => planUpdate(writer, await writer.bind([now]), now, input);
}

function plansOf({ plan }: Planned): readonly WritePlan[] {
  return [plan];
}

/** Reads stop at once when the caller aborts: nothing was sent. */
export function beforeSending<T>({ signal }: CreateOptions, work: () => Promise<T>): Promise<T> {
  return abortableCall(work, signal);
}

export interface Write {
  readonly writer: Writer;
  readonly planned: Planned;
  readonly input: unknown;
  readonly options: CreateOptions;
  readonly settle: Settle;
}

/** @throws WriteRefusedError, WriteFailedError, AmbiguousWriteError. */
export async function carryOut({
  writer,
  planned,
  input,
  options: { dryRun = false, verify = false },
  settle,
}: Write): Promise<WritePlan | WriteResult> {
  const { plan } = planned;
  if (dryRun) return plan;
  if (planErrors(plan).length > 0) throw new WriteRefusedError(plan);
  const result = await runPlan(writer, planned, settle);
  if (result.outcome === 'unchanged') return withCurrent(writer, result);
  return verify ? verified(writer, result, input) : result;
}

/** What an update that changes nothing has read already. */
async function withCurrent(writer: Writer, result: WriteResult): Promise<WriteResult> {
  const native = result.plan.current;
  if (native === undefined) return result;
  const bound = await writer.bind([native]);
  const opportunity = bound.read(native.body).record;
  const verification = { differences: [], sideEffects: [] };
  return { ...result, native, ...verification, ...(opportunity === null ? {} : { opportunity }) };
}
