import {
  answer,
  isJsonObject,
  Refused,
  type JsonObject,
  type JsonValue,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../src/sandbox-kit/index.ts';
import { associationTypes, plainTypeId, reverseTypeId } from './association-types.ts';
import { batchAnswer, batchInputs, recordId } from './batch.ts';
import { tableOf, type Context } from './context.ts';
import type { Endpoint } from './endpoint.ts';
import { bodyObject, invalid, notFound, refusal } from './errors.ts';
import { largestAssociationWrite } from './facts.ts';
import { linkedKind, typeIdsOf, withLink, withoutLink, type LinkedKind } from './link-records.ts';
import { findObjectType } from './object-types.ts';
import { scalarText } from './requested.ts';
import { writeScopes } from './scopes.ts';

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
    {
      ...batch,
      path: '/:type/:to/batch/create',
      handle: (request) => batchLink(context, request, 201, labelled),
    },
    {
      ...batch,
      path: '/:type/:to/batch/associate/default',
      handle: (request) => batchLink(context, request, 200, linkedByDefault),
    },
    {
      ...batch,
      path: '/:type/:to/batch/archive',
      handle: (request, version) => batchUnlink(context, request, version),
    },
    {
      ...batch,
      path: '/:type/:to/batch/labels/archive',
      handle: (request, version) => batchUnlink(context, request, version),
    },
  ];
}

/** A link seen from its deal, whichever side the path began with. */
interface Pair {
  readonly fromId: string;
  readonly toId: string;
  readonly dealId: number;
  readonly kind: LinkedKind;
  readonly otherId: number;
  readonly reversed: boolean;
}

function pairOf({ params }: SandboxRequest, fromId: string, toId: string): Pair {
  const { type = '', to = '' } = params;
  const reversed = findObjectType(to)?.name === 'deals';
  const kind = linkedKind(reversed ? type : to);
  if (kind === undefined || findObjectType(reversed ? to : type)?.name !== 'deals')
    throw new Refused(refusal(403, `This sandbox does not link ${type} with ${to}.`));
  const [dealId, otherId] = reversed ? [toId, fromId] : [fromId, toId];
  return { fromId, toId, dealId: recordId(dealId), otherId: recordId(otherId), kind, reversed };
}

function requestedPair(request: SandboxRequest): Pair {
  return pairOf(request, request.params['id'] ?? '', request.params['toId'] ?? '');
}

/** The types in the deal's direction. @throws Refused for one that does not exist. */
function dealTypeIds(pair: Pair, types: JsonValue | undefined): readonly number[] {
  const known = associationTypes('deals', pair.kind).map(({ typeId }) => typeId);
  return typeIdsOf(types).map((given) => {
    const typeId = pair.reversed ? known.find((own) => reverseTypeId(own) === given) : given;
    if (typeId === undefined || !known.includes(typeId))
      throw new Refused(invalid(`Association type ${given} does not exist between these objects.`));
    return typeId;
  });
}

function exists(context: Context, { dealId, kind, otherId }: Pair): boolean {
  return (
    tableOf(context, 'deals').findExact(dealId, false) !== undefined &&
    tableOf(context, kind).find(otherId, false) !== undefined
  );
}

function link({ portal }: Context, pair: Pair, typeIds: readonly number[], replace: boolean): void {
  const deal = portal.store.find(pair.dealId);
  if (deal === undefined) return;
  const before = replace ? withoutLink(deal.record, pair.kind, pair.otherId) : deal.record;
  portal.store.write(deal.id, withLink(before, pair.kind, pair.otherId, typeIds), { bump: false });
}

function unlink({ portal }: Context, pair: Pair, typeIds?: readonly number[]): void {
  const deal = portal.store.find(pair.dealId);
  if (deal !== undefined)
    portal.store.write(deal.id, withoutLink(deal.record, pair.kind, pair.otherId, typeIds), { bump: false });
}

function putDefault(context: Context, request: SandboxRequest): SandboxAnswer {
  const pair = requestedPair(request);
  if (!exists(context, pair)) return notFound();
  link(context, pair, [], false);
  return batchAnswer(context, 200, [linkedByDefault(request, pair)], []);
}

/** The answer for a link without a label. */
function linkedByDefault(_: SandboxRequest, { fromId, toId, kind, reversed }: Pair): JsonObject {
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

function putLabels(context: Context, request: SandboxRequest): SandboxAnswer {
  const pair = requestedPair(request);
  if (!exists(context, pair)) return notFound();
  const types = dealTypeIds(pair, request.body);
  if (types.length === 0) return invalid('At least one association type must be given.');
  link(context, pair, types, true);
  return answer(201, labelled(request, pair, types));
}

function removeLink(context: Context, request: SandboxRequest): SandboxAnswer {
  unlink(context, requestedPair(request));
  return answer(204);
}

function idIn(value: JsonValue | undefined): string {
  return isJsonObject(value) ? (scalarText(value['id']) ?? '') : '';
}

function batchLink(
  context: Context,
  request: SandboxRequest,
  status: number,
  render: (request: SandboxRequest, pair: Pair, types: readonly number[]) => JsonObject,
): SandboxAnswer {
  const results: JsonObject[] = [];
  const errors: JsonObject[] = [];
  for (const input of batchInputs(bodyObject(request), largestAssociationWrite)) {
    const [fromId, toId] = [idIn(input['from']), idIn(input['to'])];
    const pair = pairOf(request, fromId, toId);
    const types = dealTypeIds(pair, input['types']);
    if (exists(context, pair)) {
      link(context, pair, types, false);
      results.push(render(request, pair, types));
    } else {
      const ends = { fromObjectId: [fromId], toObjectId: [toId] };
      errors.push({
        status: 'error',
        category: 'OBJECT_NOT_FOUND',
        message: 'One of the objects does not exist.',
        context: ends,
      });
    }
  }
  return batchAnswer(context, status, results, errors);
}

/** The older version answers 204, the dated ones 200. */
function batchUnlink(context: Context, request: SandboxRequest, version: string): SandboxAnswer {
  for (const input of batchInputs(bodyObject(request), largestAssociationWrite)) {
    const targets = Array.isArray(input['to']) ? input['to'] : [input['to']];
    for (const target of targets) {
      const pair = pairOf(request, idIn(input['from']), idIn(target));
      const types = dealTypeIds(pair, input['types']);
      unlink(context, pair, types.length === 0 ? undefined : types);
    }
  }
  return version === 'v4' ? answer(204) : batchAnswer(context, 200, [], []);
}
