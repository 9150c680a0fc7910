import { ageMs } from '../connector-kit/age.ts';

/** A bounded memory of rows by key: the least recently used are forgotten first, and none is used after `maxAgeMs`. */
export interface RecentRows<Row> {
  /** Undefined where the key is not remembered; null where it is known that there is no such row. */
  find(key: string): Row | null | undefined;
  keep(key: string, row: Row | null): void;
}

export function recentRows<Row>(limits: {
  readonly maxRows: number;
  readonly maxAgeMs: number;
  readonly now: () => number;
}): RecentRows<Row> {
  const entries = new Map<string, { readonly row: Row | null; readonly loadedAt: number }>();
  return {
    find(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      if (ageMs(entry.loadedAt, limits.now()) > limits.maxAgeMs) return undefined;
      // A map keeps the order of insertion: put back, the entry is the youngest.
      entries.set(key, entry);
      return entry.row;
    },
    keep(key, row) {
      entries.delete(key);
      entries.set(key, { row, loadedAt: limits.now() });
      for (const oldest of entries.keys()) {
        if (entries.size <= limits.maxRows) return;
        entries.delete(oldest);
      }
    },
  };
}
