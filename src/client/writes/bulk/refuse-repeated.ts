import { refusedItem, type BulkRun } from './bulk-run.ts';

/**
 * Refuses every item but the first that names a record: which of two changes was meant to win, nobody can know.
 *
 * @param names one for each item; undefined where it names none.
 */
export function refuseRepeated(
  run: BulkRun,
  by: 'id' | 'key',
  names: readonly (string | undefined)[],
): (index: number) => boolean {
  const first = new Map<string, number>();
  const repeated = new Set<number>();
  for (const [index, name] of names.entries()) {
    if (name === undefined) continue;
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, index);
      continue;
    }
    repeated.add(index);
    const issue = {
      field: by,
      code: 'conflict',
      severity: 'error',
      message: `item ${earlier} names the same record`,
      hint: 'give each record once, with all its changes',
      at: undefined,
    } as const;
    run.report([refusedItem(index, { ...(by === 'id' ? { id: name } : {}), issues: [issue] })]);
  }
  return (index) => repeated.has(index);
}
