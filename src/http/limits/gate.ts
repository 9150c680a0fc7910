import type { BudgetReading } from '../../connector-kit/rate-budget.ts';

/** What a request occupies at a gate from being let in until it is over. */
export interface Hold {
  /** How much of the gate it takes: never more than the gate lets through at once. */
  readonly drawn: number;
  /** The answer came, or the try failed on the way: the vendor saw the request at `arrivedMs` at the latest. */
  settle(arrivedMs: number): void;
  /** The request never left. */
  giveBack(): void;
  /** What the vendor said of this budget in the answer to this request; after `settle`. */
  learn(reading: BudgetReading, nowMs: number): void;
}

/** One condition that a request has to meet before it is sent. */
export interface Gate {
  /** For a budget, its window; undefined where only an answer can open the gate. */
  readonly perMs: number | undefined;
  readonly name: string;
  /** 0 where `cost` fits now; Infinity where only the end of a running request can make room. */
  waitMs(cost: number, nowMs: number): number;
  enter(cost: number, nowMs: number): Hold;
}

/** At most `max` requests at once, whatever they cost. */
export function concurrencyGate(name: string, max: number): Gate {
  let running = 0;
  return {
    name,
    perMs: undefined,
    waitMs: () => (running < max ? 0 : Infinity),
    enter() {
      running += 1;
      const leave = (): void => {
        running -= 1;
      };
      return { drawn: 1, settle: leave, giveBack: leave, learn: () => undefined };
    },
  };
}
