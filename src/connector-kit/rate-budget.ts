import type { VendorRequest } from './vendor-request.ts';

/** One budget that requests draw on. Windows roll: no span of `perMs` may hold more than `amount`. */
export interface RateBudget {
  readonly name: string;
  /** Requests, or tokens where `cost` is given, per window. */
  readonly amount: number;
  readonly perMs: number;
  readonly maxConcurrent?: number;
  /** Which requests draw on this budget; all of them where absent. */
  readonly appliesTo?: (request: VendorRequest) => boolean;
  /** How much a request draws; 1 where absent. */
  readonly cost?: (request: VendorRequest) => number;
  /** What is left, as the vendor states it in the headers of an answer. */
  readonly readRemaining?: (headers: Readonly<Record<string, string>>) => BudgetReading | undefined;
  /** The vendor page that states the number. */
  readonly source: string;
}

/** The vendor's own account of a budget. */
export interface BudgetReading {
  /** The limit the vendor applies to this account. */
  readonly limit?: number;
  readonly remaining?: number;
}
