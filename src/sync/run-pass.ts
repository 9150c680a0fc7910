import type { MappedPage, OpenConnection } from '../client/connection-types.ts';
import { abortable } from '../client/abortable.ts';
import { VendorError } from '../connector-kit/vendor-error.ts';
import type { Checkpoint, OpenPass } from '../store/checkpoint.ts';
import { addCounts, type Counts } from '../store/counts.ts';
import type { Destination, LookupEntry, PageCommit, RunTicket } from '../store/destination.ts';
import { checkpointCommit, pageCommit } from './page-commit.ts';
import { assertNotSystematic, type QuarantineLimit } from './quarantine-limit.ts';
import { SyncError } from './sync-error.ts';
import type { SyncEvent } from './sync-types.ts';

/** A vendor that refuses its own cursors more often than this in one run will do so for ever. */
const maxRestarts = 3;

/** One run at work. Only what is committed is in `checkpoint` and `counts`. */
export interface Run {
  readonly connection: OpenConnection;
  readonly destination: Destination;
  readonly ticket: RunTicket;
  readonly signal: AbortSignal;
  readonly limit: QuarantineLimit;
  readonly emit: (event: SyncEvent) => void;
  /** Requests of this run: the connection may have served others before. */
  readonly requests: () => number;
  readonly lookupsOf: (page: MappedPage) => Promise<readonly LookupEntry[]>;
  checkpoint: Checkpoint;
  counts: Counts;
}

/**
 * Reads the pass that the checkpoint holds to its end. A cursor that the vendor refuses begins the pass again; it
 * never ends it.
 */
export async function runPass(run: Run): Promise<void> {
  for (let restarts = 0; ; restarts += 1) {
    try {
      await readPages(run);
      return;
    } catch (error) {
      if (!(error instanceof VendorError && error.disposition.action === 'restart-listing')) throw error;
      if (restarts === maxRestarts) throw endless(error);
      await restart(run);
    }
  }
}

/** Saves a checkpoint without a page: when a pass opens or begins again. */
export async function saveCheckpoint(run: Run, checkpoint: Checkpoint): Promise<void> {
  await commit(run, checkpointCommit(checkpoint));
}

async function readPages(run: Run): Promise<void> {
  const { from, cursor } = openPassOf(run);
  const position = {
    ...(from === undefined ? {} : { changedSince: from }),
    ...(cursor === undefined ? {} : { cursor }),
  };
  for await (const page of abortable(run.connection.pages(position), run.signal)) {
    await commitPage(run, page);
    if (page.nextCursor === undefined) return;
    run.signal.throwIfAborted();
  }
  throw new SyncError('incomplete-listing', 'A listing ended although its last page named a next one.', {
    hint: 'This is a defect of the connector: please report it. Nothing is lost; the pass stays open.',
  });
}

async function commitPage(run: Run, page: MappedPage): Promise<void> {
  const pass = openPassOf(run);
  const { overlapMs } = run.connection.changeTracking;
  const lookups = await run.lookupsOf(page);
  const position = { before: run.checkpoint, pass, overlapMs, limit: run.limit };
  const outcome = await commit(run, pageCommit(page, lookups, position));
  run.counts = addCounts(run.counts, outcome);
  const passCounts = addCounts(pass.counts, outcome);
  run.emit({
    type: 'page',
    counts: run.counts,
    passCounts,
    totalHint: page.totalHint,
    requests: run.requests(),
    shareOfLimit: run.connection.usage().shareOfLimit,
  });
  if (run.checkpoint.pass !== undefined) assertNotSystematic(run.checkpoint.pass, run.limit);
}

async function commit(run: Run, page: PageCommit): Promise<Counts> {
  let next = run.checkpoint;
  const outcome = await run.destination.commit(run.ticket, {
    ...page,
    checkpoint: (counts) => {
      next = page.checkpoint(counts);
      return next;
    },
  });
  run.checkpoint = next;
  return outcome;
}

async function restart(run: Run): Promise<void> {
  await saveCheckpoint(run, { ...run.checkpoint, pass: { ...openPassOf(run), cursor: undefined } });
  run.emit({ type: 'restarted' });
}

function openPassOf(run: Run): OpenPass {
  const { pass } = run.checkpoint;
  if (pass === undefined) throw new RangeError('No pass is open.');
  return pass;
}

function endless(cause: VendorError): SyncError {
  return new SyncError('restarting-without-end', 'The vendor refuses its own cursors again and again.', {
    context: { restarts: maxRestarts },
    hint: 'Wait and run again; if it stays, report it with the vendor and the time.',
    cause,
  });
}
