import {
  answer,
  isJsonObject,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import { batchInputs, idOfInput, recordId } from './batch.ts';
import { requestedTable, tableOf, type Context } from '../context.ts';
import type { Endpoint } from '../endpoint.ts';
import { bodyObject, invalid } from '../errors.ts';
import { largestBatch } from '../facts.ts';
import type { ObjectTable } from '../object-view.ts';
import { findView, onlyReadable, refuseDuplicates } from './read-endpoints.ts';
import { runBatch } from './run-batch.ts';
import { writeScopes } from '../scopes.ts';
import { prepareCreate, prepareUpdate } from './write-deal.ts';

/** Writes of up to a hundred deals. */
export function batchWriteEndpoints(context: Context): readonly Endpoint[] {
  const common = { area: 'objects', budget: 'general', method: 'POST', scopes: writeScopes } as const;
  const onDeals =
    (handle: (request: SandboxRequest, version: string) => SandboxAnswer) =>
    (request: SandboxRequest, version: string): SandboxAnswer => {
      const table = requestedTable(context, request);
      return table.type.name === 'deals' ? handle(request, version) : onlyReadable(table);
    };
  return [
    {
      ...common,
      path: '/:type/batch/create',
      handle: onDeals((request, version) => batchCreate(context, request, version)),
    },
    {
      ...common,
      path: '/:type/batch/update',
      handle: onDeals((request, version) => batchUpdate(context, request, version)),
    },
    {
      ...common,
      path: '/:type/batch/upsert',
      handle: onDeals((request, version) => batchUpsert(context, request, version)),
    },
    { ...common, path: '/:type/batch/archive', handle: onDeals((request) => batchArchive(context, request)) },
  ];
}

function batchCreate(context: Context, request: SandboxRequest, version: string): SandboxAnswer {
  const inputs = batchInputs(bodyObject(request), largestBatch);
  const table = tableOf(context, 'deals');
  return runBatch(context, table, 201, inputs, (input) => ({
    write: prepareCreate(context, input, version),
  }));
}

/** Merged-away ids are not found here, unlike in a single update. */
function batchUpdate(context: Context, request: SandboxRequest, version: string): SandboxAnswer {
  const inputs = batchInputs(bodyObject(request), largestBatch);
  const table = tableOf(context, 'deals');
  const found = dealsOf(table, inputs);
  return runBatch(context, table, 200, inputs, (input) => {
    const id = found.get(input);
    return id === undefined
      ? { lost: idOfInput(input) }
      : { write: prepareUpdate(context, id, input, version) };
  });
}

function batchUpsert(context: Context, request: SandboxRequest, version: string): SandboxAnswer {
  const inputs = batchInputs(bodyObject(request), largestBatch);
  if (inputs.some(({ idProperty }) => typeof idProperty !== 'string'))
    return invalid('Upsert needs an idProperty with a unique property in each input.');
  if (inputs.some((input) => idOfInput(input) === ''))
    return invalid('Upsert needs a value of that property as the id of each input.');
  const table = tableOf(context, 'deals');
  const found = dealsOf(table, inputs);
  return runBatch(context, table, 200, inputs, (input) => {
    const id = found.get(input);
    if (id !== undefined) return { write: prepareUpdate(context, id, input, version), more: { new: false } };
    const given = isJsonObject(input['properties']) ? input['properties'] : {};
    const properties = { ...given, [String(input['idProperty'])]: idOfInput(input) };
    // Unlike a create, an upsert knows no associations: https://developers.hubspot.com/docs/api/crm/deals (2026-11-22).
    return { write: prepareCreate(context, { properties }, version), more: { new: true } };
  });
}

/**
 * The deal each input names, by its id or by a unique property; none for one that is not there.
 *
 * @throws Refused where two name the same.
 */
function dealsOf(table: ObjectTable, inputs: readonly JsonObject[]): ReadonlyMap<JsonObject, number> {
  const named = inputs.map((input) => {
    const id = idOfInput(input);
    const idProperty = typeof input['idProperty'] === 'string' ? input['idProperty'] : undefined;
    const view =
      idProperty === undefined
        ? table.findExact(recordId(id), false)
        : findView(table, id, idProperty, false);
    return { input, id: view?.id, key: view === undefined ? `${idProperty ?? ''}=${id}` : String(view.id) };
  });
  refuseDuplicates(named.map(({ key }) => key));
  return new Map(named.flatMap(({ input, id }) => (id === undefined ? [] : [[input, id] as const])));
}

function batchArchive({ portal }: Context, request: SandboxRequest): SandboxAnswer {
  const inputs = batchInputs(bodyObject(request), largestBatch);
  for (const id of inputs.map((input) => recordId(idOfInput(input))))
    if (portal.store.find(id) !== undefined) portal.store.remove(id, { bump: false });
  return answer(204);
}
