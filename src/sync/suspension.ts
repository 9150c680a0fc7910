import { VendorError } from '../connector-kit/vendor-error.ts';
import { instantFromMs } from '../model/instant.ts';
import type { Instant } from '../model/native-record.ts';

/** A vendor that does not say when its day ends is asked again after this: it costs a request or two. */
const unstatedPauseMs = 3_600_000;

export interface Suspension {
  readonly status: 'suspended';
  readonly resumeAt: Instant | undefined;
}

/** Until when the vendor asks for a long pause; undefined for an error that is of another kind. */
export function suspensionOf(error: unknown, nowMs: number): Suspension | undefined {
  if (!(error instanceof VendorError) || error.disposition.action !== 'suspend-run') return undefined;
  const { retryAfterMs = unstatedPauseMs } = error.details;
  return { status: 'suspended', resumeAt: instantFromMs(Math.ceil(nowMs + retryAfterMs)) };
}
