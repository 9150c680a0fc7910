import {
  answer,
  isJsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import type { JsonObject } from '../../../../src/sandbox-kit/index.ts';
import { userId, userIndex } from '../seed/account-ids.ts';
import type { Account } from '../account.ts';
import type { Participant, StoredDealState } from '../deals/deal-state.ts';
import { dealScopes, type Endpoint } from '../endpoint.ts';
import { gatewayError } from '../errors.ts';
import { personTable } from './people.ts';
import { userRow } from '../seed/users.ts';
import { oldPerson } from '../v1/v1-deal.ts';
import { frozen, knownDeal, noDeal } from '../v1/v1-known-deal.ts';
import { oldPage } from '../v1/v1-page.ts';
import { oldTime } from '../wire-times.ts';

/** Persons on a deal; only API v1 lets them join and leave: https://developers.pipedrive.com/docs/api/v1/Deals (2026-11-26). */
export function participantsEndpoints(account: Account): readonly Endpoint[] {
  const path = '/deals/:id/participants';
  const write = { api: 'v1', scopes: ['deals:full'] } as const;
  return [
    { api: 'v1', scopes: dealScopes, cost: 20, method: 'GET', path, handle: (r) => list(account, r) },
    { ...write, cost: 10, method: 'POST', path, handle: (r) => add(account, r) },
    { ...write, cost: 6, method: 'DELETE', path: `${path}/:link`, handle: (r) => drop(account, r) },
  ];
}

function list(account: Account, request: SandboxRequest): SandboxAnswer {
  const deal = knownDeal(account, request);
  if (deal === undefined) return noDeal();
  const shown = deal.record.participants.filter((one) => !personTable(account).isHidden(one.personId));
  return oldPage(
    request,
    shown.map((one) => row(account, deal, one)),
  );
}

function row(account: Account, deal: StoredDealState, one: Participant): JsonObject {
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

function add(account: Account, request: SandboxRequest): SandboxAnswer {
  const deal = knownDeal(account, request);
  if (deal === undefined || deal.deletedMs !== undefined) return noDeal();
  if (deal.record.values.is_archived) return frozen();
  const personId = personIn(request);
  if (personId === undefined) return gatewayError(400, 'person_id has to be the ID of a person');
  if (!personTable(account).exists(personId)) return gatewayError(404, 'Person not found');
  const { participants: present } = deal.record;
  if (present.some((one) => one.personId === personId))
    return gatewayError(400, 'Person is already a participant of this deal');
  const added = { linkId: account.nextId(), personId, addedMs: account.clock.nowMs(), addedBy: userId(0) };
  const stored = keep(account, deal, [...present, added]);
  return answer(201, { success: true, data: row(account, stored, added) });
}

/** Like all numbers of the older API it may come as a text. */
function personIn({ body }: SandboxRequest): number | undefined {
  const given = isJsonObject(body) ? body['person_id'] : undefined;
  if (typeof given !== 'number' && typeof given !== 'string') return undefined;
  return /^[1-9]\d{0,14}$/.test(String(given)) ? Number(given) : undefined;
}

/** The primary person is part of the deal as long as the deal names them. */
function drop(account: Account, request: SandboxRequest): SandboxAnswer {
  const deal = knownDeal(account, request);
  if (deal === undefined || deal.deletedMs !== undefined) return noDeal();
  if (deal.record.values.is_archived) return frozen();
  const { participants: present, values } = deal.record;
  const link = present.find((one) => one.linkId === Number(request.params['link']));
  if (link === undefined) return gatewayError(404, 'Participant not found');
  if (link.personId === values.person_id) return gatewayError(400, 'The primary person cannot be removed');
  keep(
    account,
    deal,
    present.filter((one) => one !== link),
  );
  return answer(200, { success: true, data: { id: link.linkId } });
}

function keep(
  { store, settings }: Account,
  deal: StoredDealState,
  participants: readonly Participant[],
): StoredDealState {
  const record = { ...deal.record, participants, touched: true };
  return store.write(deal.id, record, { bump: settings.participantsMove });
}
