/** Keeps retries a small part of all requests, so that a vendor in trouble is not met with more of them. */
export interface RetryBudget {
  /** Retries taken so far. */
  readonly taken: number;
  /** Takes one; false where none is left. */
  take(): boolean;
  /** A request succeeded: a tenth of a retry comes back. */
  earn(): void;
}

const earnedPerSuccess = 0.1;

export function openRetryBudget(size: number): RetryBudget {
  let left = size;
  let taken = 0;
  return {
    get taken() {
      return taken;
    },
    take() {
      if (left < 1) return false;
      left -= 1;
      taken += 1;
      return true;
    },
    earn() {
      left = Math.min(size, left + earnedPerSuccess);
    },
  };
}
