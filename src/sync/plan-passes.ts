import { instantFromMs, msFromInstant } from '../model/instant.ts';
import type { Instant } from '../model/native-record.ts';
import type { ChangeTracking } from '../connector-kit/resource.ts';
import type { Checkpoint, OpenPass } from '../store/checkpoint.ts';
import { noCounts } from '../store/counts.ts';
import { readFrom } from './watermark.ts';

/** Which of a checkpoint's two passes: the one that keeps up, or the full one beside it. */
export type Slot = 'pass' | 'sweep';

/** What decides which pass comes next. */
export interface PlanContext {
  readonly tracking: ChangeTracking;
  readonly mappingHash: string;
  /** How long after a full pass the next one is due, in milliseconds; undefined for never. */
  readonly sweepEveryMs: number | undefined;
}

/** The open pass that a run goes on with; undefined where it has to open one. */
export function passToResume(checkpoint: Checkpoint, slot: Slot, mappingHash: string): OpenPass | undefined {
  const open = checkpoint[slot];
  // Begun with another mapping: its pages would be translated in two ways, and its quarantine may be for nothing.
  return open?.mappingHash === mappingHash ? open : undefined;
}

/** Everything the first time, and where the vendor cannot tell what changed; else what changed. */
export function nextPass(
  checkpoint: Checkpoint,
  context: PlanContext,
  startedAt: Instant,
  /** From when on what changed has to be read again; undefined for none of it. */
  doubtfulFrom?: Instant,
): OpenPass {
  const { tracking, mappingHash } = context;
  const { watermark } = checkpoint;
  if (watermark === undefined || tracking.incremental === 'full-scan') {
    return fullPass('backfill', checkpoint, mappingHash, startedAt);
  }
  const settles = isSettleDue(checkpoint, tracking, startedAt);
  const overlapping = readFrom(watermark, tracking.overlapMs);
  const settled = settles ? (checkpoint.settled ?? readFrom(watermark, tracking.settleMs)) : undefined;
  const starts = [overlapping, settled, doubtfulFrom].filter((start) => start !== undefined);
  return {
    ...emptyPass('incremental', mappingHash, startedAt),
    from: starts.reduce((first, start) => (start < first ? start : first)),
    // What is told late is read again once the index has caught up; so is what costs a lot to be told at once.
    ...(settles ? { settles } : tracking.settleMs > 0 ? { briefDeletions: true } : {}),
  };
}

/** A full pass, with a number of its own: what it sees is marked with it. */
export function fullPass(
  kind: 'backfill' | 'sweep',
  { generation = 0 }: Checkpoint,
  mappingHash: string,
  startedAt: Instant,
): OpenPass {
  return { ...emptyPass(kind, mappingHash, startedAt), generation: generation + 1 };
}

function emptyPass(kind: OpenPass['kind'], mappingHash: string, startedAt: Instant): OpenPass {
  return { kind, startedAt, mappingHash, counts: noCounts, quarantinedInARow: 0 };
}

/**
 * True when the vendor's index has had time to catch up with everything before `settled + settleMs`: one pass then
 * reads again from `settled`, and finds what the index had not shown at first.
 */
function isSettleDue({ settled }: Checkpoint, { settleMs }: ChangeTracking, now: Instant): boolean {
  if (settleMs === 0) return false;
  // A store of an earlier version does not know: it begins with one.
  return settled === undefined || msFromInstant(now) - msFromInstant(settled) >= 2 * settleMs;
}

/** Where `settled` is once a pass has closed. */
export function closingSettled(
  { settled }: Checkpoint,
  pass: OpenPass,
  watermark: Instant,
  { settleMs }: ChangeTracking,
): Instant | undefined {
  // A full listing does not come from the index.
  if (pass.kind !== 'incremental') return watermark;
  if (pass.settles !== true) return settled;
  return instantFromMs(msFromInstant(pass.startedAt) - settleMs) ?? settled;
}

/**
 * When the next full pass is due; undefined for never. At once where nobody knows of one, though the connection has been
 * read whole: an earlier version did not note it.
 */
export function sweepDueAt(
  { sweptAt, watermark }: Checkpoint,
  { sweepEveryMs }: Pick<PlanContext, 'sweepEveryMs'>,
): Instant | undefined {
  if (sweepEveryMs === undefined) return undefined;
  if (sweptAt === undefined) return watermark;
  return instantFromMs(msFromInstant(sweptAt) + sweepEveryMs);
}
