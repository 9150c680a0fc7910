import { resolve } from 'node:path';

/** Does one piece of work after the other. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Where the last piece of work on a file ends, as long as there is one. */
const lasts = new Map<string | symbol, Promise<unknown>>();

/** The turns of everybody in this process who uses a file. A database in memory has its own. */
export function turnsAt(file: string): InTurn {
  const place = file === ':memory:' ? Symbol(file) : resolve(file);
  return async (work) => {
    const mine = (lasts.get(place) ?? Promise.resolve()).then(work, work);
    lasts.set(place, mine);
    try {
      return await mine;
    } finally {
      if (lasts.get(place) === mine) lasts.delete(place);
    }
  };
}
