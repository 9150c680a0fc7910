import { abortable } from '../client/abortable.ts';
import type { MappedPage } from '../client/connection-types.ts';
import { VendorError } from '../connector-kit/vendor-error.ts';
import type { Checkpoint, OpenPass } from '../store/checkpoint.ts';
import { isStore } from '../store/store.ts';
import { closePass } from './close-pass.ts';
import { compareUnseen } from './compare-unseen.ts';
import { commitPage, saveCheckpoint } from './open-run.ts';
import { pageCommit } from './page-commit.ts';
import type { Slot } from './plan-passes.ts';
import { assertNotSystematic, isSystematic } from './quarantine-limit.ts';
import { SyncError } from './sync-error.ts';
import { openPassOf, tellFieldChanges, type SyncRun } from './sync-run.ts';

/** A vendor that refuses its own cursors more often than this in one run will do so for ever. */
const maxRestarts = 3;

/**
 * Reads an open pass to its end. A full pass into a store ends with a comparison: what it did not see is asked for by
 * id. A cursor that the vendor refuses begins the pass again; it never ends it.
 *
 * @returns false where a sweep was left for a later run.
 */
export async function readPass(run: SyncRun, slot: Slot): Promise<boolean> {
  for (let restarts = 0; openPassOf(run, slot).comparingAfter === undefined; restarts += 1) {
    try {
      const isDone = await readPages(run, slot);
      if (!isDone || run.checkpoint[slot] === undefined) return isDone;
    } catch (error) {
      if (!(error instanceof VendorError && error.disposition.action === 'restart-listing')) throw error;
      if (restarts === maxRestarts) throw endless(error);
      await restart(run, slot);
    }
  }
  return compareUnseen(run, slot);
}

/** @returns false where the sweep paused. */
async function readPages(run: SyncRun, slot: Slot): Promise<boolean> {
  const { from, cursor, briefDeletions } = openPassOf(run, slot);
  const position = {
    ...(from === undefined ? {} : { changedSince: from }),
    ...(cursor === undefined ? {} : { cursor }),
    ...(briefDeletions === undefined ? {} : { briefDeletions }),
  };
  for await (const page of abortable(run.connection.pages(position), run.signal)) {
    await takePage(run, slot, page);
    if (page.nextCursor === undefined) return true;
    run.signal.throwIfAborted();
    if (slot === 'sweep' && run.pauseSweep()) return false;
  }
  throw new SyncError('incomplete-listing', 'A listing ended although its last page named a next one.', {
    hint: 'This is a defect of the connector: please report it. Nothing is lost; the pass stays open.',
  });
}

async function takePage(run: SyncRun, slot: Slot, page: MappedPage): Promise<void> {
  const pass = openPassOf(run, slot);
  const learned = await run.learn(page);
  const hard = run.ticket.deletion === 'hard';
  const commit = pageCommit({ origin: 'fetched', ...page }, learned, pass, hard, (after) =>
    advanced(run, slot, page, after),
  );
  // What another pass shows while a sweep is under way exists, so the sweep need not suspect it.
  const generation = pass.generation ?? run.checkpoint.sweep?.generation;
  await commitPage(run, { ...commit, generation });
  tellFieldChanges(run, learned.fieldChanges);
  run.unknownFields.add(page.records);
  const passCounts = run.checkpoint[slot]?.counts ?? run.counts;
  run.emit({
    type: 'page',
    counts: run.counts,
    passCounts,
    totalHint: page.totalHint,
    requests: run.requests(),
    shareOfLimit: run.connection.usage().shareOfLimit,
  });
  const open = run.checkpoint[slot];
  if (open !== undefined) assertNotSystematic(open, run.limit);
}

/**
 * The checkpoint after a page: a step further, or with the last page the pass closed, in the same transaction. A pass
 * over the limit of quarantine is not closed: its last page is read again.
 */
function advanced(run: SyncRun, slot: Slot, page: MappedPage, pass: OpenPass): Checkpoint {
  if (page.nextCursor !== undefined || isSystematic(pass, run.limit)) {
    const after = { ...pass, cursor: page.nextCursor ?? pass.cursor };
    return { ...run.checkpoint, [slot]: after };
  }
  const isCompared = pass.generation !== undefined && isStore(run.destination);
  if (!isCompared) return closePass(run, slot, pass);
  return { ...run.checkpoint, [slot]: { ...pass, cursor: undefined, comparingAfter: '' } };
}

async function restart(run: SyncRun, slot: Slot): Promise<void> {
  await saveCheckpoint(run, { ...run.checkpoint, [slot]: { ...openPassOf(run, slot), cursor: undefined } });
  run.emit({ type: 'restarted' });
}

function endless(cause: VendorError): SyncError {
  return new SyncError('restarting-without-end', 'The vendor refuses its own cursors again and again.', {
    context: { restarts: maxRestarts },
    hint: 'Wait and run again; if it stays, report it with the vendor and the time.',
    cause,
  });
}
