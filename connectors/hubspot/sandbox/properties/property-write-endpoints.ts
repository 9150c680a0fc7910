import {
  answer,
  isJsonObject,
  Refused,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import { requestedTable, type Context } from '../context.ts';
import { batchAnswer, batchInputs } from '../deals/batch.ts';
import { scalarText } from '../deals/requested.ts';
import type { Endpoint } from '../endpoint.ts';
import { bodyObject, invalid, notFound, unreadable } from '../errors.ts';
import { largestBatch } from '../facts.ts';
import type { ObjectTable } from '../object-view.ts';
import { renderProperty, type PropertyDefinition } from '../property-definition.ts';
import { schemaWriteScopes } from '../scopes.ts';
import { wireTime } from '../wire-values.ts';
import { checkDefinition, checkNew } from './check-definition.ts';
import { newDefinition, withBody } from './definition-body.ts';

/** Making, changing and archiving properties. */
export function propertyWriteEndpoints(context: Context): readonly Endpoint[] {
  const common = { budget: 'general', area: 'properties', scopes: schemaWriteScopes } as const;
  return [
    { ...common, method: 'POST', path: '/:type', handle: (request) => createOne(context, request) },
    {
      ...common,
      method: 'POST',
      path: '/:type/batch/create',
      handle: (request) => batchCreate(context, request),
    },
    {
      ...common,
      method: 'POST',
      path: '/:type/batch/archive',
      handle: (request) => batchArchive(context, request),
    },
    { ...common, method: 'PATCH', path: '/:type/:name', handle: (request) => editOne(context, request) },
    { ...common, method: 'DELETE', path: '/:type/:name', handle: (request) => archiveOne(context, request) },
  ];
}

function now({ portal }: Context): string {
  return wireTime(portal.clock.nowMs());
}

function rendered(definition: PropertyDefinition): JsonObject {
  return renderProperty(definition, -1);
}

function createOne(context: Context, request: SandboxRequest): SandboxAnswer {
  const table = requestedTable(context, request);
  const body = bodyObject(request);
  if (body === undefined) return unreadable('Some required fields were not set: [name]');
  return answer(201, rendered(create(context, table, body)));
}

/**
 * The name of an archived property brings it back with its values, and with the definition that was sent:
 * https://github.com/scopiousdigital/kalup/blob/main/docs/hubspot.md (2026-10-01).
 *
 * @throws Refused where the definition cannot be.
 */
function create(context: Context, { catalogue }: ObjectTable, body: JsonObject): PropertyDefinition {
  const definition = newDefinition(body, now(context));
  checkNew(catalogue, definition);
  const createdAt = catalogue.archived.get(definition.name)?.more['createdAt'];
  const kept = createdAt === undefined ? {} : { createdAt };
  return catalogue.put({ ...definition, more: { ...definition.more, ...kept } });
}

/** Those that can be made are made. */
function batchCreate(context: Context, request: SandboxRequest): SandboxAnswer {
  const table = requestedTable(context, request);
  const results: JsonObject[] = [];
  const errors: JsonObject[] = [];
  for (const input of batchInputs(bodyObject(request), largestBatch))
    try {
      results.push(rendered(create(context, table, input)));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      errors.push(problemOf(error, scalarText(input['name']) ?? ''));
    }
  return batchAnswer(context, 201, results, errors);
}

function problemOf({ answer: { body } }: Refused, name: string): JsonObject {
  return { ...(isJsonObject(body) ? body : {}), context: { name: [name] } };
}

/** What cannot change is left alone and not complained about, such as whether values are unique. */
function editOne(context: Context, request: SandboxRequest): SandboxAnswer {
  const { catalogue } = requestedTable(context, request);
  const body = bodyObject(request);
  if (body === undefined) return unreadable('Cannot construct an input from a value that is no object');
  const current = catalogue.definitions.get(request.params['name'] ?? '');
  if (current === undefined) return notFound();
  if (!current.custom) return invalid(`The definition of property ${current.name} is read only.`);
  const edited = withBody(current, body, now(context));
  checkDefinition(catalogue, edited);
  return answer(200, rendered(catalogue.put(edited)));
}

function archiveOne(context: Context, request: SandboxRequest): SandboxAnswer {
  const { catalogue } = requestedTable(context, request);
  const current = catalogue.definitions.get(request.params['name'] ?? '');
  if (current === undefined) return notFound();
  if (!current.custom) return invalid(`Property ${current.name} cannot be archived.`);
  catalogue.archive(current, now(context));
  return answer(204);
}

/** Names that are not there are passed over. */
function batchArchive(context: Context, request: SandboxRequest): SandboxAnswer {
  const { catalogue } = requestedTable(context, request);
  const names = batchInputs(bodyObject(request), largestBatch).map(({ name }) => scalarText(name) ?? '');
  const found = names.flatMap((name) => catalogue.definitions.get(name) ?? []);
  const fixed = found.find(({ custom }) => !custom);
  if (fixed !== undefined) return invalid(`Property ${fixed.name} cannot be archived.`);
  for (const definition of found) catalogue.archive(definition, now(context));
  return answer(204);
}
