import Bottleneck from 'bottleneck';
import type { RateBudget } from '../connector-kit/rate-budget.ts';
import type { VendorRequest } from '../connector-kit/vendor-request.ts';
import { openAdmission, type Draw } from './admission.ts';
import type { Clock } from './clock.ts';
import { concurrencyGate, type Hold } from './gate.ts';
import { openLatencyFloor } from './latency-floor.ts';
import type { BudgetUsage } from './session-options.ts';
import type { Answer } from './transport.ts';
import { TransportFault } from './transport-fault.ts';
import { windowGate, type WindowGate } from './window-gate.ts';

/** Enough for 200 requests a second at 150 ms each; vendors that bear less say so in a budget. */
const defaultConcurrency = 32;

export interface Limiter {
  /** Sends as soon as every budget of the request allows it, and keeps account of it. */
  schedule(request: VendorRequest, send: () => Promise<Answer>): Promise<Answer>;
  /** The vendor said 429: nobody is sent before `untilMs`. */
  pause(request: VendorRequest, untilMs: number): void;
  usage(): readonly BudgetUsage[];
  close(): Promise<unknown>;
}

export interface LimiterOptions {
  readonly budgets: readonly RateBudget[];
  /** False admits whatever concurrency allows. */
  readonly enforce: boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly maxWaitMs: number;
}

interface Line {
  readonly budget: RateBudget;
  readonly window: WindowGate;
  readonly draws: (request: VendorRequest) => readonly Draw[];
}

/**
 * Queues requests that draw on the same budgets behind each other, so that a slow budget holds up only its own, and
 * lets each through by exact windows: Bottleneck's own reservoir starts anew at fixed times, which can let twice the
 * amount into one rolling window.
 */
export function openLimiter({ budgets, enforce, clock, signal, maxWaitMs }: LimiterOptions): Limiter {
  const admission = openAdmission({ clock, signal, maxWaitMs });
  const latency = openLatencyFloor();
  const everyone = concurrencyGate('requests at once', defaultConcurrency);
  const lines = budgets.map((budget) => lineOf(budget, enforce));
  const queues = new Map<string, Bottleneck>();
  let closed: Promise<unknown> | undefined;

  function queueFor(touched: readonly Line[]): Bottleneck {
    const key = touched.map(({ budget }) => budget.name).join('\n');
    const known = queues.get(key);
    if (known !== undefined) return known;
    const limits = touched.map(({ budget }) => budget.maxConcurrent ?? defaultConcurrency);
    const queue = new Bottleneck({ maxConcurrent: Math.min(defaultConcurrency, ...limits) });
    queues.set(key, queue);
    return queue;
  }

  async function sendAdmitted(
    request: VendorRequest,
    touched: readonly Line[],
    send: () => Promise<Answer>,
  ): Promise<Answer> {
    signal.throwIfAborted();
    const draws = touched.flatMap((line) => line.draws(request));
    const holds = await admission.enter([{ gate: everyone, cost: 1 }, ...draws]);
    const sentMs = clock.now();
    const answer = await send().catch((error: unknown) => {
      const neverLeft = error instanceof TransportFault && error.kind === 'unreachable';
      for (const hold of holds) {
        if (neverLeft) hold.giveBack();
        else hold.settle(clock.now());
      }
      admission.released();
      throw error;
    });
    const arrivedMs = sentMs + latency.arrivalSpreadMs(clock.now() - sentMs);
    for (const hold of holds) hold.settle(arrivedMs);
    teach(draws, holds.slice(1), touched, answer);
    admission.released();
    return answer;
  }

  function teach(
    draws: readonly Draw[],
    holds: readonly Hold[],
    touched: readonly Line[],
    { headers }: Answer,
  ): void {
    for (const { budget, window } of touched) {
      const reading = budget.readRemaining?.(headers);
      const at = draws.findIndex(({ gate }) => gate === window);
      if (reading !== undefined) holds[at]?.learn(reading, clock.now());
    }
  }

  function touchedBy(request: VendorRequest): readonly Line[] {
    return lines.filter(({ budget }) => budget.appliesTo?.(request) ?? true);
  }

  return {
    schedule(request, send) {
      const touched = touchedBy(request);
      return queueFor(touched).schedule(() => sendAdmitted(request, touched, send));
    },
    pause(request, untilMs) {
      const nowMs = clock.now();
      // Requests that were already on their way come back refused too: that is one refusal, not many.
      if (nowMs >= admission.pausedUntilMs)
        for (const { window } of touchedBy(request)) window.slowDown(nowMs);
      admission.pause(untilMs);
    },
    usage: () => lines.map(({ window }) => window.usage(clock.now())),
    close() {
      closed ??= Promise.all([...queues.values()].map((queue) => queue.stop({ dropWaitingJobs: true })));
      return closed;
    },
  };
}

/** A budget's window, and its own limit of requests at once where it states one. */
function lineOf(budget: RateBudget, enforce: boolean): Line {
  const window = windowGate(budget);
  const atOnce =
    budget.maxConcurrent === undefined
      ? []
      : [{ gate: concurrencyGate(budget.name, budget.maxConcurrent), cost: 1 }];
  return {
    budget,
    window,
    draws: (request) => [
      ...(enforce ? [{ gate: window, cost: budget.cost?.(request) ?? 1 }] : []),
      ...atOnce,
    ],
  };
}
