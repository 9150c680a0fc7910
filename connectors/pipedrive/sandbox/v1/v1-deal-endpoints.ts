import {
  answer,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import { userId } from '../seed/account-ids.ts';
import type { Account } from '../account.ts';
import type { FieldChange } from '../deals/deal-state.ts';
import { dealScopes, type Endpoint } from '../endpoint.ts';
import { gatewayError } from '../errors.ts';
import { participantsEndpoints } from '../people/participants-endpoints.ts';
import { oldDealActions } from './v1-deal-actions.ts';
import { oldDealWrites } from './v1-deal-writes.ts';
import { renderOldDeal } from './v1-deal.ts';
import { knownDeal, noDeal } from './v1-known-deal.ts';
import { listOldDeals } from './v1-list.ts';
import { limitOf, oldList, oldPage } from './v1-page.ts';
import { dealSummary } from './v1-summary.ts';
import { oldTime } from '../wire-times.ts';

/** What API v1 still does for deals. Its lists are out of support since 2026-08-01 and answer all the same. */
export function oldDealEndpoints(account: Account): readonly Endpoint[] {
  const read = { api: 'v1', method: 'GET', cost: 20, scopes: dealScopes } as const;
  const summary = (archived: boolean) => (r: SandboxRequest) => dealSummary(account, r, archived);
  return [
    { ...read, path: '/deals', handle: (r) => listOldDeals(account, r, false) },
    { ...read, path: '/deals/archived', handle: (r) => listOldDeals(account, r, true) },
    { ...read, path: '/deals/summary', cost: 40, handle: summary(false) },
    { ...read, path: '/deals/summary/archived', cost: 80, handle: summary(true) },
    { ...read, path: '/deals/:id', cost: 2, handle: (r) => getOldDeal(account, r) },
    { ...read, path: '/deals/:id/changelog', handle: (r) => changelog(account, r) },
    { ...read, path: '/deals/:id/flow', cost: 40, handle: (r) => flow(account, r) },
    { ...read, path: '/deals/:id/permittedUsers', handle: (r) => permittedUsers(account, r) },
    { ...read, path: '/deals/:id/files', handle: (r) => nothingOf(account, r) },
    { ...read, path: '/deals/:id/mailMessages', handle: (r) => nothingOf(account, r) },
    ...participantsEndpoints(account),
    ...oldDealActions(account),
    ...oldDealWrites(account),
  ];
}

function getOldDeal(account: Account, request: SandboxRequest): SandboxAnswer {
  const deal = knownDeal(account, request);
  return deal === undefined ? noDeal() : answer(200, { success: true, data: renderOldDeal(account, deal) });
}

/** The sandbox keeps no files and no mails. */
function nothingOf(account: Account, request: SandboxRequest): SandboxAnswer {
  return knownDeal(account, request) === undefined ? noDeal() : oldPage(request, []);
}

/** Newest first. */
function changelog(account: Account, request: SandboxRequest): SandboxAnswer {
  const deal = knownDeal(account, request);
  if (deal === undefined) return noDeal();
  const from = placeOf(request.query.get('cursor'));
  if (from === undefined) return gatewayError(400, 'Invalid cursor');
  const rows = deal.record.changes.toReversed().slice(from);
  const page = rows.slice(0, limitOf(request));
  const next_cursor =
    rows.length > page.length ? Buffer.from(String(from + page.length)).toString('base64url') : null;
  return answer(200, { success: true, data: page.map(changeRow), additional_data: { next_cursor } });
}

/** How many changes a cursor of the changelog leaves out; undefined for one that is none. */
function placeOf(cursor: string | null): number | undefined {
  if (cursor === null) return 0;
  const text = Buffer.from(cursor, 'base64url').toString();
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

/** The changes of fields alone: notes, mails and activities have lists of their own here. */
function flow(account: Account, request: SandboxRequest): SandboxAnswer {
  const deal = knownDeal(account, request);
  if (deal === undefined) return noDeal();
  const rows = deal.record.changes.toReversed().map((change) => ({
    object: 'dealChange',
    timestamp: oldTime(change.atMs),
    data: { item_id: deal.id, ...changeRow(change) },
  }));
  return oldPage(request, rows);
}

/** Everybody in the company may see everything here. */
function permittedUsers(account: Account, request: SandboxRequest): SandboxAnswer {
  if (knownDeal(account, request) === undefined) return noDeal();
  return oldList(Array.from({ length: account.world.users }, (_, index) => userId(index)));
}

function changeRow({ field, before, after, atMs, userId: actor, source }: FieldChange): JsonObject {
  return {
    field_key: field === 'owner_id' ? 'user_id' : field === 'label_ids' ? 'label' : field,
    old_value: textOf(before),
    new_value: textOf(after),
    actor_user_id: actor,
    time: oldTime(atMs),
    change_source: source,
    change_source_user_agent: null,
    is_bulk_update_flag: false,
  };
}

function textOf(value: FieldChange['before']): string | null {
  if (value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
