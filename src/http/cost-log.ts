/** Costs with the instant at which each stops counting, in order of that instant. */
export interface CostLog {
  /** Sum of what still counts. */
  readonly total: number;
  add(cost: number, untilMs: number): void;
  /** Drops what stopped counting at or before `nowMs`. */
  expire(nowMs: number): void;
  /** When the sum will have fallen by `amount`; Infinity where it never does. */
  freedAtMs(amount: number): number;
  clear(): void;
}

interface Entry {
  readonly untilMs: number;
  cost: number;
}

/** How many dead entries may lie at the front before they are cut off. */
const compactFrom = 512;

/** `stepMs` rounds instants up, so that a day of requests takes a bounded number of entries. */
export function openCostLog(stepMs: number): CostLog {
  let entries: Entry[] = [];
  let first = 0;
  let total = 0;

  function place(untilMs: number): number {
    let at = entries.length;
    while (at > first && (entries[at - 1]?.untilMs ?? 0) > untilMs) at -= 1;
    return at;
  }

  return {
    get total() {
      return total;
    },
    add(cost, exactMs) {
      const untilMs = Math.ceil(exactMs / stepMs) * stepMs;
      const at = place(untilMs);
      const before = at > first ? entries[at - 1] : undefined;
      if (before?.untilMs === untilMs) before.cost += cost;
      else entries.splice(at, 0, { untilMs, cost });
      total += cost;
    },
    expire(nowMs) {
      for (
        let entry = entries[first];
        entry !== undefined && entry.untilMs <= nowMs;
        entry = entries[first]
      ) {
        total -= entry.cost;
        first += 1;
      }
      if (first < compactFrom) return;
      entries = entries.slice(first);
      first = 0;
    },
    freedAtMs(amount) {
      let freed = 0;
      for (let at = first; at < entries.length; at += 1) {
        const entry = entries[at];
        freed += entry?.cost ?? 0;
        if (entry !== undefined && freed >= amount) return entry.untilMs;
      }
      return Infinity;
    },
    clear() {
      entries = [];
      first = 0;
      total = 0;
    },
  };
}
