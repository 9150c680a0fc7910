import type { PageCommit } from './destination.ts';

/**
 * How many records of a page the vendor tells no change time of; one that it shows as deleted has the time of that. None in
 * a replay, which asks no vendor: they were counted when they came.
 */
export function undatedIn({ origin, rows, quarantine }: PageCommit): number {
  if (origin === 'replayed' || origin === 'released') return 0;
  let undated = 0;
  for (const { native } of [...rows, ...quarantine]) {
    if (native.changedAt === undefined && native.deletedAt === undefined) undated += 1;
  }
  return undated;
}
