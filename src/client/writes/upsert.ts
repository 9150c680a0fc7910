import type { OpportunityInput } from '../../model/opportunity-input.ts';
import type { OpenConnection } from '../connection-types.ts';
import { checkWriteOptions } from './check-write-options.ts';
import { findByKeys } from './find-by-key.ts';
import { inTurn, rememberRecord } from './key-turns.ts';
import { planUpsert, refusedUpsert, settleUpsert } from './plan-upsert.ts';
import { prepareUpserts, requireSearch, upsertWriter, type Upsert } from './prepare-upserts.ts';
import { planWithTables } from './replan-stale.ts';
import { beforeSending, carryOut } from './single-writes.ts';
import { readKey, resolveKeyField } from './upsert-key.ts';
import type { Writer } from './write-access.ts';
import type { UpsertOptions } from './write-options.ts';
import { readWriteInput } from './write-input.ts';
import type { WritePlan } from './write-plan.ts';
import type { WriteResult } from './write-result.ts';

/** Looks for the record by its key, then updates or creates it; two of one key over one connection take turns. */
export async function upsertOne(
  connection: OpenConnection,
  input: OpportunityInput,
  options: UpsertOptions,
): Promise<WritePlan | WriteResult> {
  checkWriteOptions('upsert', options);
  readWriteInput(input);
  const writer = upsertWriter(connection);
  const { field, value } = readKey(options.key);
  const { keyField, prepared } = await beforeSending(options, async () => {
    const found = resolveKeyField(field, await connection.catalogue());
    requireSearch(writer, found);
    const [one] = await prepareUpserts(writer, found, [{ key: value, input }]);
    return { keyField: found, prepared: one };
  });
  if (prepared === undefined) throw new Error('An upsert was prepared into nothing.');
  if ('error' in prepared) throw prepared.error;
  if ('issue' in prepared) {
    const planned = refusedUpsert(writer, keyField, value, prepared.issue);
    return carryOut({ writer, planned, input, options, settle: notSent });
  }
  const { signal = writer.session.signal } = options;
  return inTurn(writer.session, [prepared.key], signal, () => upsertPrepared(writer, prepared, options));
}

async function upsertPrepared(
  writer: Writer,
  upsert: Upsert,
  options: UpsertOptions,
): Promise<WritePlan | WriteResult> {
  const planned = await beforeSending(options, async () => {
    const [found] = await findByKeys(writer, [upsert.key]);
    if (found !== undefined && 'refusal' in found)
      return refusedUpsert(writer, upsert.key.field, upsert.key.given, found.refusal);
    const records = found?.records ?? [];
    return planWithTables(
      writer,
      records,
      (bound) => planUpsert(writer, bound, upsert, records),
      ({ plan }) => [plan],
    );
  });
  const settle = settleUpsert(writer, planned, upsert);
  const done = await carryOut({ writer, planned, input: upsert.input, options, settle });
  if ('outcome' in done) rememberRecord(writer.session, upsert.key, done.id);
  return done;
}

/** Of a plan without requests. */
function notSent(): Promise<never> {
  throw new Error('Nothing was sent.');
}
