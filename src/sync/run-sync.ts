import { VendorError } from '../connector-kit/vendor-error.ts';
import { OpportuneError } from '../model/error.ts';
import { instantFromMs } from '../model/instant.ts';
import { noCounts } from '../store/counts.ts';
import type { RunEnd } from '../store/destination.ts';
import { nextKind, openPass, passToResume } from './open-pass.ts';
import { defaultQuarantineLimit } from './quarantine-limit.ts';
import { runPass, saveCheckpoint, type Run } from './run-pass.ts';
import { lookupSaver } from './saved-lookups.ts';
import { SyncError } from './sync-error.ts';
import type { PassKind, SyncOptions, SyncResult } from './sync-types.ts';

/**
 * Brings a destination up to date with a connection: everything the first time, what changed since after that.
 *
 * Rows, deletions, quarantine and checkpoint of a page are one transaction, so a run may be killed at any moment; the
 * next one goes on after the last page that was committed. Deletions are seen where the vendor lists them.
 *
 * @throws SyncError, StoreError or VendorError when the run failed; what was committed stays.
 */
export async function runSync(options: SyncOptions): Promise<SyncResult> {
  const { now = Date.now, full = false } = options;
  const startedMs = now();
  const { run, rowsBefore } = await begin(options);
  const unlisten = options.connection.onWait((wait) => run.emit({ type: 'wait', ...wait }));
  try {
    const phase = plannedPhase(run, full);
    const ending = await readToEnd(run, phase, now);
    await assertRowsAddUp(run, rowsBefore);
    return await finish(run, phase, ending, now() - startedMs);
  } catch (error) {
    throw await fail(run, error);
  } finally {
    unlisten();
  }
}

interface Phase {
  readonly kind: PassKind;
  readonly resumed: boolean;
}

async function begin(options: SyncOptions): Promise<{ run: Run; rowsBefore: number | undefined }> {
  const { connection, destination, signal } = options;
  const { connectorId, mapping, session } = connection;
  const name = checkedName(options.name ?? connectorId);
  const start = { connection: name, connector: connectorId, mappingHash: mapping.hash };
  const { ticket, checkpoint } = await destination.startRun(start);
  const { requests: requestsBefore } = connection.usage();
  const run: Run = {
    connection,
    destination,
    ticket,
    checkpoint,
    counts: noCounts,
    signal: signal === undefined ? session.signal : AbortSignal.any([signal, session.signal]),
    limit: options.quarantineLimit ?? defaultQuarantineLimit,
    emit: (event) => options.onEvent?.(event),
    requests: () => connection.usage().requests - requestsBefore,
    lookupsOf: lookupSaver(connection),
  };
  return { run, rowsBefore: await destination.countRows(name) };
}

function plannedPhase({ connection, checkpoint }: Run, full: boolean): Phase {
  const resumable = passToResume(checkpoint, connection.mapping.hash, full);
  const kind = resumable?.kind ?? nextKind(connection.changeTracking, checkpoint, full);
  return { kind, resumed: resumable !== undefined };
}

/** Reads the pass, opened now or by an earlier run, until it is done, the signal comes, or the vendor says stop. */
async function readToEnd(run: Run, phase: Phase, now: () => number): Promise<Ending> {
  try {
    if (!phase.resumed) {
      const pass = await openPass(run.connection, run.checkpoint, phase.kind, now);
      // Saved before the first page is asked for, so that the pass keeps its start through any crash.
      await saveCheckpoint(run, { ...run.checkpoint, pass });
    }
    run.emit({ type: 'started', name: run.ticket.connection, from: run.checkpoint.pass?.from, ...phase });
    await runPass(run);
    return { status: 'completed' };
  } catch (error) {
    const ending = endingOf(error, run, now);
    if (ending === undefined) throw error;
    return ending;
  }
}

function checkedName(name: string): string {
  if (/^\P{Cc}{1,200}$/u.test(name)) return name;
  throw new SyncError(
    'bad-name',
    'The name of a connection has 1 to 200 characters, none of them invisible.',
    {
      hint: 'Choose a short name, such as acme-sales.',
    },
  );
}

/** Every row that was counted as added is there, and no other. */
async function assertRowsAddUp(run: Run, before: number | undefined): Promise<void> {
  const after = await run.destination.countRows(run.ticket.connection);
  if (before === undefined || after === undefined || after - before === run.counts.added) return;
  throw new SyncError('counts-do-not-add-up', 'The destination does not hold the rows that were counted.', {
    context: { before, after, added: run.counts.added },
    hint: 'Make sure that nothing else writes these rows; else report it with these numbers.',
  });
}

type Ending = Pick<RunEnd, 'status' | 'resumeAt'> & { readonly status: SyncResult['status'] };

/** How a run ends that neither completed nor failed; undefined for a failure. */
function endingOf(error: unknown, run: Run, now: () => number): Ending | undefined {
  if (run.signal.aborted && isAbort(error, run.signal)) return { status: 'stopped' };
  if (!(error instanceof VendorError) || error.disposition.action !== 'suspend-run') return undefined;
  const { retryAfterMs } = error.details;
  const resumeAt = retryAfterMs === undefined ? undefined : instantFromMs(Math.ceil(now() + retryAfterMs));
  return { status: 'suspended', resumeAt };
}

function isAbort(error: unknown, signal: AbortSignal): boolean {
  return error === signal.reason || (error instanceof Error && error.name === 'AbortError');
}

async function finish(run: Run, phase: Phase, ending: Ending, durationMs: number): Promise<SyncResult> {
  const { connection, ticket, checkpoint, counts } = run;
  const { watermark } = checkpoint;
  const requests = run.requests();
  await run.destination.endRun(ticket, { ...ending, requests, watermark });
  const result: SyncResult = {
    status: ending.status,
    name: ticket.connection,
    connector: ticket.connector,
    ...phase,
    counts,
    requests,
    watermark,
    resumeAt: ending.resumeAt,
    durationMs,
    mappingChanged: checkpoint.mappingHash !== undefined && checkpoint.mappingHash !== ticket.mappingHash,
    missingPermissions: connection.missingPermissions(),
  };
  run.emit({ type: 'done', result });
  return result;
}

/** Notes the failure in the run's row, where that can still be written, and hands the error back. */
async function fail(run: Run, error: unknown): Promise<unknown> {
  const { connection, destination, ticket, checkpoint, counts } = run;
  const requests = run.requests();
  try {
    const { watermark } = checkpoint;
    await destination.endRun(ticket, { status: 'failed', requests, watermark, error: described(error) });
  } catch (second) {
    // The first error is the one to act on; a destination that is gone cannot take notes.
    connection.session.log('warn', 'The end of a failed run could not be noted.', {
      code: described(second).code,
    });
  }
  run.emit({ type: 'failed', error, counts, requests });
  return error;
}

function described(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof OpportuneError) return { code: error.code, message: error.message };
  return { code: 'unexpected', message: error instanceof Error ? error.name : typeof error };
}
