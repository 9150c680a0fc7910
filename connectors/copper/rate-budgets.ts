import type { RateBudget, VendorRequest } from '../../src/connector-kit/index.ts';

/** Read 2026-11-22. Whether the limit counts per key, user or account is not said: taken as per account. */
const source = 'https://developer.copper.com/introduction/requests.html';

function isBulk(request: VendorRequest): boolean {
  return /\/bulk_(?:create|update|upsert)$/.test(request.path);
}

/** Every call draws on the first budget, bulk calls on both. */
export const rateBudgets: readonly RateBudget[] = [
  { name: 'requests', amount: 180, perMs: 60_000, maxConcurrent: 3, source },
  { name: 'bulk requests', amount: 3, perMs: 1_000, appliesTo: isBulk, source },
];
