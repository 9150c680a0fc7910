import type { VendorRequest } from '../../src/connector-kit/index.ts';

type Cost = readonly [path: RegExp, tokens: number];

/**
 * What a read costs of the company's daily tokens; the first line that fits counts. Rows in the answer are free.
 *
 * @see https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting (September 2026)
 */
const reads: readonly Cost[] = [
  [/\/v2\/.*\/archived$/, 20],
  [/\/v2\/.*\/?search$/i, 20],
  [/\/v2\/(?:stages|pipelines)$/, 5],
  [/\/v2\/.*\/\d+$/, 1],
  [/\/v2\//, 10],
  [/\/v1\/deals\/summary\/archived$/, 80],
  [/\/v1\/(?:deals\/summary|.*\/flow|.*search)$/i, 40],
  [/\/v1\/(?:users\/me|leadSources|.*\/\d+|.*\/[0-9a-f-]{36})$/, 2],
  [/\/v1\//, 20],
];

/** Version 1 costs twice as much as version 2. */
const writes = { POST: 5, PUT: 5, PATCH: 5, DELETE: 3 } as const;

/** How many daily tokens a request costs. */
export function tokenCost({ method, path }: VendorRequest): number {
  if (method !== 'GET') return writes[method] * (path.includes('/v1/') ? 2 : 1);
  return reads.find(([pattern]) => pattern.test(path))?.[1] ?? 10;
}
