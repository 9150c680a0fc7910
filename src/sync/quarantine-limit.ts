import type { OpenPass } from '../store/checkpoint.ts';
import { SyncError } from './sync-error.ts';

/** What a pass has come to so far. */
type Tally = Pick<OpenPass, 'counts' | 'quarantinedInARow'>;

/** From where on quarantine is no longer about single records. */
export interface QuarantineLimit {
  /** Largest share of the records, 0 to 1. */
  readonly share: number;
  /** Records that must have been seen before the share counts. */
  readonly afterRecords: number;
  readonly inARow: number;
}

export const defaultQuarantineLimit: QuarantineLimit = { share: 0.01, afterRecords: 100, inARow: 100 };

/** True where the pass has gone over the limit. */
export function isSystematic(pass: Tally, limit: QuarantineLimit): boolean {
  const records = recordsOf(pass);
  const overShare = records >= limit.afterRecords && pass.counts.quarantined > records * limit.share;
  return overShare || pass.quarantinedInARow >= limit.inARow;
}

/** @throws SyncError `systematic-quarantine` when the pass is over the limit. */
export function assertNotSystematic(pass: Tally, limit: QuarantineLimit): void {
  if (!isSystematic(pass, limit)) return;
  const records = recordsOf(pass);
  const { quarantined } = pass.counts;
  throw new SyncError(
    'systematic-quarantine',
    `${quarantined} of ${records} records cannot be used: this looks like a mapping that does not fit the account.`,
    {
      context: { quarantined, records, inARow: pass.quarantinedInARow },
      hint: 'See why in the quarantine, correct the mapping or the records and run again: the pass then begins anew.',
    },
  );
}

function recordsOf({ counts }: Tally): number {
  return counts.fetched - counts.deleted - counts.alreadyDeleted;
}
