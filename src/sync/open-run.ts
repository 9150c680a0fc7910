import { OpportuneError } from '../model/error.ts';
import type { Checkpoint } from '../store/checkpoint.ts';
import { addCounts, noCounts, type Counts } from '../store/counts.ts';
import type { Destination, PageCommit, RunEnd, RunStart, RunTicket } from '../store/destination.ts';
import { keepLease } from './keep-lease.ts';
import { SyncError } from './sync-error.ts';

/** One run at work. Only what is committed is in `checkpoint` and `counts`. */
export interface Run<Into extends Destination = Destination> {
  readonly destination: Into;
  readonly ticket: RunTicket;
  /** Aborts when the caller says so, and when another run has taken over. */
  readonly signal: AbortSignal;
  checkpoint: Checkpoint;
  counts: Counts;
}

export interface RunOptions<Into extends Destination = Destination> {
  readonly destination: Into;
  readonly start: Omit<RunStart, 'leaseMs' | 'takeOver' | 'deletion'> & Partial<RunStart>;
  readonly signal?: AbortSignal | undefined;
  /** What the run has used of the vendor so far, for its row in the history. */
  readonly usage?: () => { readonly requests: number; readonly peakShare: number | undefined };
}

/** How a run ended that did not fail, and what it found. */
export interface Finished<Result> {
  readonly end: Pick<RunEnd, 'status' | 'resumeAt'>;
  readonly result: Result;
}

const defaultLeaseMs = 60_000;

/**
 * Takes the connection's lease, does the work, notes how it ended, and gives the lease back.
 *
 * @throws what the work throws, after it was noted; StoreError `in-use` or `taken-over`.
 */
export async function inRun<Into extends Destination, Result>(
  options: RunOptions<Into>,
  work: (run: Run<Into>) => Promise<Finished<Result>>,
): Promise<Result> {
  const { destination, start } = options;
  const { ticket, checkpoint } = await destination.startRun({
    leaseMs: defaultLeaseMs,
    takeOver: false,
    deletion: 'soft',
    ...start,
    connection: checkedName(start.connection),
  });
  const lease = keepLease(destination, ticket);
  const signals = options.signal === undefined ? [lease.lost] : [lease.lost, options.signal];
  const run: Run<Into> = {
    destination,
    ticket,
    checkpoint,
    counts: noCounts,
    signal: AbortSignal.any(signals),
  };
  const usage = () => ({ watermark: run.checkpoint.watermark, ...(options.usage?.() ?? { requests: 0 }) });
  try {
    const { end, result } = await work(run);
    await destination.endRun(ticket, { ...end, ...usage() });
    return result;
  } catch (error) {
    // The first error is the one to act on; a destination that is gone cannot take notes.
    const end: RunEnd = isAsked(error, options.signal)
      ? { status: 'stopped', ...usage() }
      : { status: 'failed', ...usage(), error: described(error) };
    await destination.endRun(ticket, end).catch(() => undefined);
    throw error;
  } finally {
    lease.stop();
  }
}

/** Commits a page; afterwards the run knows the new checkpoint and counts. */
export async function commitPage(run: Run, page: PageCommit): Promise<Counts> {
  let next = run.checkpoint;
  const outcome = await run.destination.commit(run.ticket, {
    ...page,
    checkpoint: (counts) => {
      next = page.checkpoint(counts);
      return next;
    },
  });
  run.checkpoint = next;
  run.counts = addCounts(run.counts, outcome);
  return outcome;
}

/** Saves a checkpoint without a page, and what was learned with it. */
export async function saveCheckpoint(
  run: Run,
  checkpoint: Checkpoint,
  lookups: PageCommit['lookups'] = [],
): Promise<void> {
  await commitPage(run, {
    origin: 'fetched',
    rows: [],
    quarantine: [],
    tombstones: [],
    lookups,
    fields: undefined,
    generation: undefined,
    checkpoint: () => checkpoint,
  });
}

/** True where the work ended because the caller wanted it to. */
function isAsked(error: unknown, signal: AbortSignal | undefined): boolean {
  if (signal?.aborted !== true) return false;
  return error === signal.reason || (error instanceof Error && error.name === 'AbortError');
}

function checkedName(name: string): string {
  if (/^\P{Cc}{1,200}$/u.test(name)) return name;
  throw new SyncError(
    'bad-name',
    'The name of a connection has 1 to 200 characters, none of them invisible.',
    { hint: 'Choose a short name, such as acme-sales.' },
  );
}

function described(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof OpportuneError) return { code: error.code, message: error.message };
  return { code: 'unexpected', message: error instanceof Error ? error.name : typeof error };
}
