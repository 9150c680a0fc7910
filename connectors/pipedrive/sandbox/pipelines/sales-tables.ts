import { pipelines, stages, type Pipeline, type Stage } from '../seed/pipelines.ts';

/** Pipelines and stages as they are now, deleted ones too. */
export interface SalesTables {
  readonly stages: readonly Stage[];
  readonly pipelines: readonly Pipeline[];
  stage(id: number): Stage | undefined;
  /** The first living stage of a living pipeline; undefined where there is none. */
  firstStage(pipelineId: number): Stage | undefined;
  /** Adds a row, or puts it in the place of the one with its id. */
  saveStage(stage: Stage): void;
  savePipeline(pipeline: Pipeline): void;
}

/** Opens the tables as they are at the start. */
export function openSalesTables(): SalesTables {
  const stagesById = new Map(stages.map((stage) => [stage.id, stage]));
  const pipelinesById = new Map(pipelines.map((pipeline) => [pipeline.id, pipeline]));
  return {
    get stages() {
      return [...stagesById.values()];
    },
    get pipelines() {
      return [...pipelinesById.values()];
    },
    stage: (id) => stagesById.get(id),
    firstStage(pipelineId) {
      if (pipelinesById.get(pipelineId)?.is_deleted !== false) return undefined;
      const own = [...stagesById.values()].filter(
        (stage) => stage.pipeline_id === pipelineId && !stage.is_deleted,
      );
      return own.toSorted((a, b) => a.order_nr - b.order_nr)[0];
    },
    saveStage: (stage) => void stagesById.set(stage.id, stage),
    savePipeline: (pipeline) => void pipelinesById.set(pipeline.id, pipeline),
  };
}
