import type { VendorError } from '../../connector-kit/vendor-error.ts';

/** What is done after a failed try. */
export type RetryDecision =
  | { readonly retry: true; readonly waitMs: number }
  /** `tooLong` where only the length of the wait speaks against it. */
  | { readonly retry: false; readonly tooLong?: true };

export interface RetryRules {
  readonly maxWaitMs: number;
  /** A number from 0 up to 1. */
  readonly random: () => number;
}

/** A server that fails needs seconds; a limit without a stated wait needs longer, since its window has to pass. */
const failureBaseMs = 1000;
const limitBaseMs = 2000;
/** Keeps tries that were told the same instant from coming together. */
const spreadMs = 250;

/**
 * Whether and when to try again. A write is tried again only where the vendor surely did not act.
 * Equal jitter after limits: full jitter can wait for next to nothing, and then meets the same limit.
 */
export function decideRetry(error: VendorError, attempt: number, rules: RetryRules): RetryDecision {
  const { details, disposition } = error;
  if (disposition.action !== 'retry' || details.ambiguous === true) return { retry: false };
  const statedMs = details.retryAfterMs ?? 0;
  if (statedMs > rules.maxWaitMs) return { retry: false, tooLong: true };
  // A stated wait is never cut short, not even by the spread it was given.
  const waitMs = Math.max(statedMs, Math.min(rules.maxWaitMs, waitFor(error, attempt, rules)));
  return { retry: true, waitMs: Math.ceil(waitMs) };
}

function waitFor({ code, details }: VendorError, attempt: number, { random }: RetryRules): number {
  if (details.retryAfterMs !== undefined) return details.retryAfterMs + random() * spreadMs;
  const growth = 2 ** Math.min(attempt - 1, 30);
  if (code !== 'rate-limited' && code !== 'locked') return random() * failureBaseMs * growth;
  const half = (limitBaseMs * growth) / 2;
  return half + random() * half;
}
