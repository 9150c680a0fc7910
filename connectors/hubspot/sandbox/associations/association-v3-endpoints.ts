import {
  answer,
  isJsonObject,
  Refused,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import { largestSinglePage, noAssociations } from './association-endpoints.ts';
import {
  bothExist,
  forwardTypeId,
  leadsNowhere,
  link,
  pairOf,
  unlink,
  type Pair,
} from './association-pairs.ts';
import { associationTypes, type AssociationType } from './association-types.ts';
import { batchAnswer, batchInputs, idOfInput, recordId } from '../deals/batch.ts';
import { requestedTable, tableOf, type Context } from '../context.ts';
import type { Endpoint } from '../endpoint.ts';
import { bodyObject, invalid, notFound, unreadable } from '../errors.ts';
import { associationPage, largestAssociationRead, largestAssociationWrite } from '../facts.ts';
import { renderLinkPage } from '../deals/render.ts';
import { scalarText } from '../deals/requested.ts';
import { wholeNumber } from '../query-values.ts';
import { anyReadScope, writeScopes } from '../scopes.ts';

/** The oldest association batches, which name types by words; the vendor's published client still has them. */
export function associationV3Endpoints(context: Context): readonly Endpoint[] {
  const common = { area: 'associations-v3', budget: 'associations', method: 'POST' } as const;
  return [
    {
      area: 'record-associations-v3',
      budget: 'associations',
      method: 'GET',
      path: '/:type/:id/associations/:to',
      scopes: anyReadScope,
      handle: (request) => readLinks(context, request),
    },
    {
      ...common,
      method: 'GET',
      path: '/:type/:to/types',
      scopes: anyReadScope,
      handle: (request) => readTypes(context, request),
    },
    {
      ...common,
      path: '/:type/:to/batch/read',
      scopes: anyReadScope,
      handle: (request) => batchRead(context, request),
    },
    {
      ...common,
      path: '/:type/:to/batch/create',
      scopes: writeScopes,
      handle: (request) => batchCreate(context, request),
    },
    {
      ...common,
      path: '/:type/:to/batch/archive',
      scopes: writeScopes,
      handle: (request) => batchArchive(context, request),
    },
  ];
}

function typesOf(context: Context, request: SandboxRequest): readonly AssociationType[] {
  const from = requestedTable(context, request).type.name;
  return associationTypes(from, tableOf(context, request.params['to']).type.name);
}

function readTypes(context: Context, request: SandboxRequest): SandboxAnswer {
  const results = typesOf(context, request).map(({ typeId, inlineName }) => ({
    id: String(typeId),
    name: inlineName,
  }));
  return answer(200, { results });
}

/** Where the link beside a record leads. */
function readLinks(context: Context, request: SandboxRequest): SandboxAnswer {
  const table = requestedTable(context, request);
  const to = tableOf(context, request.params['to']).type;
  const view = table.find(recordId(request.params['id']), false);
  if (view === undefined) return notFound();
  const limit = wholeNumber(request.query.get('limit'), largestSinglePage);
  if (!(limit >= 1 && limit <= largestSinglePage))
    return invalid(`The limit must be between 1 and ${largestSinglePage}.`);
  const after = wholeNumber(request.query.get('after'), 0);
  if (Number.isNaN(after)) return invalid('The paging cursor is not valid.');
  const links = view.links(to.name).filter(({ id }) => id >= after);
  return answer(200, renderLinkPage(table.type, view.id, to, links, limit));
}

/** One entry for each record and type, a hundred records an input: who needs more reads them by the newer versions. */
function batchRead(context: Context, request: SandboxRequest): SandboxAnswer {
  const table = requestedTable(context, request);
  const to = tableOf(context, request.params['to']).type;
  const types = typesOf(context, request);
  const results: JsonObject[] = [];
  const errors: JsonObject[] = [];
  for (const id of batchInputs(bodyObject(request), largestAssociationRead).map(idOfInput)) {
    const links = table.findExact(recordId(id), false)?.links(to.name) ?? [];
    const next = links[associationPage];
    const shown = links
      .slice(0, associationPage)
      .flatMap((one) =>
        types
          .filter(({ typeId }) => one.typeIds.includes(typeId))
          .map(({ inlineName }) => ({ id: String(one.id), type: inlineName })),
      );
    if (links.length === 0) errors.push(noAssociations(table.type, id, to));
    else
      results.push({
        from: { id },
        to: shown,
        ...(next === undefined ? {} : { paging: { next: { after: String(next.id) } } }),
      });
  }
  return batchAnswer(context, 200, results, errors);
}

interface NamedPair {
  readonly pair: Pair;
  /** As the client wrote it. */
  readonly type: string;
  /** In the deal's direction. */
  readonly typeId: number;
}

/** @throws Refused where an input names a type that does not exist. */
function namedPairs(context: Context, request: SandboxRequest): readonly NamedPair[] {
  const types = typesOf(context, request);
  return batchInputs(bodyObject(request), largestAssociationWrite).map((input) => {
    const pair = pairOf(request, idIn(input, 'from'), idIn(input, 'to'));
    const type = scalarText(input['type']);
    if (type === undefined) throw new Refused(unreadable('Some required fields were not set: [type]'));
    const found = types.find(({ inlineName, typeId }) => type === inlineName || type === String(typeId));
    if (found === undefined) throw new Refused(invalid(`Association type ${type} does not exist.`));
    return { pair, type, typeId: pair.reversed ? forwardTypeId(pair.kind, found.typeId) : found.typeId };
  });
}

function idIn(input: JsonObject, end: 'from' | 'to'): string {
  const value = input[end];
  const id = isJsonObject(value) ? scalarText(value['id']) : undefined;
  if (id === undefined) throw new Refused(unreadable(`Some required fields were not set: [${end}]`));
  return id;
}

function batchCreate(context: Context, request: SandboxRequest): SandboxAnswer {
  const wanted = namedPairs(context, request);
  const found = wanted.filter(({ pair }) => bothExist(context, pair));
  for (const { pair, typeId } of found) link(context, pair, [typeId]);
  const results = found.map(({ pair, type }) => ({
    from: { id: pair.fromId },
    to: { id: pair.toId },
    type,
  }));
  const errors = wanted.filter((one) => !found.includes(one)).map(({ pair }) => leadsNowhere(pair));
  return batchAnswer(context, 201, results, errors);
}

function batchArchive(context: Context, request: SandboxRequest): SandboxAnswer {
  for (const { pair, typeId } of namedPairs(context, request)) unlink(context, pair, [typeId]);
  return answer(204);
}
