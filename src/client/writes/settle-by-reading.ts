import type { PlannedRequest } from '../../connector-kit/writes.ts';
import type { NativeId, NativeRecord } from '../../model/native-record.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Planned } from './plan-write.ts';
import { withId, type Settle, type Settled } from './run-plan.ts';
import { sameJson } from './same-json.ts';
import type { Writer } from './write-access.ts';
import type { Observation } from './write-errors.ts';
import { planErrors, type WritePlan } from './write-plan.ts';

const unread: Settled = { carriedOut: false, observed: 'unread' };

/** Plans the same input as an update of this record. */
export type PlanAgain = (native: NativeRecord) => Promise<Planned>;

/**
 * Where only the requests after the doubtful one are left to be sent, it was carried out. What passThrough sent is not
 * part of what is read, and stays in doubt. So does a create: a record that looks the same may be another one.
 */
export function settleByPlanning(writer: Writer, planned: Planned, planAgain: PlanAgain): Settle {
  const { plan, extended } = planned;
  return async (step, id) => {
    const request = plan.requests[step];
    if (id === undefined || request === undefined || extended.has(request)) return unread;
    try {
      const native = await writer.fetch(id);
      if (native === undefined) return unread;
      const observed = await observe(native, plan, step, planAgain);
      return observed === 'done' ? { carriedOut: true, by: 'reading' } : { carriedOut: false, observed };
    } catch {
      // Whatever it is: the caller has to learn of the write that is in doubt, and that nothing could be read.
      return unread;
    }
  };
}

/** What a record tells of a request of a plan, by what is left to be sent where the input is planned anew against it. */
export async function observe(
  native: NativeRecord,
  { requests }: Pick<WritePlan, 'requests'>,
  step: number,
  planAgain: PlanAgain,
): Promise<Observation | 'done'> {
  const { plan } = await planAgain(native);
  if (planErrors(plan).length > 0) return 'unread';
  const from = (position: number) => requests.slice(position).map((one) => withId(one, native.id));
  if (sameRequests(plan.requests, from(step + 1))) return 'done';
  return sameRequests(plan.requests, from(step)) ? 'unchanged' : 'unclear';
}

export function settleDelete(writer: Writer, id: NativeId): Settle {
  return async () => {
    try {
      const gone = await isGone(writer, await writer.fetch(id));
      return gone ? { carriedOut: true, by: 'reading' } : { carriedOut: false, observed: 'unchanged' };
    } catch {
      // As above.
      return unread;
    }
  };
}

/** Some vendors go on showing what is deleted, and say so in the record. */
export async function isGone(writer: Writer, record: NativeRecord | undefined): Promise<boolean> {
  if (record === undefined || record.deletedAt !== undefined) return true;
  const bound = await writer.bind([record]);
  return bound.read(record.body).record?.deleted === true;
}

function sameRequests(left: readonly PlannedRequest[], right: readonly PlannedRequest[]): boolean {
  return (
    left.length === right.length &&
    left.every((request, index) => sameJson(plain(request), plain(right[index])))
  );
}

/** A request without the parts that are undefined. */
function plain(request: PlannedRequest | undefined): JsonValue {
  const text: JsonValue = JSON.parse(JSON.stringify(request ?? null));
  return text;
}
