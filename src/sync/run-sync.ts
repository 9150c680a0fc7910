import type { ChangeTracking } from '../connector-kit/resource.ts';
import { noCounts } from '../store/counts.ts';
import type { RunEnd } from '../store/destination.ts';
import { defineColumns } from './define-columns.ts';
import { noFieldChanges } from './field-changes.ts';
import { inRun, type Run } from './open-run.ts';
import { defaultQuarantineLimit } from './quarantine-limit.ts';
import { readPasses } from './read-passes.ts';
import { lookupSaver } from './saved-lookups.ts';
import { trackingOf } from './overlap.ts';
import { rowsOfStore, seedFromStore } from './kept-tables.ts';
import { suspensionOf } from './suspension.ts';
import { SyncError } from './sync-error.ts';
import type { SyncRun } from './sync-run.ts';
import type { PassResult, SyncOptions, SyncResult } from './sync-types.ts';
import { telemetry } from './telemetry.ts';
import { unknownFieldTally } from './unknown-fields.ts';
import { usageOfRun, type RunUsage } from './usage-of-run.ts';

const dayMs = 86_400_000;

/** How long after a full pass the next one is due: a day where nothing else shows deletions, else a week. */
function defaultSweepEveryMs({ deletions }: ChangeTracking): number {
  return deletions === 'found-by-full-scan' ? dayMs : 7 * dayMs;
}

/**
 * Brings a destination up to date with a connection: everything the first time, what changed since after that, and from
 * time to time everything again, to see deletions and changes that no change time shows.
 *
 * Rows, deletions, quarantine and checkpoint of a page are one transaction, so a run may be killed at any moment; the
 * next one goes on after the last page that was committed.
 *
 * @throws SyncError, StoreError or VendorError when the run failed; what was committed stays.
 */
export async function runSync(options: SyncOptions): Promise<SyncResult> {
  const { connection, destination, now = Date.now } = options;
  const startedMs = now();
  const tracking = trackingOf(options);
  const usage = usageOfRun(connection);
  const trace = await telemetry(options.name ?? connection.connectorId, connection.connectorId);
  const emit = emitter([trace, options.onEvent], connection);
  const unlisten = connection.onWait((wait) => emit({ type: 'wait', ...wait }));
  const unknownFields = unknownFieldTally();
  const tellUnknown = (): void => {
    const fields = unknownFields.found();
    if (fields.listed.length > 0) emit({ type: 'unknown-fields', fields });
  };
  let opened: Run | undefined;
  try {
    const opening = { destination, usage, signal: signalOf(options), start: startOf(options) };
    const result = await inRun(opening, async (run) => {
      opened = run;
      const { connection: name } = run.ticket;
      const kept = await seedFromStore(connection, destination, name, now());
      if (options.columns === true) await defineColumns(connection, destination, name);
      const learn = lookupSaver(connection, kept, now);
      const helpers = { tracking, usage, emit, learn, keptAccount: kept.account, unknownFields };
      const synced = syncRun(run, options, helpers);
      const forget = connection.recallRows(rowsOfStore(destination, name));
      return syncInto(synced, options, () => Math.max(0, now() - startedMs)).finally(forget);
    });
    tellUnknown();
    emit({ type: 'done', result });
    return result;
  } catch (error) {
    tellUnknown();
    emit({ type: 'failed', error, counts: opened?.counts ?? noCounts, requests: usage().requests });
    throw error;
  } finally {
    unlisten();
  }
}

type Listener = SyncRun['emit'];

/** Whoever listens changes nothing: one that throws is told in the log, once, and the run goes on. */
function emitter(
  listeners: readonly (Listener | undefined)[],
  { session }: SyncOptions['connection'],
): Listener {
  let isTold = false;
  return (event) => {
    for (const listener of listeners) {
      try {
        listener?.(event);
      } catch (error) {
        if (!isTold) session.log('warn', 'A listener to the run has thrown.', { error: nameOf(error) });
        isTold = true;
      }
    }
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function signalOf({ signal, connection: { session } }: SyncOptions): AbortSignal {
  return signal === undefined ? session.signal : AbortSignal.any([signal, session.signal]);
}

function startOf({ connection, name, deletion = 'soft', takeOver = false, leaseMs }: SyncOptions) {
  return {
    connection: name ?? connection.connectorId,
    connector: connection.connectorId,
    mappingHash: connection.mapping.hash,
    task: 'sync',
    deletion,
    takeOver,
    ...(leaseMs === undefined ? {} : { leaseMs }),
  } as const;
}

interface Helpers extends Pick<SyncRun, 'emit' | 'keptAccount' | 'learn' | 'unknownFields'> {
  readonly tracking: ChangeTracking;
  readonly usage: () => RunUsage;
}

/** The same run, with everything that reading from a vendor takes. */
function syncRun(run: Run, options: SyncOptions, { tracking, usage, ...helpers }: Helpers): SyncRun {
  const { connection } = options;
  const { sweepEveryMs = defaultSweepEveryMs(tracking) } = options;
  return Object.assign(run, {
    connection,
    plan: {
      tracking,
      mappingHash: connection.mapping.hash,
      sweepEveryMs: Number.isFinite(sweepEveryMs) ? sweepEveryMs : undefined,
    },
    limit: options.quarantineLimit ?? defaultQuarantineLimit,
    acceptDeletions: options.acceptDeletions ?? false,
    pauseSweep: options.pauseSweep ?? (() => false),
    requests: () => usage().requests,
    deletionWalk: () => usage().deletionWalk,
    fieldChanges: noFieldChanges,
    ...helpers,
  });
}

async function syncInto(run: SyncRun, options: SyncOptions, elapsedMs: () => number) {
  const { now = Date.now, full = false } = options;
  const rowsBefore = await run.destination.countRows(run.ticket.connection);
  const passes: PassResult[] = [];
  const end = await ended(run, now, () => readPasses(run, { full, now }, passes));
  await assertRowsAddUp(run, rowsBefore);
  return { end, result: resultOf(run, end, passes, elapsedMs()) };
}

type Ending = Pick<RunEnd, 'resumeAt'> & { readonly status: SyncResult['status'] };

/** Does the work until it is done, the signal comes, or the vendor says stop. */
async function ended(run: SyncRun, now: () => number, work: () => Promise<void>): Promise<Ending> {
  try {
    await work();
    return { status: 'completed' };
  } catch (error) {
    if (isStop(error, run.signal)) return { status: 'stopped' };
    const suspension = suspensionOf(error, now());
    if (suspension === undefined) throw error;
    return suspension;
  }
}

/** True where somebody asked for the end; false where the lease was lost, which is a failure. */
function isStop(error: unknown, signal: AbortSignal): boolean {
  if (!signal.aborted || (signal.reason instanceof Error && signal.reason.name === 'StoreError'))
    return false;
  return error === signal.reason || (error instanceof Error && error.name === 'AbortError');
}

/** Every row that was counted as added is there, and no other. Rows that are removed for good cannot be counted so. */
async function assertRowsAddUp(run: SyncRun, before: number | undefined): Promise<void> {
  const rows = await run.destination.countRows(run.ticket.connection);
  if (before === undefined || rows === undefined || run.ticket.deletion === 'hard') return;
  if (rows - before === run.counts.added) return;
  throw new SyncError('counts-do-not-add-up', 'The destination does not hold the rows that were counted.', {
    context: { before, after: rows, added: run.counts.added },
    hint: 'Make sure that nothing else writes these rows; else report it with these numbers.',
  });
}

function resultOf(
  run: SyncRun,
  { status, resumeAt }: Ending,
  passes: readonly PassResult[],
  durationMs: number,
): SyncResult {
  const { connection, destination, ticket, checkpoint, counts, requests, fieldChanges, unknownFields } = run;
  return {
    status,
    name: ticket.connection,
    connector: ticket.connector,
    delivery: destination.delivery,
    passes,
    counts,
    requests: requests(),
    watermark: checkpoint.watermark,
    sweepOpen: checkpoint.sweep !== undefined,
    resumeAt,
    durationMs,
    mappingChanged: checkpoint.mappingHash !== undefined && checkpoint.mappingHash !== ticket.mappingHash,
    missingPermissions: connection.missingPermissions(),
    fieldChanges,
    unknownFields: unknownFields.found(),
  };
}
