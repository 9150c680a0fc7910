import type { Clock } from './clock.ts';
import type { Gate, Hold } from './gate.ts';

/** A gate a request has to pass, and what it draws there. */
export interface Draw {
  readonly gate: Gate;
  readonly cost: number;
}

/** A budget that is used up for longer than anyone waits. */
export class QuotaUsedUp extends Error {
  readonly budget: string;
  readonly waitMs: number;

  constructor(budget: string, waitMs: number) {
    super('A budget is used up.');
    this.name = 'QuotaUsedUp';
    this.budget = budget;
    this.waitMs = waitMs;
  }
}

/** Lets requests through in the order they came, as soon as all their gates are open. */
export interface Admission {
  /**
   * Resolves when the request may be sent at once, with one hold per draw.
   *
   * @throws QuotaUsedUp where a quota frees nothing within the longest wait; the signal's reason where it aborted.
   */
  enter(draws: readonly Draw[]): Promise<readonly Hold[]>;
  /** A hold ended: someone may fit now. */
  released(): void;
  /** Lets nobody through before `untilMs`. */
  pause(untilMs: number): void;
  readonly pausedUntilMs: number;
}

interface Waiter {
  readonly draws: readonly Draw[];
  admit(holds: readonly Hold[]): void;
  refuse(error: unknown): void;
}

export interface AdmissionOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly maxWaitMs: number;
}

export function openAdmission({ clock, signal, maxWaitMs }: AdmissionOptions): Admission {
  let waiters: readonly Waiter[] = [];
  let pausedUntilMs = 0;
  const alarm = openAlarm(clock, pump);

  signal.addEventListener('abort', () => {
    const refused = waiters;
    waiters = [];
    alarm.stop();
    for (const waiter of refused) waiter.refuse(signal.reason);
  });

  /** Who does not fit keeps the gates that stop it for itself: those behind may pass only by other gates. */
  function pump(): void {
    const nowMs = clock.now();
    if (waiters.length === 0) return;
    if (nowMs < pausedUntilMs) {
      alarm.set(pausedUntilMs);
      return;
    }
    const taken = new Set<Gate>();
    let earliestMs = Infinity;
    waiters = waiters.filter((waiter) => {
      const closed = waiter.draws.filter(({ gate, cost }) => taken.has(gate) || gate.waitMs(cost, nowMs) > 0);
      if (closed.length === 0) {
        waiter.admit(waiter.draws.map(({ gate, cost }) => gate.enter(cost, nowMs)));
        return false;
      }
      for (const { gate, cost } of closed) {
        const waitMs = taken.has(gate) ? Infinity : gate.waitMs(cost, nowMs);
        if (isTooLong(gate, waitMs)) {
          waiter.refuse(new QuotaUsedUp(gate.name, waitMs));
          return false;
        }
        earliestMs = Math.min(earliestMs, nowMs + waitMs);
      }
      for (const { gate } of closed) taken.add(gate);
      return true;
    });
    alarm.set(earliestMs);
  }

  /** A window that is shorter than the longest wait always frees something in time. */
  function isTooLong({ perMs = 0 }: Gate, waitMs: number): boolean {
    return waitMs !== Infinity && waitMs > maxWaitMs && perMs > maxWaitMs;
  }

  return {
    enter(draws) {
      signal.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<readonly Hold[]>();
      waiters = [...waiters, { draws, admit: resolve, refuse: reject }];
      pump();
      return promise;
    },
    released: pump,
    pause(untilMs) {
      pausedUntilMs = Math.max(pausedUntilMs, untilMs);
    },
    get pausedUntilMs() {
      return pausedUntilMs;
    },
  };
}

interface Alarm {
  /** Wakes at `atMs`, unless it wakes earlier anyway. */
  set(atMs: number): void;
  stop(): void;
}

function openAlarm(clock: Clock, wake: () => void): Alarm {
  let setTo = Infinity;
  let current = new AbortController();

  async function sleep(atMs: number, { signal }: AbortController): Promise<void> {
    try {
      await clock.sleep(Math.max(0, atMs - clock.now()), signal);
    } catch (error) {
      // Set anew, or stopped.
      if (signal.aborted) return;
      throw error;
    }
    if (signal.aborted) return;
    setTo = Infinity;
    wake();
  }

  return {
    set(atMs) {
      if (atMs >= setTo) return;
      setTo = atMs;
      current.abort();
      current = new AbortController();
      void sleep(atMs, current);
    },
    stop: () => current.abort(),
  };
}
