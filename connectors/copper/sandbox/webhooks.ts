import type { JsonObject } from '../../../src/sandbox-kit/index.ts';

/** A subscription to one kind of event. */
export interface Webhook {
  readonly id: number;
  readonly target: string;
  readonly type: string;
  readonly event: string;
  readonly secret: JsonObject | null;
  readonly headers: JsonObject | null;
  readonly computed: boolean;
  readonly createdSeconds: number;
}

/** The subscriptions of an account. They can be managed; nothing is ever sent to them. */
export interface Webhooks {
  all(): readonly Webhook[];
  find(id: number): Webhook | undefined;
  add(webhook: Omit<Webhook, 'id'>): Webhook;
  replace(webhook: Webhook): void;
  remove(id: number): boolean;
}

export function openWebhooks(): Webhooks {
  const byId = new Map<number, Webhook>();
  let next = 395_001;
  return {
    all: () => [...byId.values()],
    find: (id) => byId.get(id),
    add(webhook) {
      const added = { id: next, ...webhook };
      next += 1;
      byId.set(added.id, added);
      return added;
    },
    replace: (webhook) => void byId.set(webhook.id, webhook),
    remove: (id) => byId.delete(id),
  };
}
