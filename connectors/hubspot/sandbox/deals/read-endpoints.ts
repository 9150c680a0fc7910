import {
  answer,
  Refused,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import { batchAnswer, batchInputs, idOfInput } from './batch.ts';
import { requestedTable, type Context } from '../context.ts';
import type { Endpoint } from '../endpoint.ts';
import { bodyObject, invalid, notFound, refusal, unreadable } from '../errors.ts';
import { largestBatch, largestPage, largestPageWithHistory, searchCap } from '../facts.ts';
import type { ObjectTable, ObjectView } from '../object-view.ts';
import { isYes, wholeNumber } from '../query-values.ts';
import { renderObject } from './render.ts';
import { requestedByBody, requestedByQuery } from './requested.ts';
import { readScopes } from '../scopes.ts';
import { namesOneRecord } from '../unique-values.ts';

const usualPage = 10;

/** Lists, single records and batch reads of every kind of object. */
export function readEndpoints(context: Context): readonly Endpoint[] {
  const common = { area: 'objects', budget: 'general', scopes: readScopes } as const;
  return [
    { ...common, method: 'GET', path: '/:type', handle: (request) => listObjects(context, request) },
    {
      ...common,
      method: 'POST',
      path: '/:type/batch/read',
      handle: (request) => batchRead(context, request),
    },
    { ...common, method: 'GET', path: '/:type/:id', handle: (request) => readOne(context, request) },
  ];
}

function listObjects(context: Context, request: SandboxRequest): SandboxAnswer {
  const table = requestedTable(context, request);
  const requested = requestedByQuery(request);
  const limit = pageSize(request.query.get('limit'), requested.withHistory.length > 0);
  const views = table.list(listCursor(request.query.get('after')), requested.archived, limit + 1);
  const results = views.slice(0, limit).map((view) => renderObject(table, view, requested));
  const next = views[limit];
  if (next === undefined) return answer(200, { results });
  const parameters = new URLSearchParams(request.query);
  parameters.set('after', String(next.id));
  // Host and version are those of the public API, not of the request.
  const link = `https://api.hubapi.com/crm/v3/objects/${table.type.name}?${parameters.toString()}`;
  return answer(200, { results, paging: { next: { after: String(next.id), link } } });
}

function pageSize(text: string | null, withHistory: boolean): number {
  const limit = wholeNumber(text, usualPage);
  const most = withHistory ? largestPageWithHistory : largestPage;
  if (!(limit >= 1))
    throw new Refused(invalid(`"${text}" is not a valid limit: must be a positive integer.`));
  if (limit > most)
    throw new Refused(
      invalid(
        `The limit ${limit} is greater than the maximum of ${most}${withHistory ? ' with propertiesWithHistory' : ''}.`,
      ),
    );
  return limit;
}

/** A list goes on at the id of the next record. What a search can go on at is an offset within its cap, and no record has such an id. */
function listCursor(after: string | null): number {
  if (after === null || after === '') return 0;
  const id = /^\d{1,15}$/.test(after) ? Number(after) : Number.NaN;
  if (id === 0 || id > searchCap) return id;
  throw new Refused(
    invalid(
      `Cannot deserialize value of type \`PublicObjectPagingCursor\` from String "${after}": not a valid cursor.`,
    ),
  );
}

function readOne(context: Context, request: SandboxRequest): SandboxAnswer {
  const table = requestedTable(context, request);
  const requested = requestedByQuery(request);
  const view = findView(
    table,
    request.params['id'] ?? '',
    request.query.get('idProperty'),
    requested.archived,
  );
  return view === undefined ? notFound() : answer(200, renderObject(table, view, requested));
}

/** A record by its id, or by a property without duplicates, which finds living ones only. */
export function findView(
  table: ObjectTable,
  id: string,
  idProperty: string | null,
  archived: boolean,
): ObjectView | undefined {
  if (idProperty !== null && idProperty !== '' && idProperty !== 'hs_object_id') {
    if (!namesOneRecord(table, idProperty))
      throw new Refused(invalid(`Property "${idProperty}" is not a unique property.`));
    return archived ? undefined : table.findByUnique(idProperty, id);
  }
  return /^\d{1,15}$/.test(id) ? table.find(Number(id), archived) : undefined;
}

function batchRead(context: Context, request: SandboxRequest): SandboxAnswer {
  const table = requestedTable(context, request);
  const body = bodyObject(request);
  if (body === undefined) return unreadable('Some required fields were not set: [inputs]');
  const requested = requestedByBody(body, isYes(request.query.get('archived')));
  const withHistory = requested.withHistory.length > 0;
  const ids = batchInputs(body, withHistory ? largestPageWithHistory : largestBatch).map(idOfInput);
  refuseDuplicates(ids);
  const idProperty = typeof body['idProperty'] === 'string' ? body['idProperty'] : null;
  const found = ids.map((id) => ({ id, view: findForBatch(table, id, idProperty, requested.archived) }));
  // The order of the answer is not promised, and this is not the order of the question.
  const results = found
    .flatMap(({ view }) => (view === undefined ? [] : [view]))
    .toSorted((a, b) => b.id - a.id)
    .map((view) => renderObject(table, view, requested));
  const lost = found.filter(({ view }) => view === undefined).map(({ id }) => id);
  return batchAnswer(context, 200, results, lost.length === 0 ? [] : [lostObjects(table, lost)]);
}

function findForBatch(
  table: ObjectTable,
  id: string,
  idProperty: string | null,
  archived: boolean,
): ObjectView | undefined {
  if (idProperty !== null) return findView(table, id, idProperty, archived);
  return /^\d{1,15}$/.test(id) ? table.findExact(Number(id), archived) : undefined;
}

/** Refuses a batch that names a record twice. */
export function refuseDuplicates(ids: readonly string[]): void {
  if (new Set(ids).size < ids.length) throw new Refused(invalid('Duplicate IDs found in batch input'));
}

/** One entry for all records a batch did not find. */
export function lostObjects(table: ObjectTable, ids: readonly string[]): JsonObject {
  const kind = table.type.singular.toUpperCase();
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: `Could not get some ${kind} objects, they may be deleted or not exist. Check that ids are valid.`,
    context: { ids: [...ids] },
  };
}

/** The answer for kinds of objects that this sandbox only shows. */
export function onlyReadable(table: ObjectTable): SandboxAnswer {
  return refusal(403, `This sandbox only reads ${table.type.name}.`);
}
