import type { RateBudget, VendorRequest } from '../../src/connector-kit/index.ts';
import { AccountLimiter } from '../../src/http/limits/account-limiter.ts';
import { systemClock } from '../../src/http/index.ts';
import { Limiter } from '../../src/http/limits/limiter.ts';

/** When the vendor saw a request. */
export interface Arrival {
  readonly atMs: number;
  readonly request: VendorRequest;
}

export const source = 'https://vendor.example/limits';
export const get = (path: string): VendorRequest => ({ method: 'GET', path });

export function openTestLimiter(budgets: readonly RateBudget[], enforce = true): Limiter {
  const account = new AccountLimiter({ budgets, enforce, clock: systemClock });
  return sessionOf(account);
}

export function sessionOf(account: AccountLimiter, { signal } = new AbortController()): Limiter {
  return new Limiter({ clock: systemClock, account, signal, maxWaitMs: 60_000 });
}

export async function wait(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Sends over a network that takes `outMs` there and `backMs` back, and writes down when the vendor sees it. */
export async function sendOver(
  arrivals: Arrival[],
  request: VendorRequest,
  outMs: number,
  backMs: number,
): Promise<void> {
  await wait(outMs);
  // By the clock nobody sets.
  arrivals.push({ atMs: performance.now(), request });
  await wait(backMs);
}

/** The most that any span of the budget's length holds, both ends at arrivals. */
export function fullestWindow({ perMs, appliesTo, cost }: RateBudget, arrivals: readonly Arrival[]): number {
  const own = arrivals.filter(({ request }) => appliesTo?.(request) ?? true);
  const sums = own.map(({ atMs }) =>
    own
      .filter((other) => other.atMs >= atMs && other.atMs < atMs + perMs)
      .reduce((sum, other) => sum + (cost?.(other.request) ?? 1), 0),
  );
  return Math.max(0, ...sums);
}
