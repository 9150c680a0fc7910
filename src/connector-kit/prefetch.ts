export interface PrefetchOptions {
  /** Elements asked for beyond the present one. @default 1 */
  readonly ahead?: number;
  /**
   * False as soon as whoever uses the elements has stopped: nothing more is asked for then. It has to be told, since an
   * end that is asked for while an element is waited for shows only after that.
   */
  readonly isWanted?: () => boolean;
}

/**
 * Passes a sequence on and asks for the next elements while the present one is being used: never more than `ahead` and
 * that one are in memory. A failure shows when its turn has come.
 */
export async function* prefetch<T>(
  source: AsyncIterable<T>,
  { ahead = 1, isWanted = () => true }: PrefetchOptions = {},
): AsyncGenerator<T, void, void> {
  const iterator = source[Symbol.asyncIterator]();
  const upcoming: Promise<IteratorResult<T, unknown>>[] = [];
  const ask = (): void => {
    const next = iterator.next();
    // Awaited when its turn comes; until then a failure is not an unhandled one.
    next.catch(() => undefined);
    upcoming.push(next);
  };
  try {
    ask();
    for (let next = upcoming.shift(); next !== undefined; next = upcoming.shift()) {
      // No further one is asked for before the first has come: most sequences are of one element.
      const result = await next;
      if (result.done === true || !isWanted()) return;
      while (upcoming.length < ahead) ask();
      yield result.value;
    }
  } finally {
    // Not awaited: whoever stops early does not wait for an answer that nobody wants any more.
    iterator.return?.().catch(() => undefined);
  }
}
