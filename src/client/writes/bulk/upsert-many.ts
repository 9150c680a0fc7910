import type { OpenConnection } from '../../connection-types.ts';
import { checkItems, checkKeyField, checkUpsertItem, checkWriteOptions } from '../check-write-options.ts';
import { findByKeys } from '../find-by-key.ts';
import { inTurn, keyText } from '../key-turns.ts';
import { planUpsert, settleUpsert } from '../plan-upsert.ts';
import {
  isKeptUnique,
  prepareUpserts,
  requireSearch,
  upsertWriter,
  type KeyRefusal,
  type Upsert,
} from '../prepare-upserts.ts';
import type { Planned } from '../plan-write.ts';
import { resolveKeyField } from '../upsert-key.ts';
import type { Writer } from '../write-access.ts';
import { readWriteInput } from '../write-input.ts';
import type { UpsertItem, UpsertManyOptions } from '../write-options.ts';
import type { BulkItemResult } from './bulk-result.ts';
import { bulkRun, refusedItem, type BulkRun, type Job } from './bulk-run.ts';
import { refuseRepeated } from './refuse-repeated.ts';
import { planWindow, runWindows, type Indexed, type Unplanned } from './windows.ts';

export async function upsertMany(
  connection: OpenConnection,
  items: readonly UpsertItem[],
  options: UpsertManyOptions,
): Promise<readonly BulkItemResult[]> {
  checkWriteOptions('upsertMany', options);
  checkKeyField(options.keyField);
  checkItems('upsertMany', items);
  for (const item of items) {
    checkUpsertItem(item);
    readWriteInput(item.input);
  }
  const writer = upsertWriter(connection);
  const keyField = resolveKeyField(options.keyField, await connection.catalogue());
  requireSearch(writer, keyField);
  const prepared = await prepareUpserts(writer, keyField, items);
  const run = bulkRun(writer, items.length, options);
  const isRepeated = refuseRepeated(
    run,
    'key',
    prepared.map((one) => ('key' in one ? keyText(one.key) : undefined)),
  );
  const ready = (some: readonly Indexed<Upsert | KeyRefusal>[]): readonly Indexed<Upsert>[] =>
    some.flatMap(({ item, index }) => ('key' in item && !isRepeated(index) ? [{ item, index }] : []));
  for (const [index, one] of prepared.entries()) if (!('key' in one)) run.report([refusedKey(index, one)]);
  const { signal = writer.session.signal } = options;
  return runWindows(
    run,
    prepared,
    (some) => planUpserts(run, writer, ready(some)),
    (some, work) =>
      inTurn(
        writer.session,
        ready(some).map(({ item }) => item.key),
        signal,
        work,
      ),
  );
}

function refusedKey(index: number, refusal: KeyRefusal): BulkItemResult {
  return refusedItem(index, 'issue' in refusal ? { issues: [refusal.issue] } : refusal);
}

async function planUpserts(
  run: BulkRun,
  writer: Writer,
  some: readonly Indexed<Upsert>[],
): Promise<readonly Job[]> {
  const found = await findByKeys(
    writer,
    some.map(({ item }) => item.key),
  );
  const natives = found.flatMap((one) => ('records' in one ? one.records : []));
  const items = some.flatMap(({ item, index }, position): Unplanned[] => {
    const one = found[position];
    if (one === undefined || 'refusal' in one) {
      run.report([refusedItem(index, one === undefined ? {} : { issues: [one.refusal] })]);
      return [];
    }
    return [
      {
        index,
        input: item.input,
        key: item.key,
        plan: (bound) => planUpsert(writer, bound, item, one.records),
        settle: (planned) => settleUpsert(writer, planned, item),
        batch: (planned) => batchOf(writer, item, planned),
      },
    ];
  });
  return planWindow(run, natives, items);
}

/** A record that is there is updated like any other; one that is not is created, by its key where the vendor can. */
function batchOf({ operations }: Writer, { key }: Upsert, { plan }: Planned): Job['batch'] {
  if (plan.call === 'update') return operations.batch?.update;
  return isKeptUnique(operations, key.field) ? operations.batch?.upsert : operations.batch?.create;
}
