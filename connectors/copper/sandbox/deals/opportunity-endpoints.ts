import {
  answer,
  isJsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import type { StoredDealState } from './deal-state.ts';
import { driftAfter } from './drift.ts';
import { requestedDeal, requireViewer, type Endpoint } from '../endpoint.ts';
import { ok, refuseProblems, unrecognised } from '../errors.ts';
import { bulkSize } from '../facts.ts';
import { openFinder } from '../search/find-deals.ts';
import { bodyOf, paramsOf, wantsComputed } from '../params.ts';
import { renderDeal } from './render-deal.ts';
import { saveChanges } from './save-deal.ts';
import { searchOf } from '../search/search.ts';
import { accepted, changed, created } from './write-deal.ts';

/** Searching, reading and writing opportunities. https://developer.copper.com/opportunities/ (2026-11-22) */
export function opportunityEndpoints(account: Account): readonly Endpoint[] {
  return [
    { method: 'POST', path: '/opportunities/search', handle: searching(account) },
    {
      method: 'POST',
      path: '/opportunities/bulk_create',
      bulk: true,
      handle: (request) => bulkCreate(account, request),
    },
    { method: 'POST', path: '/opportunities', handle: (request) => create(account, request) },
    {
      method: 'GET',
      path: '/opportunities/:id',
      handle: (request) => shown(account, request, requestedDeal(account, request)),
    },
    { method: 'PUT', path: '/opportunities/:id', handle: (request) => update(account, request) },
    { method: 'DELETE', path: '/opportunities/:id', handle: (request) => remove(account, request) },
  ];
}

function searching(account: Account): Endpoint['handle'] {
  const finder = openFinder(account);
  return async (request) => {
    const viewer = requireViewer(account, request);
    const search = searchOf(paramsOf(request));
    const { deals, upperBound } = await finder.find(search, viewer);
    const total = account.settings.withoutTotal ? {} : { 'X-PW-TOTAL': String(upperBound) };
    const rows = deals.map((deal) => renderDeal(account, deal, search.computed));
    driftAfter(account, deals);
    return ok(rows, total);
  };
}

function shown(account: Account, { query }: SandboxRequest, deal: StoredDealState): SandboxAnswer {
  return ok(renderDeal(account, deal, wantsComputed(Object.fromEntries(query))));
}

/** 200, not 201. */
function create(account: Account, request: SandboxRequest): SandboxAnswer {
  const state = accepted(created(account, bodyOf(request)));
  return shown(account, request, account.store.create(state));
}

function update(account: Account, request: SandboxRequest): SandboxAnswer {
  const deal = requestedDeal(account, request);
  const state = accepted(changed(account, deal.record, bodyOf(request)));
  return shown(account, request, saveChanges(account, deal, state));
}

function remove(account: Account, request: SandboxRequest): SandboxAnswer {
  const { id } = requestedDeal(account, request);
  account.store.remove(id);
  return ok({ id, is_deleted: true });
}

/** Each item stands for itself. https://developer.copper.com/leads/bulk-create-leads.html (2026-11-22) */
function bulkCreate(account: Account, request: SandboxRequest): SandboxAnswer {
  const { opportunities: items, ...rest } = bodyOf(request);
  refuseProblems(unrecognised(Object.keys(rest)));
  const computed = wantsComputed(Object.fromEntries(request.query));
  if (!Array.isArray(items)) return answer(422, { error: 'opportunities is missing' });
  if (items.length > bulkSize) return answer(422, { error: `Request size too large, limit is ${bulkSize}` });
  return ok(
    items.map((item) => {
      const { state, problems } = created(account, isJsonObject(item) ? item : {});
      if (problems.length === 0) return renderDeal(account, account.store.create(state), computed);
      const byField = problems.map(({ label }) => [
        label.toLowerCase().replaceAll(' ', '_'),
        [{ error: 'invalid' }],
      ]);
      return { success: false, message: Object.fromEntries(byField) };
    }),
  );
}
