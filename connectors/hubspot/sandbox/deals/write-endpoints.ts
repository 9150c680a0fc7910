import { answer, type SandboxAnswer, type SandboxRequest } from '../../../../src/sandbox-kit/index.ts';
import { recordId } from './batch.ts';
import { requestedTable, tableOf, type Context } from '../context.ts';
import { dealView } from './deal-table.ts';
import type { Endpoint } from '../endpoint.ts';
import { bodyObject, invalid, notFound, refusal, unreadable } from '../errors.ts';
import { mergeDeals } from './merge-deals.ts';
import { writerOf } from '../object-writer.ts';
import { findView } from './read-endpoints.ts';
import { renderObject } from './render.ts';
import { scalarText } from './requested.ts';
import { writeScopes } from '../scopes.ts';

/** Writes of one record; only deals can be merged, or deleted for good. */
export function writeEndpoints(context: Context): readonly Endpoint[] {
  const common = { area: 'objects', budget: 'general', scopes: writeScopes } as const;
  const onDeals =
    (handle: (request: SandboxRequest, version: string) => SandboxAnswer) =>
    (request: SandboxRequest, version: string): SandboxAnswer => {
      const { name } = requestedTable(context, request).type;
      return name === 'deals'
        ? handle(request, version)
        : refusal(403, `This sandbox does not do so to ${name}.`);
    };
  return [
    {
      ...common,
      method: 'POST',
      path: '/:type',
      handle: (request, version) => createOne(context, request, version),
    },
    {
      ...common,
      method: 'POST',
      path: '/:type/merge',
      handle: onDeals((request) => merge(context, request)),
    },
    {
      ...common,
      method: 'POST',
      path: '/:type/gdpr-delete',
      handle: onDeals((request, version) => deleteForGood(context, request, version)),
    },
    {
      ...common,
      method: 'PATCH',
      path: '/:type/:id',
      handle: (request, version) => updateOne(context, request, version),
    },
    { ...common, method: 'DELETE', path: '/:type/:id', handle: (request) => archiveOne(context, request) },
  ];
}

function createOne(context: Context, request: SandboxRequest, version: string): SandboxAnswer {
  const writer = writerOf(context, requestedTable(context, request));
  const body = bodyObject(request);
  if (body === undefined) return unreadable('Some required fields were not set: [properties]');
  const prepared = writer.prepareCreate(body, version);
  return prepared.refused ?? answer(201, prepared.run());
}

/** A merged-away id still reaches the deal it was merged into. */
function updateOne(context: Context, request: SandboxRequest, version: string): SandboxAnswer {
  const table = requestedTable(context, request);
  const writer = writerOf(context, table);
  const body = bodyObject(request);
  if (body === undefined) return unreadable('Some required fields were not set: [properties]');
  const idProperty = request.query.get('idProperty');
  const view = findView(table, request.params['id'] ?? '', idProperty, false);
  if (view === undefined) return notFound();
  const prepared = writer.prepareUpdate(view.id, body, version);
  return prepared.refused ?? answer(200, prepared.run());
}

/** Archiving moves no change time, and archiving twice is no error. */
function archiveOne(context: Context, request: SandboxRequest): SandboxAnswer {
  const writer = writerOf(context, requestedTable(context, request));
  writer.archive(recordId(request.params['id']), false);
  return answer(204);
}

/** The one version that has this endpoint for certain. */
const versionWithDeletion = '2026-09-beta';

function deleteForGood(context: Context, request: SandboxRequest, version: string): SandboxAnswer {
  if (version !== versionWithDeletion) return refusal(404, 'resource not found');
  const body = bodyObject(request);
  const objectId = scalarText(body?.['objectId']);
  if (objectId === undefined) return unreadable('Some required fields were not set: [objectId]');
  const idProperty = scalarText(body?.['idProperty']) ?? null;
  const view = findView(tableOf(context, 'deals'), objectId, idProperty, false);
  if (view === undefined) return notFound();
  context.portal.store.remove(view.id, { bump: false });
  context.portal.purged.add(view.id);
  return answer(204);
}

function merge(context: Context, request: SandboxRequest): SandboxAnswer {
  const body = bodyObject(request);
  const primary = scalarText(body?.['primaryObjectId']) ?? '';
  const other = scalarText(body?.['objectIdToMerge']) ?? '';
  if (!/^\d+$/.test(primary) || !/^\d+$/.test(other))
    return unreadable('Some required fields were not set: [primaryObjectId, objectIdToMerge]');
  if (primary === other) return invalid('A record cannot be merged with itself.');
  const { portal } = context;
  const [into, from] = [portal.store.find(recordId(primary)), portal.store.find(recordId(other))];
  if (
    into?.deletedMs !== undefined ||
    from?.deletedMs !== undefined ||
    into === undefined ||
    from === undefined
  )
    return notFound();
  const merged = mergeDeals(portal, into, from);
  const requested = { properties: undefined, withHistory: [], associations: [], archived: false };
  return answer(200, renderObject(tableOf(context, 'deals'), dealView(portal, merged), requested));
}
