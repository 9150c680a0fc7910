import type { NativeId } from '../../../model/native-record.ts';
import type { OpenConnection } from '../../connection-types.ts';
import { checkId, checkItems, checkWriteOptions } from '../check-write-options.ts';
import { planDelete } from '../plan-write.ts';
import { settleDelete } from '../settle-by-reading.ts';
import { writerFor } from '../write-access.ts';
import type { BulkOptions } from '../write-options.ts';
import type { BulkItemResult } from './bulk-result.ts';
import { bulkRun, decidedByPlan, type Job } from './bulk-run.ts';
import { refuseRepeated } from './refuse-repeated.ts';
import { runWindows } from './windows.ts';

export async function deleteMany(
  connection: OpenConnection,
  ids: readonly NativeId[],
  options: BulkOptions,
): Promise<readonly BulkItemResult[]> {
  checkWriteOptions('deleteMany', options);
  checkItems('deleteMany', ids);
  for (const id of ids) checkId(id);
  const writer = writerFor(connection, 'delete');
  const run = bulkRun(writer, ids.length, options);
  const isRepeated = refuseRepeated(run, 'id', ids);
  return runWindows(run, ids, async (some) => {
    const wanted = some.filter(({ index }) => !isRepeated(index));
    const { deleteFollowsMerges = false } = writer.operations;
    const found =
      options.dryRun === true || deleteFollowsMerges
        ? await writer.fetchMany(wanted.map(({ item }) => item))
        : undefined;
    const gone = new Set([...(found?.missing ?? []), ...(found?.tombstones ?? []).map(({ id }) => id)]);
    return wanted.flatMap(({ item: id, index }): Job[] => {
      const native = found?.records.find((record) => record.id === id);
      const planned = planDelete(
        writer,
        id,
        found === undefined ? undefined : { native, gone: gone.has(id) },
      );
      const decided = decidedByPlan(run, index, planned);
      if (decided === undefined)
        return [
          {
            index,
            planned,
            settle: settleDelete(writer, id),
            input: {},
            batch: writer.operations.batch?.delete,
          },
        ];
      run.report([decided]);
      return [];
    });
  });
}
