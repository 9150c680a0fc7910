import type { VendorClock } from './clock.ts';

/** What a search index that lags behind the records still shows. */
export interface IndexLag<S> {
  /** Milliseconds of the vendor's clock until a change can be found. 0 shows every change at once. */
  ms: number;
  /** Keeps the state a change replaced; undefined for a record that did not exist. */
  remember(index: number, before: S | undefined): void;
  /** The older state the index still shows: `{ state }` where a change is hidden, undefined where none is. */
  shown(index: number): { readonly state: S | undefined } | undefined;
  /** Indexes with a change that is not visible yet. */
  hidden(): readonly number[];
}

interface Hidden<S> {
  readonly untilMs: number;
  readonly state: S | undefined;
}

/** Opens an index without lag. */
export function openIndexLag<S>(clock: VendorClock): IndexLag<S> {
  const pending = new Map<number, Hidden<S>[]>();
  const lag: IndexLag<S> = {
    ms: 0,
    remember(index, before) {
      if (lag.ms <= 0) return;
      const queue = pending.get(index) ?? [];
      queue.push({ untilMs: clock.nowMs() + lag.ms, state: before });
      pending.set(index, queue);
    },
    shown(index) {
      const queue = pending.get(index);
      if (queue === undefined) return undefined;
      const nowMs = clock.nowMs();
      while (queue.length > 0 && (queue[0]?.untilMs ?? 0) <= nowMs) queue.shift();
      const [oldest] = queue;
      if (oldest === undefined) pending.delete(index);
      return oldest === undefined ? undefined : { state: oldest.state };
    },
    hidden: () => [...pending.keys()].filter((index) => lag.shown(index) !== undefined),
  };
  return lag;
}
