import {
  answer,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import {
  bothExist,
  dealTypeIds,
  leadsNowhere,
  link,
  pairOf,
  unlink,
  type Pair,
} from './association-pairs.ts';
import { associationTypes, plainTypeId, reverseTypeId } from './association-types.ts';
import { batchAnswer, batchInputs } from '../deals/batch.ts';
import type { Context } from '../context.ts';
import type { Endpoint } from '../endpoint.ts';
import { bodyObject, notFound } from '../errors.ts';
import { largestAssociationWrite } from '../facts.ts';
import { findObjectType } from '../object-types.ts';
import { scalarText } from '../deals/requested.ts';
import { writeScopes } from '../scopes.ts';

/** Linking and unlinking; no change time moves. */
export function associationWriteEndpoints(context: Context): readonly Endpoint[] {
  const single = { area: 'record-associations', budget: 'associations', scopes: writeScopes } as const;
  const batch = {
    area: 'associations',
    budget: 'associations',
    scopes: writeScopes,
    method: 'POST',
  } as const;
  const pair = '/:type/:id/associations/:to/:toId';
  return [
    {
      ...single,
      method: 'PUT',
      path: '/:type/:id/associations/default/:to/:toId',
      handle: (request) => putDefault(context, request),
    },
    { ...single, method: 'PUT', path: pair, handle: (request) => putLabels(context, request) },
    { ...single, method: 'DELETE', path: pair, handle: (request) => removeLink(context, request) },
    { ...batch, path: '/:type/:to/batch/create', handle: (request) => linkWithLabels(context, request) },
    {
      ...batch,
      path: '/:type/:to/batch/associate/default',
      handle: (request) => linkByDefault(context, request),
    },
    {
      ...batch,
      path: '/:type/:to/batch/archive',
      handle: (request, version) => unlinkAll(context, request, version),
    },
    {
      ...batch,
      path: '/:type/:to/batch/labels/archive',
      handle: (request, version) => removeLabels(context, request, version),
    },
  ];
}

function requestedPair(request: SandboxRequest): Pair {
  return pairOf(request, request.params['id'] ?? '', request.params['toId'] ?? '');
}

function putDefault(context: Context, request: SandboxRequest): SandboxAnswer {
  const pair = requestedPair(request);
  if (!bothExist(context, pair)) return notFound();
  link(context, pair, []);
  return batchAnswer(context, 200, [linkedByDefault(pair)], []);
}

/** The answer for a link without a label. */
function linkedByDefault({ fromId, toId, kind, reversed }: Pair): JsonObject {
  const plain = plainTypeId(kind);
  return {
    from: { id: fromId },
    to: { id: toId },
    associationSpec: {
      associationCategory: 'HUBSPOT_DEFINED',
      associationTypeId: reversed ? reverseTypeId(plain) : plain,
    },
  };
}

/** The answer for a link with labels: the ids are numbers here. */
function labelled({ params }: SandboxRequest, pair: Pair, types: readonly number[]): JsonObject {
  return {
    fromObjectTypeId: findObjectType(params['type'] ?? '')?.typeId ?? '',
    fromObjectId: Number(pair.fromId),
    toObjectTypeId: findObjectType(params['to'] ?? '')?.typeId ?? '',
    toObjectId: Number(pair.toId),
    labels: associationTypes('deals', pair.kind).flatMap(({ typeId, label }) =>
      types.includes(typeId) && label !== null ? [label] : [],
    ),
  };
}

/** Replaces the labels of one link. */
function putLabels(context: Context, request: SandboxRequest): SandboxAnswer {
  const pair = requestedPair(request);
  const types = dealTypeIds(pair, request.body);
  if (!bothExist(context, pair)) return notFound();
  link(context, pair, types, true);
  return answer(201, labelled(request, pair, types));
}

function removeLink(context: Context, request: SandboxRequest): SandboxAnswer {
  unlink(context, requestedPair(request));
  return answer(204);
}

/** Adds labels to each link. */
function linkWithLabels(context: Context, request: SandboxRequest): SandboxAnswer {
  const wanted = inputsOf(request).map((input) => {
    const pair = pairOf(request, idIn(input['from']), idIn(input['to']));
    return { pair, types: dealTypeIds(pair, input['types']) };
  });
  return linkEach(context, 201, wanted, (pair, types) => labelled(request, pair, types));
}

/** Types are not asked for, so that some in the body count for nothing. */
function linkByDefault(context: Context, request: SandboxRequest): SandboxAnswer {
  const wanted = inputsOf(request).map((input) => ({
    pair: pairOf(request, idIn(input['from']), idIn(input['to'])),
    types: [],
  }));
  return linkEach(context, 200, wanted, linkedByDefault);
}

function linkEach(
  context: Context,
  status: number,
  wanted: readonly { readonly pair: Pair; readonly types: readonly number[] }[],
  render: (pair: Pair, types: readonly number[]) => JsonObject,
): SandboxAnswer {
  const found = wanted.filter(({ pair }) => bothExist(context, pair));
  for (const { pair, types } of found) link(context, pair, types);
  const errors = wanted.filter((one) => !found.includes(one)).map(({ pair }) => leadsNowhere(pair));
  return batchAnswer(
    context,
    status,
    found.map(({ pair, types }) => render(pair, types)),
    errors,
  );
}

/** Whole links; what is not there is no error. */
function unlinkAll(context: Context, request: SandboxRequest, version: string): SandboxAnswer {
  for (const input of inputsOf(request)) {
    const targets = Array.isArray(input['to']) ? input['to'] : [input['to']];
    for (const target of targets) unlink(context, pairOf(request, idIn(input['from']), idIn(target)));
  }
  return unlinked(context, version);
}

function removeLabels(context: Context, request: SandboxRequest, version: string): SandboxAnswer {
  const wanted = inputsOf(request).map((input) => {
    const pair = pairOf(request, idIn(input['from']), idIn(input['to']));
    return { pair, types: dealTypeIds(pair, input['types']) };
  });
  for (const { pair, types } of wanted) unlink(context, pair, types);
  return unlinked(context, version);
}

/** The older version answers 204, the dated ones 200. */
function unlinked(context: Context, version: string): SandboxAnswer {
  return version === 'v4' ? answer(204) : batchAnswer(context, 200, [], []);
}

function inputsOf(request: SandboxRequest): readonly JsonObject[] {
  return batchInputs(bodyObject(request), largestAssociationWrite);
}

function idIn(value: JsonValue | undefined): string {
  return isJsonObject(value) ? (scalarText(value['id']) ?? '') : '';
}
