import type { WriteOperations } from '../../connector-kit/writes.ts';

/** Ids of requests that are sent for many records only: passThrough is for one, and cannot name them. */
export function operationsOfMany({
  batch = {},
  upsert,
}: Pick<WriteOperations, 'batch' | 'upsert'>): ReadonlySet<string> {
  const ids = new Set(Object.values(batch).map(({ operationId }) => operationId));
  // The same request as for one.
  if (upsert !== undefined) ids.delete(upsert.operationId);
  return ids;
}
