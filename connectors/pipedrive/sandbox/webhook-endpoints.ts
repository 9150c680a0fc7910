import {
  answer,
  isJsonObject,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../src/sandbox-kit/index.ts';
import { userId } from './seed/account-ids.ts';
import type { Account } from './account.ts';
import type { Endpoint } from './endpoint.ts';
import { gatewayError } from './errors.ts';
import { companyId, mostWebhooks } from './facts.ts';
import { wireTime } from './wire-times.ts';

const actions: ReadonlySet<unknown> = new Set(['create', 'change', 'delete', '*']);

/** Subscriptions are kept; nothing is ever delivered. */
export function webhookEndpoints(account: Account): readonly Endpoint[] {
  const webhooks = new Map<number, JsonObject>();
  const common = { api: 'v1', scopes: ['webhooks:read', 'webhooks:full'] } as const;
  return [
    {
      ...common,
      method: 'GET',
      path: '/webhooks',
      cost: 10,
      handle: () => answer(200, { success: true, data: [...webhooks.values()], status: 'ok' }),
    },
    {
      ...common,
      method: 'POST',
      path: '/webhooks',
      cost: 10,
      handle: (r) => subscribe(account, webhooks, r),
    },
    {
      ...common,
      method: 'DELETE',
      path: '/webhooks/:id',
      cost: 6,
      handle: ({ params }) =>
        webhooks.delete(Number(params['id']))
          ? answer(200, { success: true, status: 'ok' })
          : gatewayError(404, 'Webhook not found'),
    },
  ];
}

function subscribe(
  account: Account,
  webhooks: Map<number, JsonObject>,
  request: SandboxRequest,
): SandboxAnswer {
  const body = isJsonObject(request.body) ? request.body : {};
  const { subscription_url: url, event_action: action, event_object: object } = body;
  if (typeof url !== 'string' || !URL.canParse(url) || typeof object !== 'string' || !actions.has(action))
    return gatewayError(400, 'subscription_url, event_action and event_object are required');
  if (webhooks.size >= mostWebhooks) return gatewayError(422, 'Webhooks limit reached');
  const id = account.nextId();
  const webhook = {
    id,
    company_id: companyId,
    owner_id: userId(0),
    user_id: body['user_id'] ?? userId(0),
    event_action: action ?? '*',
    event_object: object,
    subscription_url: url,
    version: body['version'] ?? '2.0',
    is_active: 1,
    add_time: wireTime(account.clock.nowMs()),
    remove_time: null,
    type: 'general',
    http_auth_user: body['http_auth_user'] ?? null,
    http_auth_password: body['http_auth_password'] ?? null,
    remove_reason: null,
    last_delivery_time: null,
    last_http_status: null,
    admin_id: userId(0),
    name: body['name'] ?? null,
  };
  webhooks.set(id, webhook);
  return answer(201, { success: true, data: webhook, status: 'ok' });
}
