import { Refused } from '../../../../src/sandbox-kit/index.ts';
import { invalid, refusal } from '../errors.ts';
import type { Portal } from '../portal.ts';
import type { Pipeline, Stage } from '../seed/pipelines.ts';

/** https://developers.hubspot.com/docs/api-reference/latest/crm/pipelines/guide (2026-11-27) */
const mostStages = 100;

/**
 * Checks a pipeline as a request leaves it against the others. Sources as in `read-stage.ts`.
 *
 * @param isStageWrite True for a request that is about one stage: it is refused in other words.
 * @throws Refused
 */
export function checkPipeline(portal: Portal, pipeline: Pipeline, isStageWrite = false): void {
  const { id, label, stages } = pipeline;
  if (stages.length === 0) throw new Refused(invalid('Pipeline must have at least one stage'));
  if (stages.length > mostStages)
    throw new Refused(invalid(`A pipeline cannot have more than ${mostStages} stages.`));
  if (repeats(stages, (stage) => folded(stage.label)))
    throw new Refused(
      invalid(
        'Two stages of a pipeline cannot have the same label.',
        isStageWrite ? { subCategory: 'PipelineError.STAGE_LABEL_EXISTS' } : {},
      ),
    );
  const others = portal.pipelines.filter((other) => other.id !== id);
  if (others.some((other) => !other.archived && other.label.toLowerCase() === label.toLowerCase()))
    throw new Refused(invalid(`An active pipeline with label ${label} already exists`));
  const taken = others
    .flatMap((other) => other.stages)
    .find((other) => stages.some((one) => one.id === other.id));
  if (taken === undefined && !repeats(stages, (stage) => stage.id)) return;
  const stageId = taken?.id ?? '';
  throw new Refused(
    isStageWrite
      ? refusal(400, `Another pipeline is already using stage id ${stageId}`)
      : refusal(409, `Stage IDs exist in another pipeline: [${stageId}]`, 'CONFLICT', {
          subCategory: 'PipelineError.STAGE_ID_EXISTS_IN_ANOTHER_PIPELINE',
        }),
  );
}

function folded(label: string): string {
  return label.trim().toLowerCase();
}

function repeats(stages: readonly Stage[], key: (stage: Stage) => string): boolean {
  return new Set(stages.map(key)).size < stages.length;
}
