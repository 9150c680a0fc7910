import type { BusinessWorld } from '../../../../src/sandbox-kit/index.ts';
import { deletedForMs } from '../facts.ts';
import { toWholeSecond } from '../wire-times.ts';

const deletedShare = 0.03;
const archivedShare = 0.06;
const dayMs = 86_400_000;

/** When deals were created, archived, deleted and last changed before the start; all in whole seconds. */
export interface InitialTimes {
  createdMs(index: number): number;
  /** The last change before the deal was archived or deleted. */
  workedOnMs(index: number): number;
  archivedMs(index: number): number | undefined;
  deletedMs(index: number): number | undefined;
  /** Deleting and archiving are changes. */
  changedMs(index: number): number;
}

export function initialTimes({ draws, calendar, startMs }: BusinessWorld): InitialTimes {
  const between = (index: number, purpose: string, fromMs: number): number =>
    toWholeSecond(fromMs + (startMs - fromMs) * draws.unit(index, purpose));
  const workedOnMs = (index: number): number => toWholeSecond(calendar.changedMs(index));
  const archivedMs = (index: number): number | undefined =>
    draws.chance(index, 'archived', archivedShare)
      ? between(index, 'archived-at', workedOnMs(index))
      : undefined;
  const deletedMs = (index: number): number | undefined => {
    if (!draws.chance(index, 'deleted', deletedShare)) return undefined;
    const earliest = Math.max(archivedMs(index) ?? workedOnMs(index), startMs - deletedForMs + dayMs);
    return between(index, 'deleted-at', earliest);
  };
  return {
    createdMs: (index) => toWholeSecond(calendar.createdMs(index)),
    workedOnMs,
    archivedMs,
    deletedMs,
    changedMs: (index) => deletedMs(index) ?? archivedMs(index) ?? workedOnMs(index),
  };
}
