import {
  answer,
  isJsonObject,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import { batchInputs, idOfInput, recordId } from './batch.ts';
import { requestedTable, type Context } from '../context.ts';
import type { Endpoint } from '../endpoint.ts';
import { bodyObject, invalid } from '../errors.ts';
import { largestBatch } from '../facts.ts';
import type { ObjectTable } from '../object-view.ts';
import { writerOf, type ObjectWriter } from '../object-writer.ts';
import { findView, refuseDuplicates } from './read-endpoints.ts';
import { runBatch } from './run-batch.ts';
import { writeScopes } from '../scopes.ts';

/** Writes of up to a hundred records. */
export function batchWriteEndpoints(context: Context): readonly Endpoint[] {
  const common = { area: 'objects', budget: 'general', method: 'POST', scopes: writeScopes } as const;
  const on =
    (handle: (batch: Batch) => SandboxAnswer) =>
    (request: SandboxRequest, version: string): SandboxAnswer => {
      const table = requestedTable(context, request);
      const writer = writerOf(context, table);
      const inputs = batchInputs(bodyObject(request), largestBatch);
      return handle({ context, table, writer, inputs, version });
    };
  return [
    { ...common, path: '/:type/batch/create', handle: on(batchCreate) },
    { ...common, path: '/:type/batch/update', handle: on(batchUpdate) },
    { ...common, path: '/:type/batch/upsert', handle: on(batchUpsert) },
    { ...common, path: '/:type/batch/archive', handle: on(batchArchive) },
  ];
}

interface Batch {
  readonly context: Context;
  readonly table: ObjectTable;
  readonly writer: ObjectWriter;
  readonly inputs: readonly JsonObject[];
  readonly version: string;
}

function batchCreate({ context, table, writer, inputs, version }: Batch): SandboxAnswer {
  return runBatch(context, table, 201, inputs, (input) => ({
    write: writer.prepareCreate(input, version),
  }));
}

/** Merged-away ids are not found here, unlike in a single update. */
function batchUpdate({ context, table, writer, inputs, version }: Batch): SandboxAnswer {
  const found = recordsOf(table, inputs);
  return runBatch(context, table, 200, inputs, (input) => {
    const id = found.get(input);
    return id === undefined
      ? { lost: idOfInput(input) }
      : { write: writer.prepareUpdate(id, input, version) };
  });
}

function batchUpsert({ context, table, writer, inputs, version }: Batch): SandboxAnswer {
  if (inputs.some(({ idProperty }) => typeof idProperty !== 'string'))
    return invalid('Upsert needs an idProperty with a unique property in each input.');
  if (inputs.some((input) => idOfInput(input) === ''))
    return invalid('Upsert needs a value of that property as the id of each input.');
  const found = recordsOf(table, inputs);
  return runBatch(context, table, 200, inputs, (input) => {
    const id = found.get(input);
    if (id !== undefined) return { write: writer.prepareUpdate(id, input, version), more: { new: false } };
    const given = isJsonObject(input['properties']) ? input['properties'] : {};
    const properties = { ...given, [String(input['idProperty'])]: idOfInput(input) };
    // Unlike a create, an upsert knows no associations: https://developers.hubspot.com/docs/api/crm/deals (2026-11-22).
    return { write: writer.prepareCreate({ properties }, version), more: { new: true } };
  });
}

/**
 * The record each input names, by its id or by a unique property; none for one that is not there.
 *
 * @throws Refused where two name the same.
 */
function recordsOf(table: ObjectTable, inputs: readonly JsonObject[]): ReadonlyMap<JsonObject, number> {
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

function batchArchive({ writer, inputs }: Batch): SandboxAnswer {
  for (const id of inputs.map((input) => recordId(idOfInput(input)))) writer.archive(id, true);
  return answer(204);
}
