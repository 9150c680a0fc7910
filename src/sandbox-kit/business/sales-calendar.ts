import type { Draws } from '../random.ts';

/** When deals were created and last changed, by index, without making the deals. */
export interface SalesCalendar {
  /** Rises with the index; imported deals share one instant. Milliseconds from 1970. */
  createdMs(index: number): number;
  /** Never before the creation, never after the start. Milliseconds from 1970. */
  changedMs(index: number): number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;
/** Weeks of history behind the start. */
const weeks = 156;
/** Deals that came in by one import, side by side. */
const importSize = 25;
/** Business by month, January first: quarter ends are strong, summer and December are not. */
const season: readonly number[] = [8, 9, 12, 9, 9, 12, 6, 5, 12, 10, 10, 6];

/** Lays out three years of business before an instant: growing, seasonal, in office hours. */
export function openCalendar(draws: Draws, deals: number, startMs: number): SalesCalendar {
  const firstMonday = mondayBefore(startMs) - weeks * weekMs;
  const shares = cumulativeShares(firstMonday);
  const batchMs = lastMonthEnd(startMs);
  const createdMs = (index: number): number => {
    if (index >= deals) return startMs;
    const block = Math.floor(index / importSize);
    const imported = draws.chance(block, 'import', 0.06);
    const first = imported ? block * importSize : index;
    const jitter = imported ? 0 : draws.unit(index, 'created');
    return firstMonday + officeTime((first + jitter) / Math.max(1, deals), shares);
  };
  const changedMs = (index: number): number => {
    const created = createdMs(index);
    if (draws.chance(index, 'untouched', 0.08)) return created;
    if (created < batchMs && draws.chance(index, 'month-end-batch', 0.04)) return batchMs;
    const age = startMs - created;
    return created + Math.floor(age * draws.unit(index, 'changed') ** 1.6);
  };
  return { createdMs, changedMs };
}

/** A month-end job of the vendor's customer touches many deals in one millisecond. */
function lastMonthEnd(startMs: number): number {
  const start = new Date(startMs);
  return Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), 1) - 1;
}

function mondayBefore(ms: number): number {
  // 1970-01-05 was a Monday.
  return Math.floor((ms - 4 * dayMs) / weekMs) * weekMs + 4 * dayMs;
}

function cumulativeShares(firstMonday: number): readonly number[] {
  const sums = [0];
  let sum = 0;
  for (let week = 0; week < weeks; week += 1) {
    const month = new Date(firstMonday + week * weekMs).getUTCMonth();
    sum += (season[month] ?? 9) * (1 + week / weeks);
    sums.push(sum);
  }
  return sums.map((value) => value / sum);
}

/** Milliseconds from the first Monday at which a share of all business had been done. */
function officeTime(share: number, shares: readonly number[]): number {
  let low = 0;
  let high = shares.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((shares[middle] ?? 1) <= share) low = middle;
    else high = middle;
  }
  const from = shares[low] ?? 0;
  const to = shares[high] ?? 1;
  const ofWeek = Math.min(0.999_999, Math.max(0, (share - from) / (to - from))) * 5;
  const day = Math.floor(ofWeek);
  const secondsOfDay = (7.5 + (ofWeek - day) * 11) * 3600;
  return low * weekMs + day * dayMs + Math.floor(secondsOfDay * 1000);
}
