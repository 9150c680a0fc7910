/**
 * A value that is loaded on first use, shared by all who ask meanwhile, and loaded again after `maxAgeMs`.
 * A failure is not remembered.
 */
export function remembered<T>(load: () => Promise<T>, maxAgeMs: number, now: () => number): () => Promise<T> {
  let current: { readonly promise: Promise<T>; readonly loadedAt: number } | undefined;
  return () => {
    if (current !== undefined && now() - current.loadedAt <= maxAgeMs) return current.promise;
    const mine = { promise: load(), loadedAt: now() };
    current = mine;
    mine.promise.catch(() => {
      if (current === mine) current = undefined;
    });
    return mine.promise;
  };
}
