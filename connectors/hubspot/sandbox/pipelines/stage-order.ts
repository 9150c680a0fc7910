import type { Stage } from '../seed/pipelines.ts';

/**
 * Puts a stage among the others of its pipeline. One at a place that is taken goes right behind the one that has it, and
 * all are numbered anew; one at a free place changes no other: https://github.com/scopiousdigital/kalup/blob/main/docs/hubspot.md
 * (2026-10-05).
 */
export function placed(others: readonly Stage[], stage: Stage): readonly Stage[] {
  const sorted = inOrder(others);
  const holder = sorted.findIndex(({ displayOrder }) => displayOrder === stage.displayOrder);
  if (holder === -1) return inOrder([...sorted, stage]);
  return sorted.toSpliced(holder + 1, 0, stage).map((one, displayOrder) => ({ ...one, displayOrder }));
}

/** Stages of one request: of two at one place the later one goes first, and then all are numbered anew. */
export function untied(stages: readonly Stage[]): readonly Stage[] {
  const sorted = inOrder(stages.toReversed());
  const places = new Set(stages.map(({ displayOrder }) => displayOrder));
  return places.size === stages.length
    ? sorted
    : sorted.map((stage, displayOrder) => ({ ...stage, displayOrder }));
}

function inOrder(stages: readonly Stage[]): readonly Stage[] {
  return stages.toSorted((a, b) => a.displayOrder - b.displayOrder);
}
