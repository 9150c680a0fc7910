import type { PlannedRequest } from '../../connector-kit/writes.ts';
import type { NativeId, NativeRecord } from '../../model/native-record.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Planned } from './plan-write.ts';
import { withId, type Settle, type Settled } from './run-plan.ts';
import { sameJson } from './same-json.ts';
import type { Writer } from './write-access.ts';
import { planErrors } from './write-plan.ts';

const unread: Settled = { carriedOut: false, observed: 'unread' };

/** What is left to be sent, planned anew against the record as it is now; undefined where that cannot be told. */
async function leftToSend(
  writer: Writer,
  id: NativeId,
  planAgain: PlanAgain,
): Promise<readonly PlannedRequest[] | undefined> {
  try {
    const native = await writer.fetch(id);
    if (native === undefined) return undefined;
    const { plan } = await planAgain(native);
    return planErrors(plan).length > 0 ? undefined : plan.requests;
  } catch {
    // Whatever it is: the caller has to learn of the write that is in doubt, and that nothing could be read.
    return undefined;
  }
}

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
    const left = await leftToSend(writer, id, planAgain);
    if (left === undefined) return unread;
    const from = (position: number) => plan.requests.slice(position).map((one) => withId(one, id));
    if (sameRequests(left, from(step + 1))) return { carriedOut: true, by: 'reading' };
    return { carriedOut: false, observed: sameRequests(left, from(step)) ? 'unchanged' : 'unclear' };
  };
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
