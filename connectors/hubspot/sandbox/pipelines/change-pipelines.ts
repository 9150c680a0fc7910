import { stageProperties } from '../deals/deal-properties.ts';
import type { Portal } from '../portal.ts';
import type { Pipeline } from '../seed/pipelines.ts';

/** Adds a pipeline, with the properties that deals have for each stage. */
export function addPipeline(portal: Portal, pipeline: Pipeline): void {
  portal.pipelines = [...portal.pipelines, pipeline];
  addStageProperties(portal, pipeline);
}

/** Puts a pipeline in the place of the one with its id. An edit of a pipeline moves the change time of every deal. */
export function replacePipeline(portal: Portal, edited: Pipeline): Pipeline {
  const updated = { ...edited, updatedMs: portal.clock.nowMs() };
  portal.pipelines = portal.pipelines.map((pipeline) => (pipeline.id === edited.id ? updated : pipeline));
  addStageProperties(portal, updated);
  portal.store.bumpAll(() => true);
  return updated;
}

/** Takes a pipeline away for good: nothing brings it back, and deals that name it keep doing so. */
export function removePipeline(portal: Portal, id: string): void {
  portal.pipelines = portal.pipelines.filter((pipeline) => pipeline.id !== id);
}

function addStageProperties({ dealCatalogue }: Portal, { label, stages }: Pipeline): void {
  for (const stage of stages)
    for (const definition of stageProperties(stage.id, `${stage.label} (${label})`))
      if (!dealCatalogue.definitions.has(definition.name)) dealCatalogue.put(definition);
}
