import {
  openDayQuota,
  openWindow,
  userCount,
  type DayQuota,
  type RollingWindow,
} from '../../../src/sandbox-kit/index.ts';
import {
  blockedForMs,
  burstWindowMs,
  plans,
  refusalsUntilBlocked,
  refusalWindowMs,
  searchBurst,
  tokensPerSeat,
  type Plan,
} from './facts.ts';

/** What is measured; one burst window for each kind of token, one budget for the whole company. */
export interface Meters {
  readonly burst: RollingWindow;
  readonly oauthBurst: RollingWindow;
  readonly search: RollingWindow;
  readonly daily: DayQuota;
  /** Counts a refusal; too many of them block the caller for a while. */
  refused(nowMs: number): void;
  isBlocked(nowMs: number): boolean;
}

/** Opens the meters of a plan, full. */
export function openMeters(plan: Plan, enforce: boolean): Meters {
  const { multiplier, apiTokenBurst, oauthBurst } = plans[plan];
  const refusals = openWindow({ limit: refusalsUntilBlocked, perMs: refusalWindowMs });
  let blockedUntilMs = 0;
  return {
    burst: openWindow({ limit: apiTokenBurst, perMs: burstWindowMs, enforce }),
    oauthBurst: openWindow({ limit: oauthBurst, perMs: burstWindowMs, enforce }),
    search: openWindow({ limit: searchBurst, perMs: burstWindowMs, enforce }),
    daily: openDayQuota({ limit: tokensPerSeat * multiplier * userCount, enforce }),
    refused(nowMs) {
      if (!refusals.admit(nowMs)) blockedUntilMs = nowMs + blockedForMs;
    },
    isBlocked: (nowMs) => nowMs < blockedUntilMs,
  };
}
