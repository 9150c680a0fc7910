import type { WriteIssueCode } from '../../mapping/write-types.ts';
import type { BoundMapping } from '../../mapping/mapping-types.ts';
import type { NativeRecord } from '../../model/native-record.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import type { Writer } from './write-access.ts';
import { planErrors, type WritePlan } from './write-plan.ts';

/** Refusals that a stage, label or field may cause which somebody has added since the tables were loaded. */
const mayBeNew: ReadonlySet<WriteIssueCode> = new Set([
  'unknown-field',
  'unknown-reference',
  'unknown-value',
]);

/** A caller who insists on a wrong name costs one loading of the tables a minute. */
const staleAfterMs = 60_000;

/**
 * Plans with the tables that are at hand; where one of them being old may be the reason of a refusal, once more with
 * fresh ones.
 */
export async function planWithTables<P>(
  writer: Writer,
  natives: readonly NativeRecord[],
  plan: (bound: BoundMapping<Opportunity>) => P,
  plansOf: (planned: P) => readonly Pick<WritePlan, 'issues'>[],
): Promise<P> {
  const planned = plan(await writer.bind(natives));
  const mayBeStale = plansOf(planned).some((one) => planErrors(one).some(({ code }) => mayBeNew.has(code)));
  if (!mayBeStale) return planned;
  writer.forgetOlderThan(staleAfterMs);
  return plan(await writer.bind(natives));
}
