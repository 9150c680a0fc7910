import type { VendorSession } from '../../../src/connector-kit/index.ts';
import { pageSize } from './search.ts';
import { secondsFrom } from '../unix-seconds.ts';

/** True where the listing has come to what happened since it began; that is left to the next one. */
export function hasCaughtUp(
  session: VendorSession,
  count: number,
  next: number,
  startedAt: number | undefined,
): boolean {
  if (startedAt === undefined) return count < pageSize;
  if (next <= startedAt) return false;
  // Full pages from the future mean that the clock of the answers is not that of the records: then it proves nothing.
  return count < pageSize || next <= (clockOf(session) ?? 0);
}

/** The vendor's clock in Unix seconds. */
export function clockOf(session: VendorSession): number | undefined {
  const now = session.vendorClock();
  return now === undefined ? undefined : secondsFrom(now);
}
