import { pipelineShapes, type JsonObject } from '../../../../src/sandbox-kit/index.ts';

export interface Stage extends JsonObject {
  readonly id: number;
  readonly order_nr: number;
  readonly name: string;
  readonly is_deleted: boolean;
  readonly deal_probability: number;
  readonly pipeline_id: number;
  readonly is_deal_rot_enabled: boolean;
  readonly days_to_rotten: number | null;
  readonly add_time: string;
  readonly update_time: string | null;
}

export interface Pipeline extends JsonObject {
  readonly id: number;
  readonly name: string;
  readonly order_nr: number;
  readonly is_deleted: boolean;
  readonly is_deal_probability_enabled: boolean;
  readonly add_time: string;
  readonly update_time: string | null;
}

const addTime = '2023-05-02T13:20:05Z';

/** Pipelines in the order of the company's tables; the one that was put away counts as deleted. */
export const pipelines: readonly Pipeline[] = pipelineShapes.map(({ name, archived }, position) => ({
  id: 5 + position * 2,
  name,
  order_nr: position + 1,
  is_deleted: archived,
  is_deal_probability_enabled: usesProbability(position),
  add_time: addTime,
  update_time: archived ? '2025-02-03T09:00:00Z' : null,
}));

/** Stages of all pipelines. Where nobody set a probability, it is 100. */
export const stages: readonly Stage[] = pipelineShapes.flatMap((shape, pipeline) =>
  shape.stages.map(({ name, probability }, position) => ({
    id: stageId(pipeline, position),
    order_nr: position + 1,
    name,
    is_deleted: shape.archived,
    deal_probability: usesProbability(pipeline) ? Math.round(probability * 100) : 100,
    pipeline_id: 5 + pipeline * 2,
    is_deal_rot_enabled: position === 1,
    days_to_rotten: position === 1 ? 14 : null,
    add_time: addTime,
    update_time: position === 0 ? null : '2025-01-15T08:30:00Z',
  })),
);

/** The id of a stage by the positions of pipeline and stage in the company's tables. */
export function stageId(pipeline: number, position: number): number {
  return 31 + pipeline * 10 + position;
}

function usesProbability(position: number): boolean {
  return position === 0;
}
