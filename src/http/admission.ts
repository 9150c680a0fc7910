import { openAlarm, type Alarm } from './alarm.ts';
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

/** Lets requests through in the order they came, as soon as all their gates are open. */
export class Admission {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #maxWaitMs: number;
  readonly #alarm: Alarm;
  #waiters: readonly Waiter[] = [];
  #pausedUntilMs = 0;

  constructor({ clock, signal, maxWaitMs }: AdmissionOptions) {
    this.#clock = clock;
    this.#signal = signal;
    this.#maxWaitMs = maxWaitMs;
    this.#alarm = openAlarm(clock, () => this.#pump());
    signal.addEventListener('abort', () => this.#refuseAll());
  }

  get pausedUntilMs(): number {
    return this.#pausedUntilMs;
  }

  /**
   * Resolves when the request may be sent at once, with one hold per draw.
   *
   * @throws QuotaUsedUp where a quota frees nothing within the longest wait; the signal's reason where it aborted.
   */
  enter(draws: readonly Draw[]): Promise<readonly Hold[]> {
    this.#signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<readonly Hold[]>();
    this.#waiters = [...this.#waiters, { draws, admit: resolve, refuse: reject }];
    this.#pump();
    return promise;
  }

  /** A hold ended: someone may fit now. */
  released(): void {
    this.#pump();
  }

  /** Lets nobody through before `untilMs`. */
  pause(untilMs: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, untilMs);
  }

  /** Who does not fit keeps the gates that stop it for itself: those behind may pass only by other gates. */
  #pump(): void {
    const nowMs = this.#clock.now();
    if (this.#waiters.length === 0) return;
    if (nowMs < this.#pausedUntilMs) {
      this.#alarm.set(this.#pausedUntilMs);
      return;
    }
    const taken = new Set<Gate>();
    this.#waiters = this.#waiters.filter((waiter) => this.#mustWait(waiter, taken, nowMs));
  }

  /** Lets a waiter through, refuses it, or sets the alarm and takes its closed gates for it. */
  #mustWait({ draws, admit, refuse }: Waiter, taken: Set<Gate>, nowMs: number): boolean {
    const waits = draws.map(({ gate, cost }) => (taken.has(gate) ? Infinity : gate.waitMs(cost, nowMs)));
    if (waits.every((waitMs) => waitMs === 0)) {
      admit(draws.map(({ gate, cost }) => gate.enter(cost, nowMs)));
      return false;
    }
    for (const [index, { gate }] of draws.entries()) {
      const waitMs = waits[index] ?? 0;
      if (waitMs === 0) continue;
      if (this.#isTooLong(gate, waitMs)) {
        refuse(new QuotaUsedUp(gate.name, waitMs));
        return false;
      }
      this.#alarm.set(nowMs + waitMs);
    }
    for (const [index, { gate }] of draws.entries()) if (waits[index] !== 0) taken.add(gate);
    return true;
  }

  /** A window that is shorter than the longest wait always frees something in time. */
  #isTooLong({ perMs = 0 }: Gate, waitMs: number): boolean {
    return waitMs !== Infinity && waitMs > this.#maxWaitMs && perMs > this.#maxWaitMs;
  }

  #refuseAll(): void {
    const refused = this.#waiters;
    this.#waiters = [];
    this.#alarm.stop();
    for (const { refuse } of refused) refuse(this.#signal.reason);
  }
}
