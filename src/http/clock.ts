/** Time as the engine sees it; tests bring their own. */
export interface Clock {
  /** Milliseconds from 1970, as the machine has them: it may be set forward or back at any moment. */
  now(): number;
  /**
   * Milliseconds from some start, never set: windows, waits and round trips are measured with it, so that a clock that is
   * set neither sends more than a vendor allows nor holds a request for as long as it was set back.
   */
  monotonic(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Node fires a timer with a longer delay at once: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const longestTimerMs = 2_147_483_647;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(ms, signal) {
    const until = performance.now() + ms;
    for (let left = ms; left > 0; left = until - performance.now()) await timer(left, signal);
    signal.throwIfAborted();
  },
};

function timer(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(handle);
      reject(signal.reason);
    };
    const handle = setTimeout(
      () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      },
      Math.min(ms, longestTimerMs),
    );
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
