import { createHash } from 'node:crypto';
import { AccountLimiter, type AccountLimiterOptions } from './account-limiter.ts';

/** How long an account is remembered after its last session: no short window is longer. */
const rememberedForMs = 120_000;

interface Entry {
  readonly limiter: WeakRef<AccountLimiter>;
  sessions: number;
  /** Keeps it for a while after the last session. */
  kept: AccountLimiter | undefined;
  leftMs: number;
}

/** By clock, since instants of two clocks cannot be compared. A session that nobody closes is forgotten with its limiter. */
const byClock = new WeakMap<AccountLimiterOptions['clock'], Map<string, Entry>>();

export interface SharedLimiter {
  readonly account: AccountLimiter;
  leave(): void;
}

/** The limiter of all sessions with this key in this process: an account's limits do not grow with their number. */
export function shareLimiter(key: string, options: AccountLimiterOptions): SharedLimiter {
  const { clock } = options;
  const entries = byClock.get(clock) ?? new Map<string, Entry>();
  byClock.set(clock, entries);
  forgetOld(entries, clock.monotonic());
  const known = entries.get(key);
  const account = known?.limiter.deref() ?? new AccountLimiter(options);
  const entry =
    known?.limiter.deref() === account
      ? known
      : { limiter: new WeakRef(account), sessions: 0, kept: undefined, leftMs: 0 };
  entries.set(key, entry);
  entry.sessions += 1;
  entry.kept = undefined;
  return {
    account,
    leave() {
      entry.sessions -= 1;
      if (entry.sessions > 0) return;
      for (const { window } of account.lines) window.forgetQuota();
      entry.kept = account;
      entry.leftMs = clock.monotonic();
    },
  };
}

function forgetOld(entries: Map<string, Entry>, nowMs: number): void {
  for (const [key, entry] of entries) {
    if (entry.kept !== undefined && nowMs - entry.leftMs > rememberedForMs) entries.delete(key);
    else if (entry.limiter.deref() === undefined) entries.delete(key);
  }
}

/** What tells accounts apart. */
export interface AccountFeatures {
  readonly connector: string;
  readonly baseUrl: string | undefined;
  readonly credentials: unknown;
  readonly budgets: AccountLimiterOptions['budgets'];
}

/** A name for an account that does not keep what opens it. */
export function accountKey({ connector, baseUrl, credentials, budgets }: AccountFeatures): string {
  const amounts = budgets.map(({ name, amount, perMs }) => [name, amount, perMs]);
  const features = [connector, baseUrl ?? '', credentials, amounts];
  const text = JSON.stringify(features, (_, value: unknown) => sorted(value));
  return createHash('sha256').update(text).digest('hex');
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
