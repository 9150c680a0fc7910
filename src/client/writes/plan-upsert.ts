import type { BoundMapping } from '../../mapping/mapping-types.ts';
import type { WriteIssue } from '../../mapping/write-types.ts';
import type { NativeRecord } from '../../model/native-record.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import { findByKeys } from './find-by-key.ts';
import { planCreate, planUpdate, type Planned } from './plan-write.ts';
import { isKeptUnique, type Upsert } from './prepare-upserts.ts';
import type { Settle, Settled } from './run-plan.ts';
import { observe, settleByPlanning } from './settle-by-reading.ts';
import { planningAgain } from './single-writes.ts';
import type { KeyField, KeyValue } from './upsert-key.ts';
import type { Writer } from './write-access.ts';
import type { WritePlan } from './write-plan.ts';

/**
 * One record that carries the key is updated, none is created, several are refused. Where the vendor keeps the field
 * unique, the create goes through its own upsert, so that two at once make one record.
 */
export function planUpsert(
  writer: Writer,
  bound: BoundMapping<Opportunity>,
  { key, input }: Upsert,
  records: readonly NativeRecord[],
): Planned {
  const [native, ...others] = records;
  if (native === undefined) {
    return planCreate(writer, bound, input, { key, byVendor: isKeptUnique(writer.operations, key.field) });
  }
  if (others.length === 0) return planUpdate(writer, bound, native, input, { key });
  const ids = records.map(({ id }) => id).join(', ');
  return refusedUpsert(writer, key.field, key.given, {
    field: `customFields[${key.field.field}]`,
    code: 'ambiguous-reference',
    severity: 'error',
    message: `several records carry this key: ${ids}`,
    hint: 'merge or correct them, or update one of them by its id',
    at: undefined,
  });
}

/** A plan that sends nothing. */
export function refusedUpsert(
  { connector, targets }: Writer,
  { field }: KeyField,
  value: KeyValue,
  issue: WriteIssue,
): Planned {
  const plan: WritePlan = {
    connector,
    call: 'update',
    key: { field, value },
    requests: [],
    fields: [],
    changes: [],
    alsoChanges: [],
    issues: [issue],
  };
  return { plan, change: { patch: {}, current: undefined }, extended: new Set(), targets };
}

/**
 * A create in doubt is looked for by its key. That none is found is no proof: the vendor's index may be late. Neither is
 * one that has something else than was sent: another process may have made it, while the request never arrived.
 */
export function settleUpsert(writer: Writer, planned: Planned, { key, input }: Upsert): Settle {
  const planAgain = planningAgain(writer, input);
  const byPlanning = settleByPlanning(writer, planned, planAgain);
  return async (step, id): Promise<Settled> => {
    if (planned.plan.call !== 'create' || step > 0) return byPlanning(step, id);
    try {
      const [found] = await findByKeys(writer, [key]);
      const [only, ...others] = found !== undefined && 'records' in found ? found.records : [];
      if (only !== undefined && others.length === 0) {
        const observed = await observe(only, planned.plan, step, planAgain);
        return observed === 'done'
          ? { carriedOut: true, by: 'key', id: only.id }
          : { carriedOut: false, observed: 'unclear' };
      }
    } catch {
      // Whatever it is: the caller has to learn of the create that is in doubt.
    }
    return { carriedOut: false, observed: 'unread' };
  };
}
