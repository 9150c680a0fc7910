/**
 * Passes a sequence on and asks for the next element while the present one is being used: never more than two are in
 * memory. A failure shows when its turn has come.
 *
 * @param isWanted false as soon as whoever uses the elements has stopped: nothing more is asked for then. It has to be
 * told, since an end that is asked for while an element is waited for shows only after that.
 */
export async function* prefetch<T>(
  source: AsyncIterable<T>,
  isWanted: () => boolean = () => true,
): AsyncGenerator<T, void, void> {
  const iterator = source[Symbol.asyncIterator]();
  let upcoming = iterator.next();
  try {
    for (;;) {
      const result = await upcoming;
      if (result.done === true || !isWanted()) return;
      upcoming = iterator.next();
      // Awaited in the next turn; until then a failure is not an unhandled one.
      upcoming.catch(() => undefined);
      yield result.value;
    }
  } finally {
    // Not awaited: whoever stops early does not wait for an answer that nobody wants any more.
    iterator.return?.().catch(() => undefined);
  }
}
