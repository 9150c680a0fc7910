import type { MappedRecord } from '../client/connection-types.ts';
import type { Tombstone } from '../model/native-record.ts';
import type { Checkpoint, OpenPass } from '../store/checkpoint.ts';
import { addCounts, unaccounted, type Counts } from '../store/counts.ts';
import type { PageCommit, PageRow, QuarantinedRecord } from '../store/destination.ts';
import { SyncError } from './sync-error.ts';
import { newest } from './watermark.ts';

/** What a page brings, from a listing or from a comparison by id. */
export interface PageContent {
  readonly origin: 'fetched' | 'asked';
  readonly records: readonly MappedRecord[];
  readonly tombstones: readonly Tombstone[];
}

/**
 * A page as the destination takes it: usable and unusable records apart, nothing left out. `advance` says where the
 * page leaves the checkpoint, given the pass as it is after the page.
 */
export function pageCommit(
  { origin, records, tombstones }: PageContent,
  learned: Pick<PageCommit, 'lookups' | 'fields'>,
  pass: OpenPass,
  hardDelete: boolean,
  advance: (after: OpenPass) => Checkpoint,
): PageCommit {
  const rows: PageRow[] = [];
  const quarantine: QuarantinedRecord[] = [];
  const gone: Tombstone[] = [...tombstones];
  for (const { native, result } of records) {
    if (result.record === null) quarantine.push({ native, reason: 'unusable', issues: result.issues });
    else if (hardDelete && result.record.deleted)
      gone.push(deletedRecord(native.id, native.deletedAt ?? native.changedAt));
    else rows.push({ native, record: result.record });
  }
  return {
    origin,
    rows,
    quarantine,
    tombstones: gone,
    lookups: learned.lookups,
    fields: learned.fields,
    generation: pass.generation,
    checkpoint(outcome) {
      assertAddsUp(records.length + tombstones.length, outcome);
      return advance(after(pass, records, outcome));
    },
  };
}

/** A record that the vendor still shows, as deleted. */
function deletedRecord(id: string, deletedAt: string | undefined): Tombstone {
  return { id, reason: 'deleted', ...(deletedAt === undefined ? {} : { deletedAt }) };
}

function after(pass: OpenPass, records: readonly MappedRecord[], outcome: Counts): OpenPass {
  let newestChange = pass.newestChange;
  let inARow = pass.quarantinedInARow;
  for (const { native, result } of records) {
    newestChange = newest(newestChange, native.deletedAt ?? native.changedAt, pass.startedAt);
    inARow = result.record === null ? inARow + 1 : 0;
  }
  return { ...pass, newestChange, counts: addCounts(pass.counts, outcome), quarantinedInARow: inARow };
}

/** @throws SyncError `counts-do-not-add-up`, which rolls the page back. */
export function assertAddsUp(received: number, outcome: Counts): void {
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
