import { openAlarm, type Alarm } from './alarm.ts';
import type { Clock } from '../clock.ts';
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

/** Who asks to be let in. */
export interface Caller {
  readonly signal: AbortSignal;
  /** Longest wait for a quota, in milliseconds. */
  readonly maxWaitMs: number;
}

interface Waiter {
  readonly draws: readonly Draw[];
  readonly maxWaitMs: number;
  admit(holds: readonly Hold[]): void;
  refuse(error: unknown): void;
}

/** Lets requests through in the order they came, as soon as all their gates are open. */
export class Admission {
  readonly #clock: Clock;
  readonly #alarm: Alarm;
  #waiters: readonly Waiter[] = [];
  #pausedUntilMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#alarm = openAlarm(clock, () => this.#pump());
  }

  get pausedUntilMs(): number {
    return this.#pausedUntilMs;
  }

  /**
   * Resolves when the request may be sent at once, with one hold per draw.
   *
   * @throws QuotaUsedUp where a quota frees nothing within the longest wait; the signal's reason where it aborted.
   */
  async enter(draws: readonly Draw[], { signal, maxWaitMs }: Caller): Promise<readonly Hold[]> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<readonly Hold[]>();
    const waiter = { draws, maxWaitMs, admit: resolve, refuse: reject };
    this.#waiters = [...this.#waiters, waiter];
    this.#pump();
    if (!this.#waiters.includes(waiter)) return promise;
    const leave = (): void => this.#leave(waiter, signal.reason);
    signal.addEventListener('abort', leave);
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** A hold ended: someone may fit now. */
  released(): void {
    this.#pump();
  }

  /** Lets nobody through before `untilMs`, by the monotonic clock. */
  pause(untilMs: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, untilMs);
  }

  /** Who does not fit keeps the gates that stop it for itself: those behind may pass only by other gates. */
  #pump(): void {
    const nowMs = this.#clock.monotonic();
    if (this.#waiters.length === 0) return;
    if (nowMs < this.#pausedUntilMs) {
      this.#alarm.set(this.#pausedUntilMs);
      return;
    }
    const taken = new Set<Gate>();
    this.#waiters = this.#waiters.filter((waiter) => this.#mustWait(waiter, taken, nowMs));
  }

  /** Lets a waiter through, refuses it, or sets the alarm and takes its closed gates for it. */
  #mustWait({ draws, maxWaitMs, admit, refuse }: Waiter, taken: Set<Gate>, nowMs: number): boolean {
    const waits = draws.map(({ gate, cost }) => (taken.has(gate) ? Infinity : gate.waitMs(cost, nowMs)));
    if (waits.every((waitMs) => waitMs === 0)) {
      admit(draws.map(({ gate, cost }) => gate.enter(cost, nowMs)));
      return false;
    }
    for (const [index, { gate }] of draws.entries()) {
      const waitMs = waits[index] ?? 0;
      if (waitMs === 0) continue;
      if (isTooLong(gate, waitMs, maxWaitMs)) {
        refuse(new QuotaUsedUp(gate.name, waitMs));
        return false;
      }
      this.#alarm.set(nowMs + waitMs);
    }
    for (const [index, { gate }] of draws.entries()) if (waits[index] !== 0) taken.add(gate);
    return true;
  }

  /** Somebody gave up; those behind may pass now. */
  #leave(waiter: Waiter, reason: unknown): void {
    this.#waiters = this.#waiters.filter((other) => other !== waiter);
    waiter.refuse(reason);
    if (this.#waiters.length === 0) this.#alarm.stop();
    else this.#pump();
  }
}

/** A window that is shorter than the longest wait always frees something in time. */
function isTooLong({ perMs = 0 }: Gate, waitMs: number, maxWaitMs: number): boolean {
  return waitMs !== Infinity && waitMs > maxWaitMs && perMs > maxWaitMs;
}
