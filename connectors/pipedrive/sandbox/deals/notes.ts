import { descriptions, type JsonObject, type SandboxRequest } from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import type { StoredDealState } from './deal-state.ts';
import { oldTime } from '../wire-times.ts';

/** Notes of one deal, or of all; their content is HTML. */
export function* notesOf(account: Account, { query }: SandboxRequest): Generator<JsonObject> {
  const wanted = query.get('deal_id');
  if (wanted !== null) {
    const deal = account.visible(account.store.find(Number(wanted)));
    if (deal !== undefined) yield* notesOfDeal(account, deal);
    return;
  }
  for (let index = 0; index < account.store.size; index += 1) {
    const deal = account.visible(account.store.at(index));
    if (deal !== undefined && deal.deletedMs === undefined) yield* notesOfDeal(account, deal);
  }
}

function* notesOfDeal({ ids }: Account, deal: StoredDealState): Generator<JsonObject> {
  const { values, activity } = deal.record;
  for (let position = 0; position < activity.notes; position += 1) {
    const text = descriptions[(deal.index + position) % descriptions.length] ?? descriptions[0];
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>');
    yield {
      id: ids.note(deal.index, position),
      user_id: values.owner_id,
      deal_id: deal.id,
      person_id: values.person_id,
      org_id: values.org_id,
      lead_id: null,
      content: `<p>${escaped}</p>`,
      add_time: oldTime(deal.createdMs + position * 60_000),
      update_time: oldTime(deal.createdMs + position * 60_000),
      active_flag: true,
      pinned_to_deal_flag: position === 0,
      pinned_to_organization_flag: false,
      pinned_to_person_flag: false,
      pinned_to_lead_flag: false,
      last_update_user_id: null,
    };
  }
}
