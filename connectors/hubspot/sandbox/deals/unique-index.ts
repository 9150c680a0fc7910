import type { Portal } from '../portal.ts';
import type { StoredDealState } from './deal-state.ts';

/** Finds the living deal that has a value in a property, without looking at all that were written. */
export type UniqueIndex = (property: string, value: string) => StoredDealState | undefined;

interface Written {
  /** Deals that were ever given a value; whether they still have it is looked up. */
  readonly holders: Map<string, number[]>;
  /** So many writes of the store are in it. */
  seen: number;
}

/** Opens an index over the unique properties of deals; each is filled when it is first asked. */
export function openUniqueIndex({ store, world }: Portal): UniqueIndex {
  const properties = new Map<string, Written>();
  const writtenWith = (property: string, value: string): readonly number[] => {
    const written = properties.get(property) ?? { holders: new Map<string, number[]>(), seen: 0 };
    properties.set(property, written);
    for (const index of store.writes.slice(written.seen)) {
      const given = store.at(index)?.record.values[property];
      if (given === undefined || given === '') continue;
      const holders = written.holders.get(given);
      if (holders === undefined) written.holders.set(given, [index]);
      else if (!holders.includes(index)) holders.push(index);
    }
    written.seen = store.writes.length;
    return written.holders.get(value) ?? [];
  };
  return (property, value) => {
    // The values of the start end in the number of their deal.
    const numbered = Number(/\d{1,9}$/.exec(value)?.[0] ?? 0) - 1;
    const indexes = [...(numbered < world.deals ? [numbered] : []), ...writtenWith(property, value)];
    for (const index of indexes) {
      const deal = store.isLive(index) ? store.at(index) : undefined;
      if (deal?.record.values[property] === value) return deal;
    }
    return undefined;
  };
}
