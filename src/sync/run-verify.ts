import { abortable } from '../client/abortable.ts';
import { untilAborted } from '../http/until-aborted.ts';
import type { Instant } from '../model/native-record.ts';
import type { Checkpoint } from '../store/checkpoint.ts';
import type { Store } from '../store/store.ts';
import { classify, noFindings, type Findings } from './classify-differences.ts';
import { inRun, type Run } from './open-run.ts';
import { keptAccount, loadedNotes, otherAccount, refusalOf } from './kept-account.ts';
import { nothingKept } from './kept-tables.ts';
import { repairBatch } from './repair-batch.ts';
import { lookupSaver } from './saved-lookups.ts';
import { SyncError } from './sync-error.ts';
import { usageOfRun } from './usage-of-run.ts';
import { vendorTime } from './vendor-time.ts';
import type { VerifyOptions, VerifyResult } from './verify-types.ts';
import { assertFewDeletions } from './mass-deletion.ts';
import { readFrom } from './watermark.ts';

/** Differing ids that are asked for together. */
const batch = 100;

/**
 * Compares vendor and store by id and change time, and asks the vendor again for whatever differs. With `repair` what
 * differs is written.
 *
 * @throws SyncError `not-synced-yet` before the first full pass; `other-account`; `mass-deletion` before a repair that would delete a lot.
 */
export async function runVerify(options: VerifyOptions): Promise<VerifyResult> {
  const { connection, store, repair = false, now = Date.now } = options;
  const startedMs = now();
  const usage = usageOfRun(connection);
  const { session } = connection;
  const signal =
    options.signal === undefined ? session.signal : AbortSignal.any([options.signal, session.signal]);
  const start = {
    connection: options.name ?? connection.connectorId,
    connector: connection.connectorId,
    mappingHash: connection.mapping.hash,
    task: repair ? 'repair' : 'verify',
    deletion: options.deletion ?? 'soft',
    takeOver: options.takeOver ?? false,
  } as const;
  // A run that fails would put the connection among those that are synced.
  if ((await store.status(start.connection)).length === 0) throw notSyncedYet(start.connection);
  return inRun({ destination: store, start, signal, usage }, async (run) => {
    const watermark = watermarkOf(run.checkpoint, start.connection);
    const startedAt = await vendorTime(connection, now);
    const notes = await store.lookups(start.connection, [loadedNotes]);
    const other = await otherAccount(connection, keptAccount(notes, connection, now()));
    if (other !== undefined) throw refusalOf(other, start.connection);
    await takeCensus(run, options, () => usage().requests);
    const vendorRecords = await store.census.size(run.ticket);
    const findings = await compare(run, options, watermark);
    await store.census.clear(run.ticket);
    const [status] = await store.status(start.connection);
    const { missing, extra, stale } = findings;
    const result: VerifyResult = {
      status: missing + extra + stale === 0 ? 'complete' : 'differs',
      name: start.connection,
      connector: start.connector,
      completeAsOf: completeAsOf(watermark, startedAt, findings.pendingSince),
      watermark,
      sweptAt: run.checkpoint.sweptAt,
      notCompared: connection.changeTracking.unseen,
      vendorRecords,
      storedRows: (status?.rows ?? 0) - (status?.deletedRows ?? 0),
      quarantined: status?.quarantined ?? 0,
      differences: { missing, extra, stale, list: findings.list },
      pending: findings.pending,
      withheld: findings.withheld,
      counts: run.counts,
      requests: usage().requests,
      durationMs: Math.max(0, now() - startedMs),
    };
    return { end: { status: 'completed' }, result };
  });
}

function watermarkOf({ watermark }: Checkpoint, name: string): string {
  if (watermark !== undefined) return watermark;
  throw notSyncedYet(name);
}

function notSyncedYet(name: string): SyncError {
  return new SyncError(
    'not-synced-yet',
    `${name} has not been read whole yet: there is nothing to compare.`,
    {
      hint: 'Run `opportune sync run` first.',
    },
  );
}

async function takeCensus(
  run: Run<Store>,
  { connection, store, onProgress }: VerifyOptions,
  requests: () => number,
): Promise<void> {
  // What a run that was killed left behind.
  await store.census.clear(run.ticket);
  let counted = 0;
  for await (const { entries } of abortable(connection.census(), run.signal)) {
    await store.census.add(run.ticket, entries);
    counted += entries.length;
    onProgress?.({ counted, requests: requests() });
  }
}

async function compare(run: Run<Store>, options: VerifyOptions, watermark: string): Promise<Findings> {
  const { connection, store, repair = false, acceptDeletions = false } = options;
  const pendingFrom = readFrom(watermark, connection.changeTracking.overlapMs);
  const lookupsOf = lookupSaver(connection, nothingKept, options.now ?? Date.now);
  // Before anything is asked or written: credentials of another account would deny them all.
  if (repair && !acceptDeletions)
    await assertFewDeletions(store, run.ticket.connection, await store.census.countExtra(run.ticket));
  let findings = noFindings;
  for (let after = ''; ;) {
    const differing = await store.census.differences(run.ticket, { after, limit: batch });
    const last = differing.at(-1);
    if (last === undefined) break;
    const found = await untilAborted(() => connection.getMany(differing.map(({ id }) => id)), run.signal);
    const classified = classify(differing, found, pendingFrom, repair);
    findings = classified.added(findings);
    if (repair) {
      const { lookups } = await lookupsOf(found);
      await repairBatch(run, classified.toRepair, found, lookups);
    }
    after = last.id;
  }
  return findings;
}

/** Up to its start where nothing is pending; else up to the watermark, or to a change before it that was told late. */
function completeAsOf(watermark: Instant, startedAt: Instant, pendingSince: Instant | undefined): Instant {
  if (pendingSince === undefined) return startedAt;
  return pendingSince < watermark ? pendingSince : watermark;
}
