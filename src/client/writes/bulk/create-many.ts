import type { OpportunityInput } from '../../../model/opportunity-input.ts';
import type { OpenConnection } from '../../connection-types.ts';
import { checkItems, checkWriteOptions } from '../check-write-options.ts';
import { planCreate } from '../plan-write.ts';
import { settler } from '../single-writes.ts';
import { writerFor } from '../write-access.ts';
import { readWriteInput } from '../write-input.ts';
import type { BulkOptions } from '../write-options.ts';
import type { BulkItemResult } from './bulk-result.ts';
import { bulkRun } from './bulk-run.ts';
import { planWindow, runWindows } from './windows.ts';

export async function createMany(
  connection: OpenConnection,
  inputs: readonly OpportunityInput[],
  options: BulkOptions,
): Promise<readonly BulkItemResult[]> {
  checkWriteOptions('createMany', options);
  checkItems('createMany', inputs);
  for (const input of inputs) readWriteInput(input);
  const writer = writerFor(connection, 'create');
  const run = bulkRun(writer, inputs.length, options);
  return runWindows(run, inputs, (some) =>
    planWindow(
      run,
      [],
      some.map(({ item: input, index }) => ({
        index,
        input,
        plan: (bound) => planCreate(writer, bound, input),
        settle: (planned) => settler(writer, planned, input),
        batch: () => writer.operations.batch?.create,
      })),
    ),
  );
}
