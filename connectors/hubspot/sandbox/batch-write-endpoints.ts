import {
  answer,
  isJsonObject,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../src/sandbox-kit/index.ts';
import { batchAnswer, batchInputs, idOfInput, recordId } from './batch.ts';
import { requestedTable, tableOf, type Context } from './context.ts';
import type { Endpoint } from './endpoint.ts';
import { bodyObject, invalid } from './errors.ts';
import { largestBatch } from './facts.ts';
import { findView, lostObjects, onlyReadable, refuseDuplicates } from './read-endpoints.ts';
import { writeScopes } from './scopes.ts';
import { prepareCreate, prepareUpdate, withoutRepeatedValues, type PreparedWrite } from './write-deal.ts';

type Prepare = (input: JsonObject) => { readonly write: PreparedWrite; readonly more?: JsonObject };

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
  return runBatch(context, 201, inputs, [], (input) => ({ write: prepareCreate(context, input, version) }));
}

/** Ids that are not found, merged-away ones among them, are reported; the other deals are updated. */
function batchUpdate(context: Context, request: SandboxRequest, version: string): SandboxAnswer {
  const inputs = batchInputs(bodyObject(request), largestBatch);
  refuseDuplicates(inputs.map(idOfInput));
  const table = tableOf(context, 'deals');
  const idOf = (input: JsonObject): number | undefined => {
    const { idProperty } = input;
    if (typeof idProperty === 'string') return findView(table, idOfInput(input), idProperty, false)?.id;
    return table.findExact(recordId(idOfInput(input)), false)?.id;
  };
  const lost = inputs.filter((input) => idOf(input) === undefined).map(idOfInput);
  const found = inputs.filter((input) => idOf(input) !== undefined);
  const errors = lost.length === 0 ? [] : [lostObjects(table, lost)];
  return runBatch(context, 200, found, errors, (input) => ({
    write: prepareUpdate(context, idOf(input) ?? 0, input, version),
  }));
}

function batchUpsert(context: Context, request: SandboxRequest, version: string): SandboxAnswer {
  const inputs = batchInputs(bodyObject(request), largestBatch);
  refuseDuplicates(inputs.map(idOfInput));
  const table = tableOf(context, 'deals');
  if (inputs.some(({ idProperty }) => typeof idProperty !== 'string'))
    return invalid('Upsert needs an idProperty with a unique property in each input.');
  return runBatch(context, 200, inputs, [], (input) => {
    const idProperty = String(input['idProperty']);
    const view = findView(table, idOfInput(input), idProperty, false);
    if (view !== undefined)
      return { write: prepareUpdate(context, view.id, input, version), more: { new: false } };
    const given = isJsonObject(input['properties']) ? input['properties'] : {};
    const properties = { ...given, [idProperty]: idOfInput(input) };
    return { write: prepareCreate(context, { ...input, properties }, version), more: { new: true } };
  });
}

/**
 * All or nothing; only where each input carries a trace id of its own are the good ones done and the bad ones reported.
 * https://developers.hubspot.com/docs/api-reference/error-handling#multi-status-errors (2026-11-22)
 */
function runBatch(
  context: Context,
  status: number,
  inputs: readonly JsonObject[],
  errors: readonly JsonObject[],
  prepare: Prepare,
): SandboxAnswer {
  const traces = inputs.map((input) => input['objectWriteTraceId']);
  const traced = traces.every((trace) => typeof trace === 'string') && new Set(traces).size === traces.length;
  const wanted = inputs.map(prepare);
  const writes = withoutRepeatedValues(wanted.map(({ write }) => write));
  const prepared = writes.map((write, at) => ({
    write,
    more: wanted[at]?.more,
    trace: inputs[at]?.['objectWriteTraceId'],
  }));
  const firstRefusal = prepared.find(({ write }) => write.refused !== undefined)?.write.refused;
  if (firstRefusal !== undefined && !traced) return firstRefusal;
  const results: JsonObject[] = [];
  const failed = [...errors];
  for (const { write, more, trace } of prepared) {
    const traceMember = typeof trace === 'string' ? { objectWriteTraceId: trace } : {};
    if (write.refused === undefined) results.push({ ...write.run(), ...more, ...traceMember });
    else failed.push(itemError(write.refused, String(trace)));
  }
  return batchAnswer(context, status, results, failed);
}

function itemError({ body }: SandboxAnswer, trace: string): JsonObject {
  const whole = isJsonObject(body) ? body : {};
  const known = isJsonObject(whole['context']) ? whole['context'] : {};
  return { ...whole, context: { ...known, objectWriteTraceId: [trace] } };
}

function batchArchive({ portal }: Context, request: SandboxRequest): SandboxAnswer {
  const inputs = batchInputs(bodyObject(request), largestBatch);
  for (const id of inputs.map((input) => recordId(idOfInput(input))))
    if (portal.store.find(id) !== undefined) portal.store.remove(id, { bump: false });
  return answer(204);
}
