import type { JsonObject } from '../../../../src/sandbox-kit/index.ts';
import type { Pipeline, Stage } from '../seed/pipelines.ts';
import { wireTime } from '../wire-values.ts';

/** Metadata values are texts. */
export function renderMetadata({ isClosed, probability }: Stage): JsonObject {
  return {
    isClosed: String(isClosed),
    probability: Number.isInteger(probability) ? probability.toFixed(1) : String(probability),
  };
}

export function renderStage(pipeline: Pipeline, stage: Stage): JsonObject {
  return {
    label: stage.label,
    displayOrder: stage.displayOrder,
    metadata: renderMetadata(stage),
    id: stage.id,
    createdAt: wireTime(stage.createdMs ?? pipeline.createdMs),
    updatedAt: wireTime(pipeline.updatedMs),
    writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
    archived: false,
  };
}

export function renderPipeline(pipeline: Pipeline): JsonObject {
  return {
    label: pipeline.label,
    displayOrder: pipeline.displayOrder,
    id: pipeline.id,
    createdAt: wireTime(pipeline.createdMs),
    updatedAt: wireTime(pipeline.updatedMs),
    archived: pipeline.archived,
    stages: pipeline.stages.map((stage) => renderStage(pipeline, stage)),
  };
}
