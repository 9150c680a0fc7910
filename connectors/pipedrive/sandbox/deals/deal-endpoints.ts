import type { SandboxAnswer, SandboxRequest } from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import { createDeal, deleteDeal, updateDeal } from './change-deal.ts';
import { viewOf, viewParameters } from './deal-view.ts';
import { dealScopes, type Endpoint } from '../endpoint.ts';
import { notFound, serviceError } from '../errors.ts';
import { listDeals } from './list-deals.ts';
import { single } from '../page.ts';
import { allowParameters, pathId } from '../query.ts';
import { renderDeal } from './render-deal.ts';
import { searchDeals } from './search-deals.ts';

/** Deals as API v2 serves them. */
export function dealEndpoints(account: Account): readonly Endpoint[] {
  const common = { api: 'v2', scopes: dealScopes } as const;
  const write = { api: 'v2', cost: 5, scopes: ['deals:full'] } as const;
  return [
    { ...common, method: 'GET', path: '/deals', cost: 10, handle: (r) => listDeals(account, r, false) },
    {
      ...common,
      method: 'GET',
      path: '/deals/archived',
      cost: 20,
      handle: (r) => listDeals(account, r, true),
    },
    {
      ...common,
      method: 'GET',
      path: '/deals/search',
      cost: 20,
      scopes: [...dealScopes, 'search:read'],
      isSearch: true,
      handle: (request) => searchDeals(account, request),
    },
    { ...common, method: 'GET', path: '/deals/:id', cost: 1, handle: (r) => getDeal(account, r) },
    { ...write, method: 'POST', path: '/deals', handle: (r) => createDeal(account, r) },
    { ...write, method: 'PATCH', path: '/deals/:id', handle: (r) => updateDeal(account, r) },
    { ...write, method: 'DELETE', path: '/deals/:id', cost: 3, handle: (r) => deleteDeal(account, r) },
  ];
}

function getDeal(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, viewParameters(true));
  const view = viewOf(request);
  const deal = account.visible(account.store.find(pathId(request)));
  if (deal === undefined) return notFound('Deal');
  const { deletedGetStatus } = account.settings;
  if (deal.deletedMs !== undefined && deletedGetStatus !== 200)
    return deletedGetStatus === 404 ? notFound('Deal') : serviceError(410, 'Deal is deleted', 'ERR_GONE');
  return single(renderDeal(account, deal, view));
}
