import type { OpenConnection } from '../client/connection-types.ts';

export interface RunUsage {
  readonly requests: number;
  /** Of `requests`: those that only walked through old deletions. */
  readonly deletionWalk: number;
  /** The highest share of any limit so far, 0 to 1. */
  readonly peakShare: number | undefined;
}

/** What is used of the vendor from now on: the connection may have served others before. */
export function usageOfRun(connection: OpenConnection): () => RunUsage {
  const before = connection.usage();
  return () => {
    const { requests, deletionWalk, budgets } = connection.usage();
    const peaks = budgets.map(({ peakShare }) => peakShare);
    return {
      requests: requests - before.requests,
      deletionWalk: deletionWalk - before.deletionWalk,
      peakShare: peaks.length === 0 ? undefined : Math.max(...peaks),
    };
  };
}
