import type { CustomFieldDefinition } from '../../connector-kit/resource.ts';
import type { BoundMapping } from '../../mapping/mapping-types.ts';
import type { JsonValue } from '../../model/json.ts';
import type { NativeRecord } from '../../model/native-record.ts';
import { opportunityFields } from '../../model/opportunity-fields.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import { OpportuneError } from '../../model/error.ts';
import { SessionClosedError } from '../../http/session-error.ts';
import { UnusableRecordsError } from '../client-error.ts';
import { flatFields } from './field-changes.ts';
import { isList, sameJson } from './same-json.ts';
import { isGone } from './settle-by-reading.ts';
import type { Writer } from './write-access.ts';
import { NoSuchRecordError } from './write-errors.ts';
import { readWriteInput } from './write-input.ts';
import type { WritePlan } from './write-plan.ts';
import type { FieldDifference, SideEffect, WriteResult } from './write-result.ts';

/** These follow from every write. */
const bookkeeping: ReadonlySet<string> = new Set(['id', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy']);

/**
 * Reads the record back and adds what it shows. The write has happened: whatever goes wrong here is a part of the
 * result, not an error.
 */
export async function verified(writer: Writer, result: WriteResult, given: unknown): Promise<WriteResult> {
  try {
    const native = await writer.fetch(result.id);
    if (result.plan.call === 'delete') return { ...result, ...(await deletionShown(writer, native)) };
    if (native === undefined) return { ...result, unverified: new NoSuchRecordError(result.id) };
    const { current } = result.plan;
    const bound = await writer.bind(current === undefined ? [native] : [current, native]);
    return { ...result, native, ...recordShown(bound, result.plan, native, given, await writer.catalogue()) };
  } catch (error) {
    return { ...result, unverified: whyUnread(writer, error) };
  }
}

/** @throws whatever is no failure of reading. */
export function whyUnread({ session }: Pick<Writer, 'session'>, error: unknown): OpportuneError {
  if (error instanceof OpportuneError) return error;
  // The reason is the caller's own, and may be anything.
  if (session.signal.aborted)
    return new SessionClosedError('The connection was ended before the record was read back.', {
      cause: error,
    });
  throw error;
}

async function deletionShown(writer: Writer, native: NativeRecord | undefined): Promise<Shown> {
  return goneShown(await isGone(writer, native));
}

export function goneShown(gone: boolean): Shown {
  return { differences: gone ? [] : [{ field: 'deleted', wanted: true, found: false }], sideEffects: [] };
}

/** What reading back adds to a result. */
export type Shown = Pick<WriteResult, 'differences' | 'sideEffects' | 'opportunity' | 'unverified'>;

/**
 * What a record shows after a write.
 *
 * @param bound with the tables of the record as it was and as it is.
 */
export function recordShown(
  bound: BoundMapping<Opportunity>,
  plan: WritePlan,
  native: NativeRecord,
  given: unknown,
  catalogue: readonly CustomFieldDefinition[],
): Shown {
  const before = plan.current;
  const { record: opportunity, issues } = bound.read(native.body);
  if (opportunity === null) return { unverified: new UnusableRecordsError([{ native, issues }], 1) };
  const found = flatFields(opportunity);
  // Written once more, a field that would still be sent is not as it was given: this knows ids from labels.
  const again = bound.write(readWriteInput(given).fields, native.body);
  const settled = new Set(
    again.fields.filter((field) => field.native === undefined).map(({ field }) => field),
  );
  const unsettled = new Set(
    again.fields.filter((field) => field.native !== undefined).map(({ field }) => field),
  );
  const differences = plan.fields.flatMap(({ field, value }): FieldDifference[] => {
    const shown = found.get(field);
    const holds = (settled.has(field) && !unsettled.has(field)) || sameJson(shown, value);
    return holds ? [] : [{ field, wanted: value, ...(shown === undefined ? {} : { found: shown }) }];
  });
  const written = new Set(plan.fields.map(({ field }) => field));
  const earlier = before === undefined ? undefined : bound.read(before.body).record;
  const effects = earlier === null ? [] : sideEffectsOf(written, earlier, found);
  return {
    opportunity,
    differences: unique(differences),
    sideEffects: withReasons(effects, plan, catalogue),
  };
}

function sideEffectsOf(
  written: ReadonlySet<string>,
  earlier: Opportunity | undefined,
  found: ReadonlyMap<string, JsonValue>,
): readonly SideEffect[] {
  const before = earlier === undefined ? undefined : flatFields(earlier);
  const effects: SideEffect[] = [];
  for (const [field, after] of found) {
    if (written.has(field) || bookkeeping.has(field)) continue;
    if (before === undefined) {
      if (isWritable(field) && !isEmpty(after)) effects.push({ field, after });
      continue;
    }
    const value = before.get(field);
    if (!sameJson(value, after))
      effects.push({ field, ...(value === undefined ? {} : { before: value }), after });
  }
  return effects;
}

/** What the plan announced carries the reason it gave. */
function withReasons(
  effects: readonly SideEffect[],
  { alsoChanges }: WritePlan,
  catalogue: readonly CustomFieldDefinition[],
): readonly SideEffect[] {
  const reasons = new Map(alsoChanges.map(({ field, because }) => [field, because]));
  const ofCustomFields = reasons.get('customFields');
  if (ofCustomFields !== undefined) {
    for (const { key, access } of catalogue)
      if (access === 'read') reasons.set(`customFields[${key}]`, ofCustomFields);
  }
  return effects.map((effect) => {
    const because = reasons.get(effect.field);
    return because === undefined ? effect : { ...effect, because };
  });
}

function isWritable(field: string): boolean {
  if (field.startsWith('customFields[')) return true;
  const spec = Object.entries(opportunityFields).find(([name]) => name === field)?.[1];
  return spec?.access === 'read-write';
}

function isEmpty(value: JsonValue): boolean {
  return value === null || value === '' || (isList(value) && value.length === 0);
}

/** One line a field, though it may have been written to several places. */
function unique(differences: readonly FieldDifference[]): readonly FieldDifference[] {
  return [...new Map(differences.map((difference) => [difference.field, difference])).values()];
}
