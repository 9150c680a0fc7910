import {
  answer,
  isJsonObject,
  walkDeals,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../src/sandbox-kit/index.ts';
import { userId, userIndex } from './account-ids.ts';
import type { Account } from './account.ts';
import { noActivity, type FieldChange, type Participant, type StoredDealState } from './deal-state.ts';
import { dealScopes, type Endpoint } from './endpoint.ts';
import { gatewayError } from './errors.ts';
import { mergeDeals } from './merge-deals.ts';
import { personTable } from './people.ts';
import { userRow } from './users.ts';
import { oldPerson, renderOldDeal } from './v1-deal.ts';
import { limitOf, oldPage } from './v1-page.ts';
import { oldTime } from './wire-times.ts';

/** What API v1 still does for deals. Its lists are out of support since 2026-08-01 and answer all the same. */
export function oldDealEndpoints(account: Account): readonly Endpoint[] {
  const common = { api: 'v1', cost: 20, scopes: dealScopes } as const;
  const write = { api: 'v1', scopes: ['deals:full'] } as const;
  const one = '/deals/:id/participants';
  return [
    { ...common, method: 'GET', path: '/deals', handle: (r) => listOldDeals(account, r) },
    { ...common, method: 'GET', path: '/deals/:id', cost: 2, handle: (r) => getOldDeal(account, r) },
    { ...common, method: 'GET', path: '/deals/:id/changelog', handle: (r) => changelog(account, r) },
    { ...common, method: 'GET', path: one, handle: (r) => participants(account, r) },
    { ...write, method: 'POST', path: one, cost: 10, handle: (r) => addParticipant(account, r) },
    { ...common, method: 'GET', path: '/deals/:id/files', handle: (r) => nothingOf(account, r) },
    { ...common, method: 'GET', path: '/deals/:id/mailMessages', handle: (r) => nothingOf(account, r) },
    { ...write, method: 'PUT', path: '/deals/:id/merge', cost: 40, handle: (r) => merge(account, r) },
    {
      ...write,
      method: 'POST',
      path: '/deals/:id/duplicate',
      cost: 20,
      handle: (r) => duplicate(account, r),
    },
    { ...write, method: 'DELETE', path: `${one}/:link`, cost: 6, handle: (r) => dropParticipant(account, r) },
  ];
}

function knownDeal(account: Account, { params }: SandboxRequest): StoredDealState | undefined {
  return account.visible(account.store.find(Number(params['id'])));
}

const noDeal = (): SandboxAnswer => gatewayError(404, 'Deal not found');

/** Parameters of v2 are ignored, the cursor among them. */
function listOldDeals(account: Account, request: SandboxRequest): SandboxAnswer {
  const status = request.query.get('status') ?? 'all_not_deleted';
  const deals = walkDeals(account.store, {
    which: status === 'deleted' ? 'deleted' : 'live',
    where: (deal) =>
      account.visible(deal) !== undefined &&
      !deal.record.values.is_archived &&
      (status === 'all_not_deleted' || status === 'deleted' || deal.record.values.status === status),
  });
  return oldPage(
    request,
    deals.map((deal) => renderOldDeal(account, deal)),
  );
}

function getOldDeal(account: Account, request: SandboxRequest): SandboxAnswer {
  const deal = knownDeal(account, request);
  return deal === undefined ? noDeal() : answer(200, { success: true, data: renderOldDeal(account, deal) });
}

/** The sandbox keeps no files and no mails. */
function nothingOf(account: Account, request: SandboxRequest): SandboxAnswer {
  return knownDeal(account, request) === undefined ? noDeal() : oldPage(request, []);
}

/** The deal in the path goes, the one in the body stays: https://pipedrive.readme.io/docs/merging-two-deals (2026-11-23). */
function merge(account: Account, request: SandboxRequest): SandboxAnswer {
  const { body } = request;
  const from = knownDeal(account, request);
  const into = account.visible(
    account.store.find(Number(isJsonObject(body) ? body['merge_with_id'] : undefined)),
  );
  const gone = [from, into].some((deal) => deal === undefined || deal.deletedMs !== undefined);
  if (from === undefined || into === undefined || gone) return noDeal();
  if (from.id === into.id) return gatewayError(400, 'A deal cannot be merged with itself');
  const merged = account.store.find(mergeDeals(account, into, from)) ?? into;
  return answer(200, { success: true, data: renderOldDeal(account, merged) });
}

function duplicate(account: Account, request: SandboxRequest): SandboxAnswer {
  const deal = knownDeal(account, request);
  if (deal === undefined || deal.deletedMs !== undefined) return noDeal();
  const made = account.store.create({
    ...deal.record,
    touched: false,
    activity: noActivity,
    changes: [],
    overrides: {},
  });
  return answer(201, { success: true, data: renderOldDeal(account, made) });
}

/** Newest first. */
function changelog(account: Account, request: SandboxRequest): SandboxAnswer {
  const deal = knownDeal(account, request);
  if (deal === undefined) return noDeal();
  const skip = Number(Buffer.from(request.query.get('cursor') ?? '', 'base64url').toString());
  const from = Number.isSafeInteger(skip) && skip > 0 ? skip : 0;
  const rows = deal.record.changes.toReversed().slice(from);
  const page = rows.slice(0, limitOf(request));
  const next_cursor =
    rows.length > page.length ? Buffer.from(String(from + page.length)).toString('base64url') : null;
  return answer(200, { success: true, data: page.map(changeRow), additional_data: { next_cursor } });
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

function participants(account: Account, request: SandboxRequest): SandboxAnswer {
  const deal = knownDeal(account, request);
  if (deal === undefined) return noDeal();
  const shown = deal.record.participants.filter((one) => !personTable(account).isHidden(one.personId));
  return oldPage(
    request,
    shown.map((one) => participantRow(account, deal, one)),
  );
}

function participantRow(account: Account, deal: StoredDealState, one: Participant): JsonObject {
  const person = oldPerson(account, one.personId) ?? { value: one.personId };
  const { id, name, email } = userRow(account, userIndex(one.addedBy));
  return {
    id: one.linkId,
    person_id: person,
    person: { id: one.personId, name: person['name'] ?? null },
    added_by_user_id: { id: id ?? null, name: name ?? null, email: email ?? null, value: one.addedBy },
    add_time: oldTime(one.addedMs),
    active_flag: true,
    related_item_type: 'deal',
    related_item_id: deal.id,
  };
}

function addParticipant(account: Account, request: SandboxRequest): SandboxAnswer {
  const deal = knownDeal(account, request);
  if (deal === undefined) return noDeal();
  const personId = isJsonObject(request.body) ? Number(request.body['person_id']) : Number.NaN;
  if (!personTable(account).exists(personId)) return gatewayError(404, 'Person not found');
  const { participants: present } = deal.record;
  if (present.some((one) => one.personId === personId))
    return gatewayError(400, 'Person is already a participant of this deal');
  const added = {
    linkId: account.nextId(),
    personId,
    addedMs: account.clock.nowMs(),
    addedBy: userId(0),
  };
  const record = { ...deal.record, participants: [...present, added], touched: true };
  const stored = account.store.write(deal.id, record, { bump: account.settings.participantsMove });
  return answer(201, { success: true, data: participantRow(account, stored, added) });
}

/** The primary person is part of the deal as long as the deal names them. */
function dropParticipant(account: Account, request: SandboxRequest): SandboxAnswer {
  const deal = knownDeal(account, request);
  if (deal === undefined) return noDeal();
  const link = deal.record.participants.find((one) => one.linkId === Number(request.params['link']));
  if (link === undefined) return gatewayError(404, 'Participant not found');
  if (link.personId === deal.record.values.person_id)
    return gatewayError(400, 'The primary person cannot be removed');
  const left = deal.record.participants.filter((one) => one !== link);
  const record = { ...deal.record, participants: left, touched: true };
  account.store.write(deal.id, record, { bump: account.settings.participantsMove });
  return answer(200, { success: true, data: { id: link.linkId } });
}
