import { setInterval } from 'node:timers';
import type { Destination, RunTicket } from '../store/destination.ts';

export interface KeptLease {
  /** Aborts, with the reason, as soon as the lease cannot be renewed. */
  readonly lost: AbortSignal;
  stop(): void;
}

/** Renews a lease three times within its life, so that a long wait for the vendor does not lose it. */
export function keepLease(destination: Destination, ticket: RunTicket): KeptLease {
  const controller = new AbortController();
  let renewing = false;
  const renew = async (): Promise<void> => {
    if (renewing) return;
    renewing = true;
    try {
      await destination.renew(ticket);
    } catch (error) {
      controller.abort(error);
    } finally {
      renewing = false;
    }
  };
  const timer = setInterval(() => void renew(), Math.max(1, Math.floor(ticket.leaseMs / 3)));
  // A process is not kept alive by the right to write.
  timer.unref();
  return { lost: controller.signal, stop: () => clearInterval(timer) };
}
