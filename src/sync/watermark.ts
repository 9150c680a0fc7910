import { instantFromMs, msFromInstant } from '../model/instant.ts';
import type { Instant } from '../model/native-record.ts';

/** From when on a pass reads: the watermark, less what a listing may lag behind. */
export function readFrom(watermark: Instant, overlapMs: number): Instant {
  return earlier(watermark, overlapMs);
}

/**
 * The newest change time of a pass once another is seen.
 *
 * A stamp later than the pass itself counts as its start: one wrong clock at the vendor's cannot push the watermark
 * past changes that are still to come.
 */
export function newest(
  known: Instant | undefined,
  seen: Instant | undefined,
  startedAt: Instant,
): Instant | undefined {
  if (seen === undefined) return known;
  const capped = seen < startedAt ? seen : startedAt;
  return known === undefined || capped > known ? capped : known;
}

/**
 * Where a completed pass leaves the watermark: at its start or at the newest change it saw, whichever is earlier, and
 * never behind where it was. A pass that saw no change time ends a lag before its start.
 */
export function closingWatermark(
  before: Instant | undefined,
  pass: { readonly startedAt: Instant; readonly newestChange?: Instant | undefined },
  overlapMs: number,
): Instant {
  const reached = pass.newestChange ?? earlier(pass.startedAt, overlapMs);
  return before !== undefined && before > reached ? before : reached;
}

function earlier(instant: Instant, ms: number): Instant {
  return instantFromMs(msFromInstant(instant) - ms) ?? instant;
}
