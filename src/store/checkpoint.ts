import { z } from 'zod';
import { Counts } from './counts.ts';
import { StoreError } from './store-error.ts';

/** One pass over a listing, from its first page to its last, in however many runs. */
export const OpenPass = z.object({
  /** `backfill` reads everything, `incremental` what changed since `from`. */
  kind: z.enum(['backfill', 'incremental']),
  /** The vendor's clock before the first page was asked for. */
  startedAt: z.string(),
  /** Only changes at or after this instant were asked for. */
  from: z.string().optional(),
  /** Where the next page starts; undefined until the first page is committed. */
  cursor: z.string().optional(),
  /** The newest change time seen, never later than `startedAt`. */
  newestChange: z.string().optional(),
  /** Hash of the mapping it was begun with. */
  mappingHash: z.string(),
  counts: Counts,
  /** Records at the end of the pass so far that went to quarantine without a good one between. */
  quarantinedInARow: z.number(),
});
export type OpenPass = z.infer<typeof OpenPass>;

/** Where a connection stands: everything a later run needs to go on. */
export const Checkpoint = z.object({
  /** Every change before this instant (vendor's clock) is in the destination; undefined before the first full pass. */
  watermark: z.string().optional(),
  /** Hash of the mapping of the last full pass: the one that older rows were translated with. */
  mappingHash: z.string().optional(),
  /** The pass under way; undefined between passes. */
  pass: OpenPass.optional(),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

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
