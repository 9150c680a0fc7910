import type { MappedPage } from '../client/connection-types.ts';
import type { Checkpoint, OpenPass } from '../store/checkpoint.ts';
import { addCounts, unaccounted, type Counts } from '../store/counts.ts';
import type { LookupEntry, PageCommit, PageRow, QuarantinedRecord } from '../store/destination.ts';
import { isSystematic, type QuarantineLimit } from './quarantine-limit.ts';
import { SyncError } from './sync-error.ts';
import { closingWatermark, newest } from './watermark.ts';

/** Where a page is met, and what decides how far it takes the checkpoint. */
export interface PagePosition {
  readonly before: Checkpoint;
  readonly pass: OpenPass;
  readonly overlapMs: number;
  readonly limit: QuarantineLimit;
}

/** A page as the destination takes it: usable and unusable records apart, nothing left out. */
export function pageCommit(
  page: MappedPage,
  lookups: readonly LookupEntry[],
  position: PagePosition,
): PageCommit {
  const rows: PageRow[] = [];
  const quarantine: QuarantinedRecord[] = [];
  for (const { native, result } of page.records) {
    if (result.record === null) quarantine.push({ native, reason: 'unusable', issues: result.issues });
    else rows.push({ native, record: result.record });
  }
  return {
    rows,
    quarantine,
    tombstones: page.tombstones,
    lookups,
    fullPass: position.pass.kind === 'backfill',
    checkpoint(outcome) {
      assertAddsUp(page, outcome);
      return advanced(position, page, outcome);
    },
  };
}

/** A commit of nothing but a checkpoint. */
export function checkpointCommit(checkpoint: Checkpoint): PageCommit {
  const nothing = { rows: [], quarantine: [], tombstones: [], lookups: [], fullPass: false };
  return { ...nothing, checkpoint: () => checkpoint };
}

/**
 * The checkpoint after a page: a step further, or the pass closed with its last page, in the same transaction. A pass
 * over the limit of quarantine is not closed: its last page is read again.
 */
function advanced(
  { before, pass, overlapMs, limit }: PagePosition,
  page: MappedPage,
  outcome: Counts,
): Checkpoint {
  const after: OpenPass = {
    ...pass,
    cursor: page.nextCursor ?? pass.cursor,
    newestChange: newestOf(page, pass),
    counts: addCounts(pass.counts, outcome),
    quarantinedInARow: inARow(page, pass.quarantinedInARow),
  };
  if (page.nextCursor !== undefined || isSystematic(after, limit)) return { ...before, pass: after };
  const mappingHash = pass.kind === 'backfill' ? pass.mappingHash : before.mappingHash;
  return { watermark: closingWatermark(before.watermark, after, overlapMs), mappingHash, pass: undefined };
}

function newestOf(page: MappedPage, pass: OpenPass): string | undefined {
  let found = pass.newestChange;
  for (const { native } of page.records) found = newest(found, native.changedAt, pass.startedAt);
  return found;
}

function inARow(page: MappedPage, before: number): number {
  let count = before;
  for (const { result } of page.records) count = result.record === null ? count + 1 : 0;
  return count;
}

function assertAddsUp(page: MappedPage, outcome: Counts): void {
  const received = page.records.length + page.tombstones.length;
  if (outcome.fetched === received && unaccounted(outcome) === 0) return;
  throw new SyncError(
    'counts-do-not-add-up',
    'A page was not written completely; nothing of it was committed.',
    {
      context: { received, ...outcome },
      hint: 'This is a defect of Opportune: please report it with these numbers.',
    },
  );
}
