import type { OpenConnection } from '../client/connection-types.ts';
import type { ChangeTracking } from '../connector-kit/resource.ts';
import { instantFromMs } from '../model/instant.ts';
import type { Instant } from '../model/native-record.ts';
import type { Checkpoint, OpenPass } from '../store/checkpoint.ts';
import { noCounts } from '../store/counts.ts';
import type { PassKind } from './sync-types.ts';
import { readFrom } from './watermark.ts';

/** How far our clock may be ahead of the vendor's, where only ours is known. */
const clockDoubtMs = 5 * 60_000;

/** The pass that a run goes on with; undefined where it has to open one. */
export function passToResume(
  checkpoint: Checkpoint,
  mappingHash: string,
  full: boolean,
): OpenPass | undefined {
  const { pass } = checkpoint;
  // Begun with another mapping: its pages would be translated in two ways, and its quarantine may be for nothing.
  if (pass === undefined || pass.mappingHash !== mappingHash) return undefined;
  return full && pass.kind !== 'backfill' ? undefined : pass;
}

/** Everything the first time, on request, and where that was begun; else what changed, where the vendor can tell. */
export function nextKind(tracking: ChangeTracking, checkpoint: Checkpoint, full: boolean): PassKind {
  const { watermark, pass } = checkpoint;
  const everything = full || watermark === undefined || pass?.kind === 'backfill';
  return everything || tracking.incremental === 'full-scan' ? 'backfill' : 'incremental';
}

/** A new pass. Its start is read from the vendor's clock before the first page is asked for. */
export async function openPass(
  connection: OpenConnection,
  { watermark }: Checkpoint,
  kind: PassKind,
  now: () => number,
): Promise<OpenPass> {
  const { overlapMs } = connection.changeTracking;
  return {
    kind,
    startedAt: await vendorTime(connection, now),
    from: kind === 'incremental' && watermark !== undefined ? readFrom(watermark, overlapMs) : undefined,
    mappingHash: connection.mapping.hash,
    counts: noCounts,
    quarantinedInARow: 0,
  };
}

async function vendorTime(connection: OpenConnection, now: () => number): Promise<Instant> {
  // Needed for the first page anyway, and its answer tells the time.
  await connection.account();
  if (connection.session.vendorClock() === undefined) await connection.checkConnection();
  const told = connection.session.vendorClock();
  if (told !== undefined) return told;
  connection.session.log(
    'warn',
    'The vendor tells no time; five minutes before ours are taken as the start.',
  );
  const ours = instantFromMs(now() - clockDoubtMs);
  if (ours === undefined) throw new RangeError('The machine’s clock is outside the years 0 to 9999.');
  return ours;
}
