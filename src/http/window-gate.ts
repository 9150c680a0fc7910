import type { BudgetReading, RateBudget } from '../connector-kit/rate-budget.ts';
import { openCostLog } from './cost-log.ts';
import type { Gate, Hold } from './gate.ts';
import type { BudgetUsage } from './session-options.ts';

/** A budget as a gate: no span of `perMs`, at any place, holds more than its amount. */
export interface WindowGate extends Gate {
  readonly perMs: number;
  usage(nowMs: number): BudgetUsage;
  /** The vendor refused for a limit that we did not see coming: someone else draws on it too. */
  slowDown(nowMs: number): void;
}

/** Windows this long are quotas: the vendor's word on what is left of them counts more than our own sums. */
const quotaFromMs = 3_600_000;
/** How long a vendor's word on a quota holds without a newer one; its day may have ended meanwhile. */
const wordHoldsMs = 900_000;
/** Requests are counted a little longer than the window, for clocks that run or round differently. */
const marginShare = 0.01;
const leastMarginMs = 3;

/** After an unexpected refusal the limit shrinks, and recovers step by step while none follows. */
const shrink = 0.8;
const smallestShare = 0.2;
const recoverySharePerMs = 0.05 / 60_000;

/**
 * A request counts from being sent until `perMs` after its latest possible arrival: what lies between the two is the
 * vendor's to know, so requests on their way are never taken for gone.
 */
export function windowGate(budget: RateBudget): WindowGate {
  const { name, perMs } = budget;
  const isQuota = perMs >= quotaFromMs;
  const counted = openCostLog(Math.max(1, perMs / 2000));
  /** Draws of others, as the vendor's headers show them. */
  const foreign = openCostLog(1);
  const holdMs = perMs + Math.max(leastMarginMs, isQuota ? 0 : perMs * marginShare);
  let amount = budget.amount;
  let share = 1;
  let shareSetMs = 0;
  let onTheWay = 0;
  let spent = 0;
  let peakShare = 0;
  let remaining: number | undefined;

  function limitAt(nowMs: number): number {
    if (share < 1) {
      share = Math.min(1, share + Math.max(0, nowMs - shareSetMs) * recoverySharePerMs);
      shareSetMs = nowMs;
    }
    return Math.max(1, Math.floor(amount * share));
  }

  function usedAt(nowMs: number): number {
    counted.expire(nowMs);
    foreign.expire(nowMs);
    return counted.total + foreign.total + onTheWay;
  }

  function waitMs(cost: number, nowMs: number): number {
    const excess = usedAt(nowMs) + Math.min(cost, limitAt(nowMs)) - limitAt(nowMs);
    if (excess <= 0) return 0;
    const at = Math.min(counted.freedAtMs(excess), foreign.freedAtMs(excess), bothFreedAtMs());
    return at === Infinity ? Infinity : Math.max(1, at - nowMs);
  }

  /** Where neither sum alone makes room, waiting for all of both is late but never too early. */
  function bothFreedAtMs(): number {
    if (counted.total === 0 || foreign.total === 0 || onTheWay > 0) return Infinity;
    return Math.max(counted.freedAtMs(counted.total), foreign.freedAtMs(foreign.total));
  }

  function enter(cost: number, nowMs: number): Hold {
    const drawn = Math.min(cost, limitAt(nowMs));
    onTheWay += drawn;
    spent += drawn;
    const usedAtEntry = counted.total + onTheWay;
    const spentAtEntry = spent;
    peakShare = Math.max(peakShare, usedAt(nowMs) / limitAt(nowMs));
    return {
      settle(arrivedMs) {
        onTheWay -= drawn;
        counted.add(drawn, arrivedMs + holdMs);
      },
      giveBack() {
        onTheWay -= drawn;
        spent -= drawn;
      },
      learn(reading, learnedMs) {
        // Whatever of ours the vendor may have counted by then: what it counts beyond that is not ours.
        learn(reading, usedAtEntry + (spent - spentAtEntry), learnedMs);
      },
    };
  }

  function learn(reading: BudgetReading, ours: number, nowMs: number): void {
    if (reading.limit !== undefined && reading.limit > 0) amount = reading.limit;
    if (reading.remaining === undefined) return;
    remaining = reading.remaining;
    const vendorCounts = Math.max(0, amount - reading.remaining);
    foreign.clear();
    if (isQuota) {
      counted.clear();
      foreign.add(vendorCounts, nowMs + wordHoldsMs);
    } else if (vendorCounts > ours) foreign.add(vendorCounts - ours, nowMs + holdMs);
  }

  return {
    name,
    perMs,
    waitMs,
    enter,
    slowDown(nowMs) {
      if (isQuota) return;
      share = Math.max(smallestShare, (limitAt(nowMs) / amount) * shrink);
      shareSetMs = nowMs;
    },
    usage(nowMs) {
      const limit = amount;
      const told = remaining === undefined ? {} : { remaining };
      return { name, limit, perMs, share: usedAt(nowMs) / limit, peakShare, spent, ...told };
    },
  };
}
