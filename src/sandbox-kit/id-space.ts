import type { Draws } from './random.ts';

/** Ids that rise with the record's index, with gaps, and can be turned back into it. */
export interface IdSpace {
  idOf(index: number): number;
  /** The index that has this id; undefined for a number between two ids or below the first. */
  indexOf(id: number): number | undefined;
  /** The first index whose id is at or above the number. */
  indexAtOrAfter(id: number): number;
}

/** Ids from `first` on, one in each stretch of `stride` numbers. */
export function openIdSpace(draws: Draws, purpose: string, first: number, stride = 3): IdSpace {
  const idOf = (index: number): number =>
    first + index * stride + draws.integer(index, purpose, 0, stride - 1);
  const slotOf = (id: number): number => Math.floor((id - first) / stride);
  return {
    idOf,
    indexOf(id) {
      const index = Number.isSafeInteger(id) ? slotOf(id) : -1;
      return index >= 0 && idOf(index) === id ? index : undefined;
    },
    indexAtOrAfter(id) {
      const index = Math.max(0, slotOf(id));
      return idOf(index) >= id ? index : index + 1;
    },
  };
}
