import { isJsonObject, Refused, type JsonObject } from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import { missing, requestedId, type Endpoint } from './endpoint.ts';
import { badValue, blank, ok, refusal, refuseProblems, type Problem } from './errors.ts';
import { mostWebhooks } from './facts.ts';
import { bodyOf, unknownAttributes, wantsComputed } from './params.ts';
import type { Webhook } from './webhooks.ts';
import type { WireObject } from './wire-json.ts';
import { secondsOf } from './wire-values.ts';

const known = new Set(['target', 'type', 'event', 'secret', 'headers', 'custom_field_computed_values']);
const types = ['lead', 'person', 'company', 'opportunity', 'project', 'task'];
const events = ['new', 'update', 'delete'];

/** Subscriptions, one event each. https://developer.copper.com/webhooks/overview.html (2026-11-22) */
export function webhookEndpoints(account: Account): readonly Endpoint[] {
  const { webhooks, clock } = account;
  const requested = (request: Parameters<Endpoint['handle']>[0]): Webhook => {
    const webhook = webhooks.find(requestedId(request));
    if (webhook === undefined) throw new Refused(missing(account));
    return webhook;
  };
  return [
    { method: 'GET', path: '/webhooks', handle: () => ok(webhooks.all().map(webhookWire)) },
    {
      method: 'POST',
      path: '/webhooks',
      handle: (request) => {
        const settings = settingsOf(bodyOf(request), undefined);
        if (webhooks.all().length >= mostWebhooks)
          return refusal(422, `Invalid input: Limit of ${mostWebhooks} webhooks reached`);
        return ok(webhookWire(webhooks.add({ ...settings, createdSeconds: secondsOf(clock.nowMs()) })));
      },
    },
    { method: 'GET', path: '/webhooks/:id', handle: (request) => ok(webhookWire(requested(request))) },
    {
      method: 'PUT',
      path: '/webhooks/:id',
      handle: (request) => {
        const before = requested(request);
        const after = { ...before, ...settingsOf(bodyOf(request), before) };
        webhooks.replace(after);
        return ok(webhookWire(after));
      },
    },
    {
      method: 'DELETE',
      path: '/webhooks/:id',
      handle: (request) => {
        const { id } = requested(request);
        webhooks.remove(id);
        return ok({ id });
      },
    },
  ];
}

type Settings = Omit<Webhook, 'id' | 'createdSeconds'>;

function settingsOf(body: JsonObject, before: Settings | undefined): Settings {
  const problems: Problem[] = [...unknownAttributes(body, known)];
  const text = (name: 'target' | 'type' | 'event', allowed?: readonly string[]): string => {
    const value = body[name] ?? before?.[name] ?? null;
    if (value === null || value === '') problems.push(blank(name));
    else if (typeof value !== 'string' || allowed?.includes(value) === false)
      problems.push(badValue(name, value));
    return String(value);
  };
  const object = (name: 'secret' | 'headers'): JsonObject | null => {
    const value = body[name];
    if (value === undefined) return before?.[name] ?? null;
    if (value !== null && !isJsonObject(value)) problems.push(badValue(name, value));
    return isJsonObject(value) ? value : null;
  };
  const settings = {
    target: text('target'),
    type: text('type', types),
    event: text('event', events),
    secret: object('secret'),
    headers: object('headers'),
    computed: computedOf(body, before, problems),
  };
  refuseProblems(problems);
  if (!settings.target.startsWith('https://'))
    throw new Refused(refusal(422, 'Invalid input: Invalid URI For External Request'));
  return settings;
}

function computedOf(body: JsonObject, before: Settings | undefined, problems: Problem[]): boolean {
  const name = 'custom_field_computed_values';
  const value = body[name] ?? before?.computed ?? false;
  if (!['true', 'false'].includes(String(value)) || typeof value === 'object')
    problems.push(badValue(name, value));
  return wantsComputed({ [name]: value });
}

function webhookWire(webhook: Webhook): WireObject {
  return {
    id: webhook.id,
    target: webhook.target,
    type: webhook.type,
    event: webhook.event,
    secret: webhook.secret,
    headers: webhook.headers,
    custom_field_computed_values: webhook.computed,
    created_at: webhook.createdSeconds,
  };
}
