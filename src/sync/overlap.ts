import type { ChangeTracking } from '../connector-kit/resource.ts';
import { SyncError } from './sync-error.ts';
import type { SyncOptions } from './sync-types.ts';

/**
 * How the connector sees changes, with as much read again as the caller asks for.
 *
 * @throws SyncError `bad-overlap` for less than the connector needs: changes that are listed late would be lost.
 */
export function trackingOf({ connection, overlapMs }: SyncOptions): ChangeTracking {
  const { changeTracking, connectorId } = connection;
  const least = changeTracking.overlapMs;
  if (overlapMs === undefined || overlapMs === least) return changeTracking;
  if (overlapMs > least && Number.isFinite(overlapMs)) return { ...changeTracking, overlapMs };
  throw new SyncError(
    'bad-overlap',
    `Reading ${overlapMs / 1000} s again is not enough for ${connectorId}.`,
    {
      context: { overlapMs, leastMs: least },
      hint: `Leave it out, which reads ${least / 1000} s again, or give more.`,
    },
  );
}
