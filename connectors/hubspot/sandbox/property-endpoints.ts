import {
  answer,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../src/sandbox-kit/index.ts';
import { batchAnswer, batchInputs } from './deals/batch.ts';
import { requestedTable, type Context } from './context.ts';
import type { Endpoint } from './endpoint.ts';
import { bodyObject, notFound } from './errors.ts';
import { largestBatch } from './facts.ts';
import { renderProperty, type PropertyDefinition } from './property-definition.ts';
import type { PropertyCatalogue } from './properties/property-catalogue.ts';
import { isYes } from './query-values.ts';
import { scalarText } from './deals/requested.ts';
import { anyReadScope } from './scopes.ts';

/** Reading definitions of properties. */
export function propertyEndpoints(context: Context): readonly Endpoint[] {
  const common = { budget: 'general', area: 'properties', scopes: anyReadScope } as const;
  return [
    { ...common, method: 'GET', path: '/:type', handle: (request) => listProperties(context, request) },
    { ...common, method: 'GET', path: '/:type/:name', handle: (request) => oneProperty(context, request) },
    {
      ...common,
      method: 'POST',
      path: '/:type/batch/read',
      handle: (request) => batchRead(context, request),
    },
  ];
}

/** All at once: this list has no pages. */
function listProperties(context: Context, request: SandboxRequest): SandboxAnswer {
  const { catalogue } = requestedTable(context, request);
  const sensitive = (request.query.get('dataSensitivity') ?? 'non_sensitive') !== 'non_sensitive';
  const archived = isYes(request.query.get('archived'));
  const wanted = (request.query.get('properties') ?? '').split(',').filter((name) => name !== '');
  const shown = sensitive ? [] : [...definitionsOf(catalogue, archived).values()];
  const results = shown
    .map((definition, position) => render(context, definition, position))
    .filter(({ name }) => wanted.length === 0 || wanted.includes(String(name)));
  return answer(200, { results });
}

function definitionsOf(
  { definitions, archived }: PropertyCatalogue,
  wantsArchived: boolean,
): ReadonlyMap<string, PropertyDefinition> {
  return wantsArchived ? archived : definitions;
}

function render(
  { portal: { names } }: Context,
  definition: PropertyDefinition,
  position: number,
): JsonObject {
  const { name, options } = definition;
  const labelled = options.map(
    ([value, label]) => [value, names.of('options', `${name}:${value}`, label)] as const,
  );
  return renderProperty({ ...definition, options: labelled }, position);
}

function oneProperty(context: Context, request: SandboxRequest): SandboxAnswer {
  const { catalogue } = requestedTable(context, request);
  const shown = definitionsOf(catalogue, isYes(request.query.get('archived')));
  const found = shown.get(request.params['name'] ?? '');
  return found === undefined ? notFound() : answer(200, render(context, found, 0));
}

function batchRead(context: Context, request: SandboxRequest): SandboxAnswer {
  const { catalogue } = requestedTable(context, request);
  const properties = definitionsOf(catalogue, bodyObject(request)?.['archived'] === true);
  const wanted = batchInputs(bodyObject(request), largestBatch).map(({ name }) => scalarText(name) ?? '');
  const found = wanted.flatMap((name) => properties.get(name) ?? []);
  const lost = wanted.filter((name) => !properties.has(name));
  return batchAnswer(
    context,
    200,
    found.map((definition, position) => render(context, definition, position)),
    lost.map((name) => ({
      status: 'error',
      category: 'OBJECT_NOT_FOUND',
      message: 'The property does not exist.',
      context: { name: [name] },
    })),
  );
}
