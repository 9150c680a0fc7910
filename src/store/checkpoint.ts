import { z } from 'zod';
import { Counts } from './counts.ts';
import type { RunStart } from './destination.ts';
import { StoreError } from './store-error.ts';

/** One pass over a listing, from its first page to its last, in however many runs. */
export const OpenPass = z.object({
  /**
   * `backfill` reads everything for the first time, `incremental` what changed since `from`, `sweep` everything again:
   * for deletions and changes that no change time shows.
   */
  kind: z.enum(['backfill', 'incremental', 'sweep']),
  /** The vendor's clock before the first page was asked for. */
  startedAt: z.string(),
  /** Only changes at or after this instant were asked for. */
  from: z.string().optional(),
  /** True where `from` reaches back to `settled`, so that what an index showed late is read again. */
  settles: z.boolean().optional(),
  /** True where deletions that cost a lot to list are left to a later pass. */
  briefDeletions: z.boolean().optional(),
  /** Where the next page starts; undefined until the first page is committed. */
  cursor: z.string().optional(),
  /** The newest change time seen, never later than `startedAt`. */
  newestChange: z.string().optional(),
  /** Hash of the mapping it was begun with. */
  mappingHash: z.string(),
  /** Number of a full pass: what it sees is marked with it. */
  generation: z.number().optional(),
  /** A full pass whose listing has ended: ids that it did not see are asked for one by one, beginning after this one. */
  comparingAfter: z.string().optional(),
  counts: Counts,
  /** Records at the end of the pass so far that went to quarantine without a good one between. */
  quarantinedInARow: z.number(),
});
export type OpenPass = z.infer<typeof OpenPass>;

/** Where a connection stands: everything a later run needs to go on. */
export const Checkpoint = z.object({
  /** Every change before this instant (vendor's clock) is in the destination; undefined before the first full pass. */
  watermark: z.string().optional(),
  /** Every change before this instant was read once more after the vendor's index had surely caught up with it. */
  settled: z.string().optional(),
  /** Hash of the mapping of the last full pass or replay: the one that older rows were translated with. */
  mappingHash: z.string().optional(),
  /** Native paths and lookup tables that the last full pass asked for: what a replay can count on. */
  requested: z.array(z.string()).optional(),
  /** Number of the latest full pass. */
  generation: z.number().optional(),
  /** When the latest completed full pass began, by the vendor's clock. */
  sweptAt: z.string().optional(),
  /** The backfill or incremental pass under way; undefined between passes. */
  pass: OpenPass.optional(),
  /** The sweep under way; incremental passes go on beside it. */
  sweep: OpenPass.optional(),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

/**
 * Keeps the records of two vendors apart: ids of one mean nothing to the other.
 *
 * @throws StoreError `other-connector`
 */
export function assertSameConnector(
  { connection, connector }: Pick<RunStart, 'connection' | 'connector'>,
  stored: string,
): void {
  if (connector === stored) return;
  throw new StoreError(
    'other-connector',
    `Records of ${stored} stand under the name ${connection} there; these would be of ${connector}.`,
    {
      context: { connection, stored, connector },
      hint: 'Give this connection a name of its own, or choose another destination.',
    },
  );
}

/**
 * Reads what was saved by an earlier run.
 *
 * @throws StoreError `store-failed` where it is no longer what was written.
 */
export function readSaved<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    throw new StoreError('store-failed', `A checkpoint in ${where} is not as it was written.`, {
      hint: 'Something else has changed it: restore it from a copy, or choose another destination.',
      cause: error,
    });
  }
}
