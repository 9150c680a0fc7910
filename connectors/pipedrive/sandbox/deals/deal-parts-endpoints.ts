import {
  answer,
  isJsonObject,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import { userId, userIndex } from '../seed/account-ids.ts';
import type { Account } from '../account.ts';
import type { Follower, FollowerChange, StoredDealState } from './deal-state.ts';
import { dealScopes, type Endpoint } from '../endpoint.ts';
import { archivedDeal, notFound, serviceError } from '../errors.ts';
import { reject, rejectUnknown } from '../checks/invalid-request.ts';
import { plans } from '../facts.ts';
import { listAnswer, pageOfRows, single, type Row } from '../page.ts';
import { allowParameters, idsParameter, paging, pathId } from '../query.ts';
import { wireTime } from '../wire-times.ts';

/** Installments and followers of deals. */
export function dealPartsEndpoints(account: Account): readonly Endpoint[] {
  const common = { api: 'v2', cost: 10, scopes: dealScopes } as const;
  const read = { ...common, method: 'GET' } as const;
  const write = { api: 'v2', scopes: ['deals:full'] } as const;
  const followers = '/deals/:id/followers';
  return [
    { ...read, path: '/deals/installments', handle: (r) => installments(account, r) },
    { ...read, path: followers, handle: (r) => listFollowers(account, r) },
    { ...read, path: `${followers}/changelog`, handle: (r) => listFollowerChanges(account, r) },
    { ...write, method: 'POST', path: followers, cost: 5, handle: (r) => follow(account, r) },
    { ...write, method: 'DELETE', path: `${followers}/:user`, cost: 3, handle: (r) => unfollow(account, r) },
  ];
}

function knownDeal(account: Account, request: SandboxRequest): StoredDealState | undefined {
  const deal = account.visible(account.store.find(pathId(request)));
  return deal?.deletedMs === undefined ? deal : undefined;
}

function installments({ settings }: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, ['deal_ids', 'sort_by', 'sort_direction', ...paging]);
  if (idsParameter(request, 'deal_ids') === undefined) reject('deal_ids', 'Required');
  if (!plans[settings.plan].hasRecurringRevenue)
    return serviceError(403, 'Installments are not part of your plan', 'feature_capping_installments');
  return listAnswer([], { additional_data: { next_cursor: null } });
}

function followerRow({ userId: user, addedMs }: Follower): JsonObject {
  return { user_id: user, add_time: wireTime(addedMs) };
}

/** Followers have no id of their own. */
function withoutId({ user_id = null, add_time = null }: Row): JsonObject {
  return { user_id, add_time };
}

function listFollowers(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, paging);
  const deal = knownDeal(account, request);
  if (deal === undefined) return notFound('Deal');
  const rows = deal.record.followers.map(({ userId: id, addedMs }): Row => ({
    id,
    user_id: id,
    add_time: wireTime(addedMs),
  }));
  return pageOfRows(account, request, () => rows.toSorted((a, b) => a.id - b.id), ['id'], withoutId);
}

function follow(account: Account, request: SandboxRequest): SandboxAnswer {
  const deal = knownDeal(account, request);
  if (deal === undefined) return notFound('Deal');
  if (deal.record.values.is_archived) return archivedDeal();
  allowParameters(request, []);
  const body = isJsonObject(request.body) ? request.body : reject('body', 'Expected object');
  const unknown = Object.keys(body).find((name) => name !== 'user_id');
  if (unknown !== undefined) return rejectUnknown(unknown);
  const follower = body['user_id'];
  if (typeof follower !== 'number' || userIndex(follower) < 0 || userIndex(follower) >= account.world.users)
    return reject('user_id', 'User not found');
  const others = deal.record.followers.filter((one) => one.userId !== follower);
  const added = { userId: follower, addedMs: account.clock.nowMs() };
  keepFollowers(account, deal, [...others, added], { action: 'added', userId: follower });
  return single(followerRow(added), 201);
}

function unfollow(account: Account, request: SandboxRequest): SandboxAnswer {
  const deal = knownDeal(account, request);
  const follower = pathId(request, 'user');
  if (deal?.record.followers.some((one) => one.userId === follower) !== true) return notFound('Follower');
  const left = deal.record.followers.filter((one) => one.userId !== follower);
  keepFollowers(account, deal, left, { action: 'removed', userId: follower });
  return answer(200, { success: true, data: { user_id: follower } });
}

/** Followers are no change of the deal. */
function keepFollowers(
  { store, clock }: Account,
  { id, record }: StoredDealState,
  followers: readonly Follower[],
  change: Omit<FollowerChange, 'atMs'>,
): void {
  const followerChanges = [...record.followerChanges, { ...change, atMs: clock.nowMs() }];
  store.write(id, { ...record, followers, followerChanges }, { bump: false });
}

/** Newest first. */
function listFollowerChanges(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, paging);
  const deal = knownDeal(account, request);
  if (deal === undefined) return notFound('Deal');
  const rows = deal.record.followerChanges.toReversed().map((change, position): Row => ({
    id: position + 1,
    action: change.action,
    actor_user_id: userId(0),
    follower_user_id: change.userId,
    time: wireTime(change.atMs),
  }));
  return pageOfRows(
    account,
    request,
    () => rows,
    ['id'],
    (row) => {
      const { id: _position, ...shown } = row;
      return shown;
    },
  );
}
