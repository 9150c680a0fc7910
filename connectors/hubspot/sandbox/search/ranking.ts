/** What a record is sorted by; undefined where it has no value. */
export type SortKey = number | string | undefined;

/** The first records of an order, out of any number that were added. */
export interface Ranking {
  add(index: number, key: SortKey): void;
  /** Indexes, the first in order first. */
  ordered(): Uint32Array;
}

interface Ranked {
  readonly index: number;
  readonly key: SortKey;
}

/** Keeps no more than a few times `most` records; ties stand in the order of their indexes. */
export function openRanking(most: number, direction: 'ascending' | 'descending'): Ranking {
  const sign = direction === 'descending' ? -1 : 1;
  const compare = (a: Ranked, b: Ranked): number => sign * order(a, b);
  let kept: Ranked[] = [];
  const settle = (): void => {
    const valued = kept.filter(({ key }) => key !== undefined).toSorted(compare);
    // What has no value comes last, whatever the direction.
    const blank = kept.filter(({ key }) => key === undefined).toSorted(compare);
    kept = [...valued, ...blank].slice(0, most);
  };
  return {
    add(index, key) {
      kept.push({ index, key });
      if (kept.length > most * 3) settle();
    },
    ordered() {
      settle();
      return Uint32Array.from(kept, ({ index }) => index);
    },
  };
}

function order(a: Ranked, b: Ranked): number {
  if (typeof a.key === 'number' && typeof b.key === 'number') return a.key - b.key || a.index - b.index;
  const [left, right] = [a.key ?? '', b.key ?? ''];
  return left < right ? -1 : left > right ? 1 : a.index - b.index;
}
