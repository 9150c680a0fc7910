import type { NativeId } from '../../../model/native-record.ts';
import { refusedItem, type BulkRun } from './bulk-run.ts';

/** Refuses every item but the first that names a record: which of two changes was meant to win, nobody can know. */
export function refuseRepeated(run: BulkRun, ids: readonly NativeId[]): (index: number) => boolean {
  const first = new Map<NativeId, number>();
  const repeated = new Set<number>();
  for (const [index, id] of ids.entries()) {
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, index);
      continue;
    }
    repeated.add(index);
    const issue = {
      field: 'id',
      code: 'conflict',
      severity: 'error',
      message: `Item ${earlier} names the same record.`,
      hint: 'Give each record once, with all its changes.',
      at: undefined,
    } as const;
    run.report([refusedItem(index, { id, issues: [issue] })]);
  }
  return (index) => repeated.has(index);
}
