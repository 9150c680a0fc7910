import {
  answer,
  isJsonObject,
  Refused,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import { createDeal, deleteDeal, updateDeal } from '../deals/change-deal.ts';
import type { Endpoint } from '../endpoint.ts';
import { gatewayError } from '../errors.ts';
import { newBody } from './v1-body.ts';
import { renderOldDeal } from './v1-deal.ts';

type Handler = (account: Account, request: SandboxRequest) => SandboxAnswer;

/**
 * Deals created, changed and deleted as API v1 did: out of support since 2026-08-01, and answered all the same, at twice
 * the tokens of v2. What is allowed is what v2 allows.
 */
export function oldDealWrites(account: Account): readonly Endpoint[] {
  const common = { api: 'v1', scopes: ['deals:full'] } as const;
  const one = '/deals/:id';
  return [
    {
      ...common,
      method: 'POST',
      path: '/deals',
      cost: 10,
      handle: (r) => written(account, r, createDeal, 201),
    },
    { ...common, method: 'PUT', path: one, cost: 10, handle: (r) => written(account, r, updateDeal, 200) },
    { ...common, method: 'DELETE', path: one, cost: 6, handle: (r) => byNewer(account, r, deleteDeal) },
  ];
}

function written(
  account: Account,
  request: SandboxRequest,
  write: Handler,
  status: 200 | 201,
): SandboxAnswer {
  const reply = byNewer(account, { ...request, body: newBody(account, request.body) }, write);
  const deal = account.store.find(idIn(reply) ?? 0);
  return deal === undefined ? reply : answer(status, { success: true, data: renderOldDeal(account, deal) });
}

/** What v2 does with it; parameters are ignored, and a refusal comes in the older envelope. */
function byNewer(account: Account, request: SandboxRequest, handle: Handler): SandboxAnswer {
  const reply = answered(() => handle(account, { ...request, query: new URLSearchParams() }));
  if (reply.status < 400) return reply;
  const said = isJsonObject(reply.body) ? reply.body['error'] : undefined;
  return gatewayError(reply.status, String(said ?? 'The request was refused'));
}

function answered(act: () => SandboxAnswer): SandboxAnswer {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
}

function idIn({ status, body }: SandboxAnswer): number | undefined {
  const record = status < 400 && isJsonObject(body) ? body['data'] : undefined;
  const id = isJsonObject(record) ? record['id'] : undefined;
  return typeof id === 'number' ? id : undefined;
}
