import { z } from 'zod';
import type {
  JsonObject,
  JsonValue,
  NativeChange,
  NativeId,
  PlannedRequest,
} from '../../../src/connector-kit/index.ts';
import { dealBody } from './deal-body.ts';
import { isId } from '../reading/get-many.ts';
import { participantRequests } from './participant-requests.ts';
import { paths } from '../paths.ts';

/** The deal, and then the persons beside its primary one. */
export function createDeal(change: NativeChange): readonly PlannedRequest[] {
  return [
    {
      operationId: 'deals.create',
      method: 'POST',
      path: paths.deals,
      body: dealBody(change.patch),
      summary: 'creates the deal',
    },
    ...participantRequests('{id}', change),
  ];
}

/** The deal's own fields first: whoever becomes the primary person joins with that. */
export function updateDeal(id: NativeId, change: NativeChange): readonly PlannedRequest[] {
  const body = dealBody(change.patch);
  const own = Object.keys(body).length === 0 ? [] : [patchDeal(id, body)];
  return [...own, ...participantRequests(encodeURIComponent(id), change)];
}

export function patchDeal(id: NativeId, body: JsonObject = {}): PlannedRequest {
  return {
    operationId: 'deals.update',
    method: 'PATCH',
    path: paths.deal(encodeURIComponent(id)),
    body,
    summary: `changes deal ${id}`,
  };
}

/** None for what cannot be the id of a deal: a path takes other spellings of a number, too. */
export function deleteDeal(id: NativeId): readonly PlannedRequest[] {
  if (!isId(id)) return [];
  return [
    {
      operationId: 'deals.delete',
      method: 'DELETE',
      path: paths.deal(encodeURIComponent(id)),
      summary: `deletes deal ${id}`,
    },
  ];
}

const Created = z.object({ success: z.literal(true), data: z.object({ id: z.int() }) });

export function createdId(answer: JsonValue): NativeId {
  return String(Created.parse(answer).data.id);
}
