import {
  answer,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import { requestedTable, type Context } from '../context.ts';
import type { Endpoint } from '../endpoint.ts';
import { notFound } from '../errors.ts';
import { anyReadScope } from '../scopes.ts';
import type { Pipeline } from '../seed/pipelines.ts';
import { renderPipeline, renderStage } from './render-pipeline.ts';

/** Reading pipelines and stages; only deals have any here. */
export function pipelineEndpoints(context: Context): readonly Endpoint[] {
  const read = { area: 'pipelines', budget: 'general', method: 'GET', scopes: anyReadScope } as const;
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
  ];
}

/** The list leaves out what was put away, and nothing asks it back in. */
export function listed(context: Context, request: SandboxRequest): readonly Pipeline[] {
  const { name } = requestedTable(context, request).type;
  return name === 'deals' ? context.portal.pipelines.filter(({ archived }) => !archived) : [];
}

/** The pipeline of the path; undefined where there is none. */
export function requestedPipeline(context: Context, request: SandboxRequest): Pipeline | undefined {
  return listed(context, request).find(({ id }) => id === request.params['pipelineId']);
}

function onPipeline(
  context: Context,
  request: SandboxRequest,
  render: (pipeline: Pipeline) => JsonObject,
): SandboxAnswer {
  const found = requestedPipeline(context, request);
  return found === undefined ? notFound() : answer(200, render(found));
}

function readStage(context: Context, request: SandboxRequest): SandboxAnswer {
  const pipeline = requestedPipeline(context, request);
  const stage = pipeline?.stages.find(({ id }) => id === request.params['stageId']);
  return pipeline === undefined || stage === undefined
    ? notFound()
    : answer(200, renderStage(pipeline, stage));
}
