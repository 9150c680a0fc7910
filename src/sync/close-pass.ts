import type { Checkpoint, OpenPass } from '../store/checkpoint.ts';
import { closingSettled, type Slot } from './plan-passes.ts';
import type { SyncRun } from './sync-run.ts';
import { closingWatermark } from './watermark.ts';

/** The checkpoint once a pass has read everything it set out to read. */
export function closePass({ checkpoint, connection, plan }: SyncRun, slot: Slot, pass: OpenPass): Checkpoint {
  const { tracking } = plan;
  const closed: Checkpoint = {
    ...checkpoint,
    [slot]: undefined,
    ...fullFacts(pass, checkpoint, connection.mapping),
  };
  // A sweep says nothing about changes that came after it began; the passes beside it have seen to those.
  if (slot === 'sweep') return closed;
  const watermark = closingWatermark(checkpoint.watermark, pass, tracking.overlapMs);
  return { ...closed, watermark, settled: closingSettled(checkpoint, pass, watermark, tracking) };
}

/** What is known after everything was read under one mapping. */
function fullFacts(
  pass: OpenPass,
  { generation = 0 }: Checkpoint,
  { paths, lookups }: SyncRun['connection']['mapping'],
): Partial<Checkpoint> {
  if (pass.generation === undefined) return {};
  return {
    // Another full pass may have begun since: no number is given twice.
    generation: Math.max(generation, pass.generation),
    sweptAt: pass.startedAt,
    mappingHash: pass.mappingHash,
    requested: [...paths, ...lookups.map((table) => `lookup ${table}`)],
  };
}
