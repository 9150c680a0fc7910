import { instantFromMs, msFromInstant, parseInstant } from '../model/instant.ts';
import type { Instant } from '../model/native-record.ts';
import { SandboxError } from './sandbox-error.ts';

/** The vendor's clock: the machine's plus an offset that only grows. */
export interface VendorClock {
  /** Milliseconds from 1970, a whole number. */
  nowMs(): number;
  now(): Instant;
  /** @throws SandboxError for anything but a whole number of milliseconds, 0 or more. */
  advance(ms: number): void;
}

/** Milliseconds from 1970 as an instant. @throws SandboxError outside the years 0 to 9999. */
export function instantAt(ms: number): Instant {
  const instant = instantFromMs(Math.floor(ms));
  if (instant === undefined)
    throw new SandboxError('clock-range', 'The instant lies outside the years 0 to 9999.');
  return instant;
}

/**
 * Starts a vendor's clock at an instant, or at the machine's time.
 *
 * @throws SandboxError when `start` is not an instant.
 */
export function startClock(start?: string, machineMs: () => number = Date.now): VendorClock {
  let offset = 0;
  if (start !== undefined) {
    const canonical = parseInstant(start);
    if (canonical === undefined)
      throw new SandboxError('clock-start', 'The start of the clock is not an instant.');
    offset = msFromInstant(canonical) - Math.floor(machineMs());
  }
  const nowMs = (): number => Math.floor(machineMs()) + offset;
  return {
    nowMs,
    now: () => instantAt(nowMs()),
    advance(ms) {
      if (!Number.isInteger(ms) || ms < 0)
        throw new SandboxError(
          'clock-advance',
          'A clock advances by a whole number of milliseconds, 0 or more.',
        );
      offset += ms;
    },
  };
}
