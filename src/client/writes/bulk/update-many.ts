import type { NativeRecord } from '../../../model/native-record.ts';
import type { OpenConnection } from '../../connection-types.ts';
import { checkItems, checkUpdateItem, checkWriteOptions } from '../check-write-options.ts';
import { planUpdate } from '../plan-write.ts';
import { checkUnmodified, readInstant } from '../precondition.ts';
import { settler } from '../single-writes.ts';
import { writerFor, type Writer } from '../write-access.ts';
import { NoSuchRecordError, PreconditionError } from '../write-errors.ts';
import { readWriteInput } from '../write-input.ts';
import type { BulkOptions, UpdateItem } from '../write-options.ts';
import type { BulkItemResult } from './bulk-result.ts';
import { bulkRun, refusedItem, type BulkRun, type Job } from './bulk-run.ts';
import { refuseRepeated } from './refuse-repeated.ts';
import { planWindow, runWindows, type Indexed } from './windows.ts';

export async function updateMany(
  connection: OpenConnection,
  items: readonly UpdateItem[],
  options: BulkOptions,
): Promise<readonly BulkItemResult[]> {
  checkWriteOptions('updateMany', options);
  checkItems('updateMany', items);
  for (const item of items) {
    checkUpdateItem(item);
    readWriteInput(item.changes);
    readInstant('ifUnmodifiedSince', item.ifUnmodifiedSince);
  }
  const writer = writerFor(connection, 'update');
  const run = bulkRun(writer, items.length, options);
  const isRepeated = refuseRepeated(
    run,
    'id',
    items.map(({ id }) => id),
  );
  return runWindows(run, items, (some) =>
    planUpdates(
      run,
      writer,
      some.filter(({ index }) => !isRepeated(index)),
    ),
  );
}

async function planUpdates(
  run: BulkRun,
  writer: Writer,
  some: readonly Indexed<UpdateItem>[],
): Promise<readonly Job[]> {
  const found = await writer.fetchMany(some.map(({ item }) => item.id));
  const natives = new Map(found.records.map((native) => [native.id, native]));
  const deleted = new Set(found.tombstones.map(({ id }) => id));
  const withheld = new Set(found.withheld);
  const known: { native: NativeRecord; item: UpdateItem; index: number }[] = [];
  for (const { item, index } of some) {
    const { id } = item;
    const native = natives.get(id);
    const why = deleted.has(id) ? 'deleted' : withheld.has(id) ? 'withheld' : 'missing';
    const error = native === undefined ? new NoSuchRecordError(id, why) : unmodifiedError(native, item);
    if (error !== undefined) run.report([refusedItem(index, { id, error })]);
    else if (native !== undefined) known.push({ native, item, index });
  }
  return planWindow(
    run,
    known.map(({ native }) => native),
    known.map(({ native, item: { changes }, index }) => ({
      index,
      input: changes,
      plan: (bound) => planUpdate(writer, bound, native, changes),
      settle: (planned) => settler(writer, planned, changes),
      batch: () => writer.operations.batch?.update,
    })),
  );
}

function unmodifiedError(
  native: NativeRecord,
  { ifUnmodifiedSince }: UpdateItem,
): PreconditionError | undefined {
  try {
    checkUnmodified(native, readInstant('ifUnmodifiedSince', ifUnmodifiedSince));
    return undefined;
  } catch (error) {
    if (error instanceof PreconditionError) return error;
    throw error;
  }
}
