import type { BudgetReading, RateBudget } from '../../connector-kit/rate-budget.ts';
import { CostLog } from './cost-log.ts';
import type { Gate, Hold } from './gate.ts';
import { LimitShare } from './limit-share.ts';
import type { BudgetUsage } from '../session-options.ts';

/** Windows this long are quotas: the vendor's word on what is left of them counts more than our own sums. */
const quotaFromMs = 3_600_000;
/** How long a vendor's word on a quota holds without a newer one; its day may have ended meanwhile. */
const wordHoldsMs = 900_000;
/** Requests are counted a little longer than the window, for clocks that run or round differently. */
const marginShare = 0.01;
const leastMarginMs = 3;
/** Into how many steps a window is divided at most. */
const stepsPerWindow = 2000;

/**
 * A budget as a gate: no span of its length, at any place, holds more than its amount. A request counts from being
 * sent until a window's length after its latest possible arrival: what lies between the two only the vendor knows, so
 * requests on their way are never taken for gone.
 */
export class WindowGate implements Gate {
  readonly name: string;
  readonly perMs: number;
  readonly #isQuota: boolean;
  readonly #holdMs: number;
  readonly #counted: CostLog;
  /** Draws of others, as the vendor's headers show them. */
  readonly #foreign = new CostLog(1);
  readonly #share = new LimitShare();
  #amount: number;
  #onTheWay = 0;
  #spent = 0;
  #remaining: number | undefined;

  constructor({ name, perMs, amount }: RateBudget) {
    this.name = name;
    this.perMs = perMs;
    this.#amount = amount;
    this.#isQuota = perMs >= quotaFromMs;
    this.#holdMs = perMs + Math.max(leastMarginMs, this.#isQuota ? 0 : perMs * marginShare);
    this.#counted = new CostLog(Math.max(1, perMs / stepsPerWindow));
  }

  waitMs(cost: number, nowMs: number): number {
    const limit = this.#limitAt(nowMs);
    const excess = this.#usedAt(nowMs) + Math.min(cost, limit) - limit;
    if (excess <= 0) return 0;
    const own = this.#counted.freedAtMs(excess);
    const atMs = Math.min(own, this.#foreign.freedAtMs(excess), this.#allFreedAtMs());
    return atMs === Infinity ? Infinity : Math.max(1, atMs - nowMs);
  }

  enter(cost: number, nowMs: number): Hold {
    const drawn = Math.min(cost, this.#limitAt(nowMs));
    this.#onTheWay += drawn;
    this.#spent += drawn;
    const usedAtEntry = this.#counted.total + this.#onTheWay;
    const spentAtEntry = this.#spent;
    return {
      drawn,
      settle: (arrivedMs) => {
        this.#onTheWay -= drawn;
        this.#counted.add(drawn, arrivedMs + this.#holdMs);
      },
      giveBack: () => {
        this.#onTheWay -= drawn;
        this.#spent -= drawn;
      },
      // Whatever of ours the vendor may have counted by then: what it counts beyond that is not ours.
      learn: (reading, learnedMs) =>
        this.#learn(reading, usedAtEntry + (this.#spent - spentAtEntry), learnedMs),
    };
  }

  /** The vendor refused for a limit that we did not see coming. */
  slowDown(nowMs: number): void {
    if (!this.#isQuota) this.#share.shrink(nowMs);
  }

  /** The next session asks what is left of a quota: its day may have begun anew meanwhile. */
  forgetQuota(): void {
    if (!this.#isQuota) return;
    this.#counted.clear();
    this.#foreign.clear();
    this.#remaining = undefined;
  }

  usage(nowMs: number): Omit<BudgetUsage, 'spent' | 'peakShare'> {
    const { name, perMs } = this;
    const limit = this.#amount;
    const share = this.#usedAt(nowMs) / limit;
    const told = this.#remaining === undefined ? {} : { remaining: this.#remaining };
    return { name, limit, perMs, share, ...told };
  }

  #limitAt(nowMs: number): number {
    return Math.max(1, Math.floor(this.#amount * this.#share.at(nowMs)));
  }

  #usedAt(nowMs: number): number {
    this.#counted.expire(nowMs);
    this.#foreign.expire(nowMs);
    return this.#counted.total + this.#foreign.total + this.#onTheWay;
  }

  /** Where neither sum alone makes room, waiting for all of both is late but never too early. */
  #allFreedAtMs(): number {
    const { total: own } = this.#counted;
    const { total: foreign } = this.#foreign;
    if (own === 0 || foreign === 0 || this.#onTheWay > 0) return Infinity;
    return Math.max(this.#counted.freedAtMs(own), this.#foreign.freedAtMs(foreign));
  }

  #learn({ limit, remaining }: BudgetReading, ours: number, nowMs: number): void {
    if (limit !== undefined && limit > 0) this.#amount = limit;
    if (remaining === undefined) return;
    this.#remaining = remaining;
    const vendorCounts = Math.max(0, this.#amount - remaining);
    this.#foreign.clear();
    if (this.#isQuota) {
      this.#counted.clear();
      this.#foreign.add(vendorCounts, nowMs + wordHoldsMs);
    } else if (vendorCounts > ours) this.#foreign.add(vendorCounts - ours, nowMs + this.#holdMs);
  }
}
