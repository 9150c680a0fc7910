import { ageMs } from '../connector-kit/age.ts';

/** A value that is loaded on first use and kept for a while. */
export interface Remembered<T> {
  (): Promise<T>;
  /** Takes a value that was loaded elsewhere, for what is left of its time, or of the time it is given. */
  seed(value: T, loadedAtMs: number, keptForMs?: number): void;
  /** Forgets what was loaded longer ago than this. */
  expire(olderMs: number): void;
}

/**
 * A value that is loaded on first use, shared by all who ask meanwhile, and loaded again after `maxAgeMs`.
 * A failure is not remembered.
 */
export function remembered<T>(load: () => Promise<T>, maxAgeMs: number, now: () => number): Remembered<T> {
  let current:
    { readonly promise: Promise<T>; readonly loadedAt: number; readonly keptForMs: number } | undefined;
  const get = (): Promise<T> => {
    if (current !== undefined && ageMs(current.loadedAt, now()) <= current.keptForMs) return current.promise;
    const mine = { promise: load(), loadedAt: now(), keptForMs: maxAgeMs };
    current = mine;
    mine.promise.catch(() => {
      if (current === mine) current = undefined;
    });
    return mine.promise;
  };
  return Object.assign(get, {
    seed: (value: T, loadedAt: number, keptForMs = maxAgeMs) => {
      // What was loaded here later is better.
      if (current !== undefined && current.loadedAt > loadedAt) return;
      current = { promise: Promise.resolve(value), loadedAt, keptForMs };
    },
    expire: (olderMs: number) => {
      if (current !== undefined && ageMs(current.loadedAt, now()) > olderMs) current = undefined;
    },
  });
}
