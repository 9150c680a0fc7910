import {
  answer,
  isJsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import { apiAuthor } from '../deals/change-deal.ts';
import { noActivity } from '../deals/deal-state.ts';
import type { Endpoint } from '../endpoint.ts';
import { gatewayError } from '../errors.ts';
import { mergeDeals } from '../deals/merge-deals.ts';
import { renderOldDeal } from './v1-deal.ts';
import { frozen, knownDeal, noDeal } from './v1-known-deal.ts';

/** What only API v1 does with whole deals. */
export function oldDealActions(account: Account): readonly Endpoint[] {
  const write = { api: 'v1', scopes: ['deals:full'] } as const;
  return [
    { ...write, method: 'PUT', path: '/deals/:id/merge', cost: 40, handle: (r) => merge(account, r) },
    {
      ...write,
      method: 'POST',
      path: '/deals/:id/duplicate',
      cost: 20,
      handle: (r) => duplicate(account, r),
    },
  ];
}

/** The deal in the path goes, the one in the body stays: https://pipedrive.readme.io/docs/merging-two-deals (2026-11-26). */
function merge(account: Account, request: SandboxRequest): SandboxAnswer {
  const { body } = request;
  const from = knownDeal(account, request);
  const into = account.visible(
    account.store.find(Number(isJsonObject(body) ? body['merge_with_id'] : undefined)),
  );
  const gone = [from, into].some((deal) => deal === undefined || deal.deletedMs !== undefined);
  if (from === undefined || into === undefined || gone) return noDeal();
  if (from.id === into.id) return gatewayError(400, 'A deal cannot be merged with itself');
  if (from.record.values.is_archived || into.record.values.is_archived) return frozen();
  const merged = account.store.find(mergeDeals(account, into, from)) ?? into;
  return answer(200, { success: true, data: { ...renderOldDeal(account, merged), merge_what_id: from.id } });
}

function duplicate(account: Account, request: SandboxRequest): SandboxAnswer {
  const deal = knownDeal(account, request);
  if (deal === undefined || deal.deletedMs !== undefined) return noDeal();
  const { record } = deal;
  const made = account.store.create({
    ...record,
    values: {
      ...record.values,
      creator_user_id: apiAuthor.userId,
      origin: 'API',
      origin_id: null,
      is_archived: false,
      archive_time: null,
    },
    participants: record.participants.map((one) => ({ ...one, linkId: account.nextId() })),
    products: record.products.map((one) => ({ ...one, id: account.nextId() })),
    leadId: null,
    touched: false,
    activity: noActivity,
    changes: [],
    overrides: {},
  });
  return answer(201, { success: true, data: renderOldDeal(account, made) });
}
