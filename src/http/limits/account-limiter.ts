import Bottleneck from 'bottleneck';
import type { RateBudget } from '../../connector-kit/rate-budget.ts';
import type { VendorRequest } from '../../connector-kit/vendor-request.ts';
import { Admission, type Caller, type Draw } from './admission.ts';
import type { Clock } from '../clock.ts';
import { concurrencyGate, type Gate, type Hold } from './gate.ts';
import { openLatencyFloor } from './latency-floor.ts';
import type { Answer } from '../transport.ts';
import { TransportFault } from '../failures/transport-fault.ts';
import { WindowGate } from './window-gate.ts';

/** Enough for 200 requests a second at 150 ms each; vendors that bear less say so in a budget. */
const defaultConcurrency = 32;

export interface AccountLimiterOptions {
  readonly clock: Clock;
  readonly budgets: readonly RateBudget[];
  /** False admits whatever concurrency allows. */
  readonly enforce: boolean;
}

/** One budget with its gates. */
export interface Line {
  readonly budget: RateBudget;
  readonly window: WindowGate;
  /** Its own limit of requests at once, where it states one. */
  readonly atOnce: Gate | undefined;
}

/** Told of each draw as it is made. */
export type OnDraw = (window: WindowGate, drawn: number) => void;

/**
 * What all sessions of an account pass, in this process.
 *
 * Queues requests that draw on the same budgets behind each other, so that a slow budget holds up only its own, and
 * lets each through by exact windows: Bottleneck's own reservoir starts anew at fixed times, which can let twice the
 * amount into one rolling window.
 */
export class AccountLimiter {
  readonly #clock: Clock;
  readonly #enforce: boolean;
  readonly #admission: Admission;
  readonly #latency = openLatencyFloor();
  readonly #everyone = concurrencyGate('requests at once', defaultConcurrency);
  readonly lines: readonly Line[];
  readonly #queues = new Map<string, Bottleneck>();

  constructor({ budgets, enforce, clock }: AccountLimiterOptions) {
    this.#clock = clock;
    this.#enforce = enforce;
    this.#admission = new Admission(clock);
    this.lines = budgets.map((budget) => {
      const { name, maxConcurrent } = budget;
      const atOnce = maxConcurrent === undefined ? undefined : concurrencyGate(name, maxConcurrent);
      return { budget, window: new WindowGate(budget), atOnce };
    });
  }

  /** Sends as soon as every budget of the request allows it, and keeps account of it. */
  schedule(
    request: VendorRequest,
    send: () => Promise<Answer>,
    caller: Caller,
    onDraw: OnDraw,
  ): Promise<Answer> {
    const touched = this.#touchedBy(request);
    return this.#queueFor(touched).schedule(async () => {
      caller.signal.throwIfAborted();
      const draws = this.#draws(request, touched);
      const holds = await this.#admission.enter(draws, caller);
      for (const [at, { gate }] of draws.entries())
        if (gate instanceof WindowGate) onDraw(gate, holds[at]?.drawn ?? 0);
      return this.#sendAdmitted(draws, holds, touched, send);
    });
  }

  /** The vendor said 429: nobody is sent before `untilMs`, by the monotonic clock. */
  pause(request: VendorRequest, untilMs: number): void {
    const nowMs = this.#clock.monotonic();
    // Requests that were already on their way come back refused too: that is one refusal, not many.
    if (nowMs >= this.#admission.pausedUntilMs)
      for (const { window } of this.#touchedBy(request)) window.slowDown(nowMs);
    this.#admission.pause(untilMs);
  }

  #touchedBy(request: VendorRequest): readonly Line[] {
    return this.lines.filter(({ budget }) => budget.appliesTo?.(request) ?? true);
  }

  #queueFor(touched: readonly Line[]): Bottleneck {
    const key = touched.map(({ budget }) => budget.name).join('\n');
    const known = this.#queues.get(key);
    if (known !== undefined) return known;
    const limits = touched.map(({ budget }) => budget.maxConcurrent ?? defaultConcurrency);
    const maxConcurrent = Math.min(defaultConcurrency, ...limits);
    // Its clock is the machine's: where that is set back, the time between two requests would have to pass again.
    const queue = new Bottleneck({ maxConcurrent, minTime: -Infinity });
    this.#queues.set(key, queue);
    return queue;
  }

  #draws(request: VendorRequest, touched: readonly Line[]): readonly Draw[] {
    const windows = this.#enforce
      ? touched.map(({ budget, window }) => ({ gate: window, cost: budget.cost?.(request) ?? 1 }))
      : [];
    const places = touched.flatMap(({ atOnce }) => (atOnce === undefined ? [] : [{ gate: atOnce, cost: 1 }]));
    return [{ gate: this.#everyone, cost: 1 }, ...windows, ...places];
  }

  async #sendAdmitted(
    draws: readonly Draw[],
    holds: readonly Hold[],
    touched: readonly Line[],
    send: () => Promise<Answer>,
  ): Promise<Answer> {
    const sentMs = this.#clock.monotonic();
    const answer = await send().catch((error: unknown) => {
      this.#endFailed(holds, error);
      throw error;
    });
    const arrivedMs = sentMs + this.#latency.arrivalSpreadMs(this.#clock.monotonic() - sentMs);
    for (const hold of holds) hold.settle(arrivedMs);
    this.#teach(draws, holds, touched, answer);
    this.#admission.released();
    return answer;
  }

  #endFailed(holds: readonly Hold[], error: unknown): void {
    for (const hold of holds) {
      if (hasNeverLeft(error)) hold.giveBack();
      else hold.settle(this.#clock.monotonic());
    }
    this.#admission.released();
  }

  /** Passes on what the answer says of each budget. */
  #teach(
    draws: readonly Draw[],
    holds: readonly Hold[],
    touched: readonly Line[],
    { headers }: Answer,
  ): void {
    for (const { budget, window } of touched) {
      const reading = budget.readRemaining?.(headers);
      const at = draws.findIndex(({ gate }) => gate === window);
      if (reading !== undefined) holds[at]?.learn(reading, this.#clock.monotonic());
    }
  }
}

/** True where the vendor cannot have seen the request. */
export function hasNeverLeft(error: unknown): boolean {
  return error instanceof TransportFault && error.kind === 'unreachable';
}
