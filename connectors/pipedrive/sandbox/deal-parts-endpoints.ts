import {
  answer,
  isJsonObject,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../src/sandbox-kit/index.ts';
import { userIndex } from './account-ids.ts';
import type { Account } from './account.ts';
import type { Follower, StoredDealState } from './deal-state.ts';
import { dealScopes, type Endpoint } from './endpoint.ts';
import { archivedDeal, notFound, serviceError } from './errors.ts';
import { reject, rejectUnknown } from './invalid-request.ts';
import { plans } from './facts.ts';
import { listAnswer, pageOfRows, single, type Row } from './page.ts';
import { allowParameters, idsParameter, paging, pathId } from './query.ts';
import { wireTime } from './wire-times.ts';

/** Products, installments and followers of deals. */
export function dealPartsEndpoints(account: Account): readonly Endpoint[] {
  const common = { api: 'v2', cost: 10, scopes: dealScopes } as const;
  const read = { ...common, method: 'GET' } as const;
  const write = { api: 'v2', scopes: ['deals:full'] } as const;
  const followers = '/deals/:id/followers';
  return [
    { ...read, path: '/deals/products', handle: (r) => productsOfMany(account, r) },
    { ...read, path: '/deals/installments', handle: (r) => installments(account, r) },
    { ...read, path: '/deals/:id/products', handle: (r) => productsOfOne(account, r) },
    { ...read, path: followers, handle: (r) => listFollowers(account, r) },
    { ...write, method: 'POST', path: followers, cost: 5, handle: (r) => follow(account, r) },
    { ...write, method: 'DELETE', path: `${followers}/:user`, cost: 3, handle: (r) => unfollow(account, r) },
  ];
}

function knownDeal(account: Account, request: SandboxRequest): StoredDealState | undefined {
  const deal = account.visible(account.store.find(pathId(request)));
  return deal?.deletedMs === undefined ? deal : undefined;
}

function productsOfMany(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, ['deal_ids', 'sort_by', 'sort_direction', ...paging]);
  const ids = idsParameter(request, 'deal_ids') ?? reject('deal_ids', 'Required');
  const rows = ids
    .toSorted((a, b) => a - b)
    .flatMap((id) => productsOf(account.visible(account.store.find(id))));
  return pageOfRows(account, request, () => rows);
}

function productsOfOne(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, ['sort_by', 'sort_direction', ...paging]);
  const deal = knownDeal(account, request);
  return deal === undefined ? notFound('Deal') : pageOfRows(account, request, () => productsOf(deal));
}

/** The one product that makes up the deal's value. */
function productsOf(deal: StoredDealState | undefined): readonly Row[] {
  if (deal?.record.hasProduct !== true) return [];
  const { value, currency } = deal.record.values;
  return [
    {
      id: 20_000 + deal.index,
      deal_id: deal.id,
      product_id: 501,
      product_variation_id: null,
      name: 'Support plan',
      item_price: value ?? 0,
      quantity: 1,
      sum: value ?? 0,
      tax: 0,
      tax_method: 'exclusive',
      discount: 0,
      discount_type: 'percentage',
      currency,
      comments: '',
      is_enabled: true,
      order_nr: 1,
      add_time: wireTime(deal.createdMs),
      update_time: null,
      billing_frequency: 'one-time',
      billing_frequency_cycles: null,
      billing_start_date: null,
    },
  ];
}

function installments({ settings }: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, ['deal_ids', 'sort_by', 'sort_direction', ...paging]);
  if (idsParameter(request, 'deal_ids') === undefined) reject('deal_ids', 'Required');
  if (!plans[settings.plan].hasRecurringRevenue)
    return serviceError(403, 'Installments are not part of your plan', 'feature_capping_installments');
  return listAnswer([], { additional_data: { next_cursor: null } });
}

function followerRow({ userId, addedMs }: Follower): JsonObject {
  return { user_id: userId, add_time: wireTime(addedMs) };
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
  const userId = body['user_id'];
  if (typeof userId !== 'number' || userIndex(userId) < 0 || userIndex(userId) >= account.world.users)
    return reject('user_id', 'User not found');
  const others = deal.record.followers.filter((one) => one.userId !== userId);
  const added = { userId, addedMs: account.clock.nowMs() };
  account.store.write(deal.id, { ...deal.record, followers: [...others, added] }, { bump: false });
  return single(followerRow(added), 201);
}

function unfollow(account: Account, request: SandboxRequest): SandboxAnswer {
  const deal = knownDeal(account, request);
  const userId = pathId(request, 'user');
  if (deal?.record.followers.some((one) => one.userId === userId) !== true) return notFound('Follower');
  const left = deal.record.followers.filter((one) => one.userId !== userId);
  account.store.write(deal.id, { ...deal.record, followers: left }, { bump: false });
  return answer(200, { success: true, data: { user_id: userId } });
}
