import type { Account } from '../account.ts';
import type { TimeBounds } from './search-bounds.ts';
import { tiePlace } from './sort-orders.ts';
import { secondsOf } from '../wire-values.ts';

/** Records in the order of their creation or change, without making any of them. */
interface Range {
  readonly length: number;
  readonly at: (position: number) => number;
  readonly msOf: (index: number) => number;
}

/** The records between the bounds of one time, ascending. */
export function rangeByDate(
  { store }: Account,
  by: 'date_created' | 'date_modified',
  bounds: TimeBounds,
): Range {
  if (by === 'date_modified') {
    const order = store.changes.ascending();
    const from = bounds.changedFromMs === -Infinity ? 0 : store.changes.countBefore(bounds.changedFromMs);
    const to =
      bounds.changedBeforeMs === Infinity ? order.length : store.changes.countBefore(bounds.changedBeforeMs);
    return {
      length: Math.max(0, to - from),
      at: (position) => order[from + position] ?? 0,
      msOf: (index) => store.changedMs(index),
    };
  }
  const from = firstCreatedFrom(store, bounds.createdFromMs);
  const to = firstCreatedFrom(store, bounds.createdBeforeMs);
  return {
    length: Math.max(0, to - from),
    at: (position) => from + position,
    msOf: (index) => store.createdMs(index),
  };
}

/** Creation times rise with the index. */
function firstCreatedFrom(store: Account['store'], ms: number): number {
  let low = 0;
  let high = store.size;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (store.createdMs(middle) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Walks a range; records of one second come in no order that means anything. */
export function* walkRange(account: Account, range: Range, descending: boolean): Generator<number> {
  const { store } = account;
  const at = (position: number): number => range.at(descending ? range.length - 1 - position : position);
  for (let start = 0; start < range.length;) {
    const second = secondsOf(range.msOf(at(start)));
    let end = start + 1;
    while (end < range.length && secondsOf(range.msOf(at(end))) === second) end += 1;
    const equals = Array.from({ length: end - start }, (_, offset) => at(start + offset));
    if (equals.length > 1) {
      const place = (index: number): number => tiePlace(account, index, store.changedMs(index));
      equals.sort((a, b) => place(a) - place(b));
    }
    yield* equals;
    start = end;
  }
}
