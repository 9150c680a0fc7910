import {
  answer,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../src/sandbox-kit/index.ts';
import { requestedTable, type Context } from './context.ts';
import type { Endpoint } from './endpoint.ts';
import { bodyObject, invalid, notFound, unreadable } from './errors.ts';
import type { Pipeline, Stage } from './seed/pipelines.ts';
import { scalarText } from './deals/requested.ts';
import { anyReadScope, writeScopes } from './scopes.ts';
import { wireTime } from './wire-values.ts';

/** Pipelines and stages; only deals have any here. */
export function pipelineEndpoints(context: Context): readonly Endpoint[] {
  const common = { area: 'pipelines', budget: 'general' } as const;
  const read = { ...common, method: 'GET', scopes: anyReadScope } as const;
  const write = { ...common, method: 'PATCH', scopes: writeScopes } as const;
  return [
    {
      ...read,
      path: '/:type',
      handle: (request) => answer(200, { results: listed(context, request).map(renderPipeline) }),
    },
    {
      ...read,
      path: '/:type/:pipelineId',
      handle: (request) => onPipeline(context, request, renderPipeline),
    },
    {
      ...read,
      path: '/:type/:pipelineId/stages',
      handle: (request) =>
        onPipeline(context, request, (found) => ({
          results: found.stages.map((stage) => renderStage(found, stage)),
        })),
    },
    {
      ...read,
      path: '/:type/:pipelineId/stages/:stageId',
      handle: (request) => readStage(context, request),
    },
    { ...write, path: '/:type/:pipelineId', handle: (request) => editPipeline(context, request) },
    {
      ...write,
      path: '/:type/:pipelineId/stages/:stageId',
      handle: (request) => editStage(context, request),
    },
  ];
}

/** The list leaves out what was put away, and nothing asks it back in. */
function listed(context: Context, request: SandboxRequest): readonly Pipeline[] {
  const { name } = requestedTable(context, request).type;
  return name === 'deals' ? context.portal.pipelines.filter(({ archived }) => !archived) : [];
}

function onPipeline(
  context: Context,
  request: SandboxRequest,
  render: (pipeline: Pipeline) => JsonObject,
): SandboxAnswer {
  const found = listed(context, request).find(({ id }) => id === request.params['pipelineId']);
  return found === undefined ? notFound() : answer(200, render(found));
}

function readStage(context: Context, request: SandboxRequest): SandboxAnswer {
  const pipeline = listed(context, request).find(({ id }) => id === request.params['pipelineId']);
  const stage = pipeline?.stages.find(({ id }) => id === request.params['stageId']);
  return pipeline === undefined || stage === undefined
    ? notFound()
    : answer(200, renderStage(pipeline, stage));
}

/** Metadata values are texts. */
function renderStage(pipeline: Pipeline, stage: Stage): JsonObject {
  return {
    label: stage.label,
    displayOrder: stage.displayOrder,
    metadata: {
      isClosed: String(stage.isClosed),
      probability: Number.isInteger(stage.probability)
        ? stage.probability.toFixed(1)
        : String(stage.probability),
    },
    id: stage.id,
    createdAt: wireTime(pipeline.createdMs),
    updatedAt: wireTime(pipeline.updatedMs),
    writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
    archived: false,
  };
}

function renderPipeline(pipeline: Pipeline): JsonObject {
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

/** An edit of a pipeline moves the change time of every deal. */
function replace({ portal }: Context, edited: Pipeline): void {
  const updated = { ...edited, updatedMs: portal.clock.nowMs() };
  portal.pipelines = portal.pipelines.map((pipeline) => (pipeline.id === edited.id ? updated : pipeline));
  portal.store.bumpAll(() => true);
}

function editPipeline(context: Context, request: SandboxRequest): SandboxAnswer {
  const body = bodyObject(request);
  if (body === undefined) return unreadable('Some required fields were not set');
  return onPipeline(context, request, (found) => {
    replace(context, { ...found, label: scalarText(body['label']) ?? found.label });
    return renderPipeline(context.portal.pipelines.find(({ id }) => id === found.id) ?? found);
  });
}

function editStage(context: Context, request: SandboxRequest): SandboxAnswer {
  const body = bodyObject(request);
  const found = listed(context, request).find(({ id }) => id === request.params['pipelineId']);
  const stage = found?.stages.find(({ id }) => id === request.params['stageId']);
  if (found === undefined || stage === undefined) return notFound();
  if (body === undefined) return invalid('The stage was not valid.');
  const edited = { ...stage, label: scalarText(body['label']) ?? stage.label };
  replace(context, {
    ...found,
    stages: found.stages.map((other) => (other.id === stage.id ? edited : other)),
  });
  return answer(200, renderStage(found, edited));
}
