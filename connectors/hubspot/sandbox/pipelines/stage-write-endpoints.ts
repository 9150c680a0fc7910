import {
  answer,
  isJsonObject,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import type { Context } from '../context.ts';
import { scalarText } from '../deals/requested.ts';
import type { Endpoint } from '../endpoint.ts';
import { bodyObject, invalid, notFound, unreadable } from '../errors.ts';
import { schemaWriteScopes } from '../scopes.ts';
import type { Pipeline, Stage } from '../seed/pipelines.ts';
import { replacePipeline } from './change-pipelines.ts';
import { checkPipeline } from './check-pipeline.ts';
import { requestedPipeline } from './pipeline-endpoints.ts';
import { readStage } from './read-stage.ts';
import { renderMetadata, renderStage } from './render-pipeline.ts';
import { placed } from './stage-order.ts';
import { refuseStagesInUse } from './stages-in-use.ts';
import { asksForReferences } from './validates-references.ts';

/** Making, changing and deleting stages. Sources as in `read-stage.ts`. */
export function stageWriteEndpoints(context: Context): readonly Endpoint[] {
  const common = { area: 'pipelines', budget: 'general', scopes: schemaWriteScopes } as const;
  const all = { ...common, path: '/:type/:pipelineId/stages' } as const;
  const one = { ...common, path: '/:type/:pipelineId/stages/:stageId' } as const;
  return [
    { ...all, method: 'POST', handle: (request) => create(context, request) },
    { ...one, method: 'PUT', handle: (request) => change(context, request, true) },
    { ...one, method: 'PATCH', handle: (request) => change(context, request, false) },
    { ...one, method: 'DELETE', handle: (request, version) => remove(context, request, version) },
  ];
}

function create(context: Context, request: SandboxRequest): SandboxAnswer {
  const { portal } = context;
  const found = requestedPipeline(context, request);
  const body = bodyObject(request);
  if (found === undefined) return notFound();
  if (body === undefined) return unreadable('Some required fields were not set: [label]');
  const made = {
    ...readStage(body, undefined, portal.newPipelineId),
    createdMs: portal.clock.nowMs(),
  };
  return saved(
    context,
    { ...found, stages: placed(found.stages, made) },
    made.id,
    201,
    renderEcho(undefined, body),
  );
}

/** What is not given stays, or has to be given where the stage is replaced. */
function change(context: Context, request: SandboxRequest, isWhole: boolean): SandboxAnswer {
  const found = requestedPipeline(context, request);
  const before = found?.stages.find(({ id }) => id === request.params['stageId']);
  const body = bodyObject(request);
  if (found === undefined || before === undefined) return notFound();
  if (body === undefined) return invalid('The stage was not valid.');
  const read = readStage(body, isWhole ? undefined : before, () => before.id);
  const edited: Stage = {
    ...read,
    id: before.id,
    ...(before.createdMs === undefined ? {} : { createdMs: before.createdMs }),
  };
  const others = found.stages.filter(({ id }) => id !== before.id);
  const stages =
    edited.displayOrder === before.displayOrder
      ? found.stages.map((stage) => (stage.id === edited.id ? edited : stage))
      : placed(others, edited);
  return saved(context, { ...found, stages }, edited.id, 200, renderEcho(before, body));
}

function saved(
  { portal }: Context,
  pipeline: Pipeline,
  stageId: string,
  status: number,
  metadata: JsonObject,
): SandboxAnswer {
  checkPipeline(portal, pipeline, true);
  const updated = replacePipeline(portal, pipeline);
  const stage = updated.stages.find(({ id }) => id === stageId);
  if (stage === undefined) return notFound();
  const stored = renderStage(updated, stage);
  return answer(status, { ...stored, metadata: { ...renderMetadata(stage), ...metadata } });
}

/** The answer to a write is the request over what was stored before: as it was spelt, and whether it was closed then. */
function renderEcho(before: Stage | undefined, { metadata }: JsonObject): JsonObject {
  const sent = isJsonObject(metadata) ? Object.entries(metadata) : [];
  return {
    ...(before === undefined ? {} : renderMetadata(before)),
    ...Object.fromEntries(sent.map(([name, value]) => [name, scalarText(value) ?? null])),
  };
}

/** Answers the same for one that is not there. */
async function remove(context: Context, request: SandboxRequest, version: string): Promise<SandboxAnswer> {
  const { portal } = context;
  const found = requestedPipeline(context, request);
  const stage = found?.stages.find(({ id }) => id === request.params['stageId']);
  if (found === undefined || stage === undefined) return answer(204);
  const stages = found.stages.filter(({ id }) => id !== stage.id);
  checkPipeline(portal, { ...found, stages }, true);
  if (asksForReferences(request, version)) await refuseStagesInUse(portal, [stage.id]);
  replacePipeline(portal, { ...found, stages });
  return answer(204);
}
