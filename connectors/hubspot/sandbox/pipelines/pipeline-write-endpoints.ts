import {
  answer,
  isJsonObject,
  Refused,
  type JsonObject,
  type JsonValue,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import { requestedTable, type Context } from '../context.ts';
import { scalarText } from '../deals/requested.ts';
import type { Endpoint } from '../endpoint.ts';
import { bodyObject, invalid, notFound, refusal, unreadable } from '../errors.ts';
import { schemaWriteScopes } from '../scopes.ts';
import type { Pipeline, Stage } from '../seed/pipelines.ts';
import { addPipeline, removePipeline, replacePipeline } from './change-pipelines.ts';
import { checkPipeline } from './check-pipeline.ts';
import { requestedPipeline } from './pipeline-endpoints.ts';
import { displayOrderOf, labelOf, readStage } from './read-stage.ts';
import { renderPipeline } from './render-pipeline.ts';
import { untied } from './stage-order.ts';
import { refuseStagesInUse } from './stages-in-use.ts';
import { asksForReferences } from './validates-references.ts';

/**
 * Making, changing and deleting pipelines.
 *
 * @see https://developers.hubspot.com/docs/api-reference/latest/crm/pipelines/guide (2026-11-27)
 */
export function pipelineWriteEndpoints(context: Context): readonly Endpoint[] {
  const common = { area: 'pipelines', budget: 'general', scopes: schemaWriteScopes } as const;
  const one = { ...common, path: '/:type/:pipelineId' } as const;
  return [
    { ...common, method: 'POST', path: '/:type', handle: (request) => create(context, request) },
    { ...one, method: 'PUT', handle: (request, version) => replace(context, request, version) },
    { ...one, method: 'PATCH', handle: (request) => edit(context, request) },
    { ...one, method: 'DELETE', handle: (request, version) => remove(context, request, version) },
  ];
}

const longestPipelineId = 36;

function create(context: Context, request: SandboxRequest): SandboxAnswer {
  const { portal } = context;
  if (requestedTable(context, request).type.name !== 'deals')
    // What HubSpot says of kinds without pipelines is not known; here only deals have any.
    return invalid('Pipelines of this object type cannot be made.');
  const body = bodyObject(request);
  if (body === undefined) return unreadable('Some required fields were not set: [label]');
  const nowMs = portal.clock.nowMs();
  const pipeline: Pipeline = {
    id: pipelineId(context, body['pipelineId']),
    ...readWhole(context, body, []),
    archived: false,
    createdMs: nowMs,
    updatedMs: nowMs,
  };
  checkPipeline(portal, pipeline);
  addPipeline(portal, pipeline);
  return answer(201, renderPipeline(pipeline));
}

/** @throws Refused for an id that is taken, and one that is too long, of which the server fails. */
function pipelineId({ portal }: Context, given: JsonValue | undefined): string {
  const id = scalarText(given) ?? '';
  if (id === '') return portal.newPipelineId();
  if (id.length > longestPipelineId) throw new Refused(refusal(500, 'internal error'));
  if (!portal.pipelines.some((pipeline) => pipeline.id === id)) return id;
  throw new Refused(invalid(`There's another pipeline in this account with pipelineId ${id}`));
}

/** All that a new pipeline needs. Stages that are there already keep when they were made. */
function readWhole(
  { portal }: Context,
  body: JsonObject,
  before: readonly Stage[],
): Pick<Pipeline, 'label' | 'displayOrder' | 'stages'> {
  const given = body['stages'];
  const stages = (Array.isArray(given) ? given : []).map((input) => {
    if (!isJsonObject(input))
      throw new Refused(unreadable('Cannot construct a stage from a value that is no object'));
    const stage = readStage(input, undefined, portal.newPipelineId);
    const known = before.find(({ id }) => id === stage.id);
    return { ...stage, createdMs: known === undefined ? portal.clock.nowMs() : known.createdMs };
  });
  return {
    label: labelOf(body, undefined),
    displayOrder: displayOrderOf(body, undefined),
    stages: untied(stages),
  };
}

async function replace(context: Context, request: SandboxRequest, version: string): Promise<SandboxAnswer> {
  const { portal } = context;
  const found = requestedPipeline(context, request);
  const body = bodyObject(request);
  if (found === undefined) return notFound();
  if (body === undefined) return unreadable('Some required fields were not set: [label]');
  const replaced = { ...found, ...readWhole(context, body, found.stages) };
  checkPipeline(portal, replaced);
  const kept = new Set(replaced.stages.map(({ id }) => id));
  const dropped = found.stages.filter(({ id }) => !kept.has(id));
  if (asksForReferences(request, version))
    await refuseStagesInUse(
      portal,
      dropped.map(({ id }) => id),
    );
  return answer(200, renderPipeline(replacePipeline(portal, replaced)));
}

/** Stages have endpoints of their own. */
function edit(context: Context, request: SandboxRequest): SandboxAnswer {
  const { portal } = context;
  const found = requestedPipeline(context, request) ?? putAway(context, request);
  const body = bodyObject(request);
  if (body === undefined) return unreadable('Some required fields were not set');
  if (found === undefined) return notFound();
  const restores = found.archived && body['archived'] === false;
  // Only who restores a pipeline gives it, and any other request is refused with 400, says the vendor's specification of
  // `PipelinePatchInput` (2026-11-27, in clients made of it); in which words is not known.
  if (body['archived'] !== undefined && !restores)
    return invalid('archived can only be set to restore an archived pipeline.');
  const edited = {
    ...found,
    label: labelOf(body, found.label),
    displayOrder: displayOrderOf(body, found.displayOrder),
    archived: false,
  };
  checkPipeline(portal, edited);
  return answer(200, renderPipeline(replacePipeline(portal, edited)));
}

function putAway({ portal }: Context, request: SandboxRequest): Pipeline | undefined {
  if (bodyObject(request)?.['archived'] !== false) return undefined;
  return portal.pipelines.find(({ id, archived }) => archived && id === request.params['pipelineId']);
}

async function remove(context: Context, request: SandboxRequest, version: string): Promise<SandboxAnswer> {
  const { portal } = context;
  const found = requestedPipeline(context, request);
  if (found === undefined) return notFound();
  if (asksForReferences(request, version))
    await refuseStagesInUse(
      portal,
      found.stages.map(({ id }) => id),
    );
  removePipeline(portal, found.id);
  return answer(204);
}
