import { setInterval } from 'node:timers';
import type { Destination, RunTicket } from '../store/destination.ts';
import { StoreError } from '../store/store-error.ts';

export interface KeptLease {
  /** Aborts, with the reason, as soon as the lease cannot be renewed. */
  readonly lost: AbortSignal;
  stop(): void;
}

/** Renewals within a lease's life; when that many have failed in a row, it has ended. */
const renewals = 3;

/**
 * Renews a lease three times within its life, so that a long wait for the vendor does not lose it. A store that is busy or
 * cannot be reached for a moment may be so: only another run, or the end of the lease, ends the work.
 */
export function keepLease(destination: Destination, ticket: RunTicket): KeptLease {
  const controller = new AbortController();
  let renewing = false;
  let failures = 0;
  const renew = async (): Promise<void> => {
    if (renewing) return;
    renewing = true;
    try {
      await destination.renew(ticket);
      failures = 0;
    } catch (error) {
      failures += 1;
      const isTaken = error instanceof StoreError && error.code === 'taken-over';
      if (isTaken || failures >= renewals) controller.abort(error);
    } finally {
      renewing = false;
    }
  };
  const timer = setInterval(() => void renew(), Math.max(1, Math.floor(ticket.leaseMs / renewals)));
  // A process is not kept alive by the right to write.
  timer.unref();
  return { lost: controller.signal, stop: () => clearInterval(timer) };
}
