import { pipelineShapes } from './business-tables.ts';
import type { BusinessWorld } from './business-world.ts';

export type Outcome = 'open' | 'won' | 'lost' | 'abandoned';

/** How a deal went through its pipeline. Instants are milliseconds from 1970. */
export interface DealCourse {
  readonly outcome: Outcome;
  /** Position of the last open stage it reached; undefined for a deal that never got one. */
  readonly stage: number | undefined;
  /** The open stages it went through, in order, and when it entered each. */
  readonly stageEntries: readonly { readonly stage: number; readonly enteredMs: number }[];
  readonly createdMs: number;
  readonly changedMs: number;
  /** When it entered where it stands now, closing included; undefined without a stage. */
  readonly stageChangedMs: number | undefined;
  /** Undefined while it is open. */
  readonly closedMs: number | undefined;
  /** When the owner expects it to close, or expected it to. */
  readonly expectedCloseMs: number | undefined;
  /** True where it had been lost before and is open again. */
  readonly reopened: boolean;
}

const dayMs = 86_400_000;

/** Follows a deal from its creation to where it stands. */
export function courseOf(world: BusinessWorld, index: number, pipeline: number): DealCourse {
  const { draws, calendar, startMs } = world;
  const createdMs = calendar.createdMs(index);
  const changedMs = calendar.changedMs(index);
  const stageless = draws.chance(index, 'stageless', 0.015);
  const outcome = stageless ? 'open' : outcomeOf(world, index, startMs - createdMs);
  const stage = stageless ? undefined : stageOf(world, index, pipeline, outcome);
  const movedMs = createdMs + Math.floor((changedMs - createdMs) * (0.4 + 0.6 * draws.unit(index, 'moved')));
  const closedMs = outcome === 'open' ? undefined : movedMs;
  const lastEntryMs = closedMs === undefined ? movedMs : createdMs + Math.floor((movedMs - createdMs) * 0.8);
  return {
    outcome,
    stage,
    stageEntries: stage === undefined ? [] : entriesUpTo(stage, createdMs, lastEntryMs),
    createdMs,
    changedMs,
    stageChangedMs: stage === undefined ? undefined : stage === 0 && outcome === 'open' ? createdMs : movedMs,
    closedMs,
    expectedCloseMs: draws.chance(index, 'has-expected', 0.85)
      ? createdMs + draws.integer(index, 'expected', 20, 200) * dayMs
      : undefined,
    reopened: outcome === 'open' && !stageless && draws.chance(index, 'reopened', 0.04),
  };
}

/** The older a deal, the likelier it is decided. */
function outcomeOf({ draws }: BusinessWorld, index: number, ageMs: number): Outcome {
  const decided = Math.min(0.93, ageMs / (240 * dayMs));
  if (!draws.chance(index, 'decided', decided)) return 'open';
  const outcomes = ['won', 'lost', 'abandoned'] as const;
  return outcomes[draws.weighted(index, 'outcome', [38, 52, 10])] ?? 'lost';
}

function stageOf({ draws }: BusinessWorld, index: number, pipeline: number, outcome: Outcome): number {
  const last = (pipelineShapes[pipeline]?.stages.length ?? 1) - 1;
  return outcome === 'won' ? last : draws.integer(index, 'stage', 0, last);
}

function entriesUpTo(stage: number, createdMs: number, lastMs: number): DealCourse['stageEntries'] {
  return Array.from({ length: stage + 1 }, (_, position) => ({
    stage: position,
    enteredMs: createdMs + Math.floor(((lastMs - createdMs) * position) / Math.max(1, stage)),
  }));
}
