import { untilAborted } from '../http/until-aborted.ts';

/** The outcome of `work`, or the signal's reason as soon as it aborts. */
export function abortableCall<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return signal === undefined ? work() : untilAborted(work, signal);
}

/** Passes a sequence on; as soon as the signal aborts, also in the middle of a wait, throws its reason. */
export async function* abortable<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void, void> {
  if (signal === undefined) {
    yield* source;
    return;
  }
  const iterator = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const result = await untilAborted(() => iterator.next(), signal);
      if (result.done === true) return;
      yield result.value;
    }
  } finally {
    // Not awaited: whoever aborts does not wait for an answer that nobody wants any more.
    iterator.return?.().catch(() => undefined);
  }
}
