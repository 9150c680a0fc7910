import { pipelineShapes } from '../../../../src/sandbox-kit/index.ts';

export interface Stage {
  readonly id: number;
  readonly name: string;
  /** 0 to 100. */
  readonly winProbability: number;
}

export interface Pipeline {
  readonly id: number;
  readonly name: string;
  readonly type: 'opportunity' | 'project' | 'item';
  readonly isRevenue: boolean;
  readonly stages: readonly Stage[];
}

/** The pipelines of the account in the order of the kit's shapes; the first one is the default. The put-away shape is one that tracks no sales. */
export const pipelines: readonly Pipeline[] = pipelineShapes.map((shape, position) => ({
  id: 213_001 + position * 17,
  name: shape.name,
  type: shape.archived ? 'project' : 'opportunity',
  isRevenue: !shape.archived,
  stages: shape.stages.map(({ name, probability }, at) => ({
    id: 987_001 + position * 100 + at * 3,
    name,
    winProbability: Math.round(probability * 100),
  })),
}));

const byId = new Map(pipelines.map((pipeline) => [pipeline.id, pipeline]));
const byStage = new Map(
  pipelines.flatMap((pipeline) => pipeline.stages.map((stage) => [stage.id, { pipeline, stage }] as const)),
);

export function findPipeline(id: number): Pipeline | undefined {
  return byId.get(id);
}

/** Stage ids are unique within the account. */
export function findStage(id: number): { readonly pipeline: Pipeline; readonly stage: Stage } | undefined {
  return byStage.get(id);
}
