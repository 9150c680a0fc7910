const dayMs = 86_400_000;

export interface DayQuotaOptions {
  readonly limit: number;
  /** Minutes east of UTC at which the vendor's day begins. @default 0 */
  readonly utcOffsetMinutes?: number;
  /** False counts without refusing. @default true */
  readonly enforce?: boolean;
}

/** A budget that is full again at the vendor's midnight. */
export interface DayQuota {
  readonly limit: number;
  readonly refused: number;
  readonly peak: number;
  /** Spends `cost`, or refuses where the rest of the day does not hold it. */
  admit(nowMs: number, cost?: number): boolean;
  remaining(nowMs: number): number;
  /** Spends whatever is left, so that the next request meets an empty budget. */
  exhaust(nowMs: number): void;
}

/** Opens a full day's budget. */
export function openDayQuota(options: DayQuotaOptions): DayQuota {
  const { limit, utcOffsetMinutes = 0, enforce = true } = options;
  let day = Number.NaN;
  let used = 0;
  let peak = 0;
  let refused = 0;
  const turn = (nowMs: number): void => {
    const today = Math.floor((nowMs + utcOffsetMinutes * 60_000) / dayMs);
    if (today !== day) used = 0;
    day = today;
  };
  return {
    limit,
    get refused() {
      return refused;
    },
    get peak() {
      return peak;
    },
    admit(nowMs, cost = 1) {
      turn(nowMs);
      if (enforce && used + cost > limit) {
        refused += 1;
        return false;
      }
      used += cost;
      peak = Math.max(peak, used);
      return true;
    },
    remaining(nowMs) {
      turn(nowMs);
      return Math.max(0, limit - used);
    },
    exhaust(nowMs) {
      turn(nowMs);
      used = limit;
    },
  };
}
