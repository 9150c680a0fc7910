import type { Instant } from '../model/native-record.ts';
import type { OpenPass } from '../store/checkpoint.ts';
import type { LookupEntry } from '../store/destination.ts';
import { isStore } from '../store/store.ts';
import { accountNews, otherAccount, refusalOf } from './kept-account.ts';
import { waitsForConsent } from './mass-deletion.ts';
import { saveCheckpoint } from './open-run.ts';
import { fullPass, nextPass, passToResume, sweepDueAt, type Slot } from './plan-passes.ts';
import { isSystematic } from './quarantine-limit.ts';
import { readPass } from './read-pass.ts';
import { openPassOf, type SyncRun } from './sync-run.ts';
import type { PassResult } from './sync-types.ts';
import { vendorTime } from './vendor-time.ts';

export interface PassesOptions {
  /** A sweep now, whenever the last one was. */
  readonly full: boolean;
  readonly now: () => number;
}

/**
 * First the pass that keeps up, then a sweep where one is under way, due or asked for. Each pass read or begun is added
 * to `results`, finished or not.
 */
export async function readPasses(
  run: SyncRun,
  { full, now }: PassesOptions,
  results: PassResult[],
): Promise<void> {
  const other = await otherAccount(run.connection, run.keptAccount);
  if (other !== undefined && !(await hasReadNothing(run))) throw refusalOf(other, run.ticket.connection);
  const isFirst = run.checkpoint.watermark === undefined;
  const resumable = other === undefined ? resumableOf(run, 'pass') : undefined;
  const startedAt = async () => {
    // Needed for the first page too; the account may be known for a day, and with it no time.
    await run.connection.catalogue();
    return vendorTime(run.connection, now);
  };
  // Opened at once, so that what was asked for survives a run that is stopped before it comes to it.
  if (full && !isFirst && !(await goesOn(run))) await openSweep(run, await startedAt());
  if (resumable === undefined) {
    await openPass(run, await startedAt(), now());
  }
  await readOne(run, 'pass', resumable !== undefined, results);
  // A backfill has just seen everything.
  if (isFirst) return;
  if (isSweepDue(run, await startedAt())) await openSweep(run, await startedAt());
  const { sweep } = run.checkpoint;
  if (sweep !== undefined) await readOne(run, 'sweep', isBegun(sweep), results);
}

/** Where runs have failed before their first page, with the wrong credentials for example: there is nothing to mix up. */
async function hasReadNothing({ checkpoint, destination, ticket }: SyncRun): Promise<boolean> {
  if (checkpoint.watermark !== undefined || checkpoint.pass?.counts.fetched !== 0) return false;
  return isStore(destination) && (await destination.countLive(ticket.connection)) === 0;
}

/** What is over the limit of quarantine begins anew: what it counted would stop it for ever, though the records were mended. */
function resumableOf({ checkpoint, plan, limit }: SyncRun, slot: Slot): OpenPass | undefined {
  const begun = passToResume(checkpoint, slot, plan.mappingHash);
  return begun === undefined || isSystematic(begun, limit) ? undefined : begun;
}

function isBegun({ cursor, comparingAfter }: OpenPass): boolean {
  return cursor !== undefined || comparingAfter !== undefined;
}

/** True where a sweep that was asked for is under way already and can be gone on with. */
async function goesOn(run: SyncRun): Promise<boolean> {
  const { acceptDeletions, destination, ticket } = run;
  const resumable = resumableOf(run, 'sweep');
  if (resumable === undefined) return false;
  if (resumable.comparingAfter !== '' || acceptDeletions || !isStore(destination)) return true;
  // While its suspected deletions wait for a yes, what it saw may have become old.
  return !(await waitsForConsent(destination, ticket.connection, resumable.generation ?? 0));
}

function isSweepDue(run: SyncRun, now: Instant): boolean {
  const { sweep } = run.checkpoint;
  if (sweep !== undefined) return resumableOf(run, 'sweep') === undefined;
  const dueAt = sweepDueAt(run.checkpoint, run.plan);
  return dueAt !== undefined && now >= dueAt;
}

async function openPass(run: SyncRun, startedAt: Instant, nowMs: number): Promise<void> {
  const { entries, doubtfulFrom } = await accountNews(run.connection, run.keptAccount, startedAt, nowMs);
  await open(run, 'pass', nextPass(run.checkpoint, run.plan, startedAt, doubtfulFrom), entries);
}

async function openSweep(run: SyncRun, startedAt: Instant): Promise<void> {
  await open(run, 'sweep', fullPass('sweep', run.checkpoint, run.plan.mappingHash, startedAt));
}

/** Saved before the first page is asked for, so that the pass keeps its start through any crash. */
async function open(
  run: SyncRun,
  slot: Slot,
  pass: OpenPass,
  lookups: readonly LookupEntry[] = [],
): Promise<void> {
  const { generation = run.checkpoint.generation } = pass;
  await saveCheckpoint(run, { ...run.checkpoint, generation, [slot]: pass }, lookups);
}

async function readOne(run: SyncRun, slot: Slot, resumed: boolean, results: PassResult[]): Promise<void> {
  const { kind, from } = openPassOf(run, slot);
  const requestsBefore = run.requests();
  const walkBefore = run.deletionWalk();
  const countsBefore = run.counts;
  run.emit({ type: 'started', name: run.ticket.connection, kind, resumed, from });
  const result = (isComplete: boolean): PassResult => ({
    kind,
    resumed,
    from,
    isComplete,
    fetched: run.counts.fetched - countsBefore.fetched,
    requests: run.requests() - requestsBefore,
    deletionWalk: run.deletionWalk() - walkBefore,
  });
  results.push(result(false));
  try {
    const isComplete = await readPass(run, slot);
    results[results.length - 1] = result(isComplete);
  } catch (error) {
    results[results.length - 1] = result(false);
    throw error;
  }
}
