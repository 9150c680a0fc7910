import { sources, type JsonObject } from '../../../../src/sandbox-kit/index.ts';
import { userId } from '../seed/account-ids.ts';
import type { Account } from '../account.ts';
import type { StoredDealState } from './deal-state.ts';
import { uuidAt } from '../seed/initial-deal.ts';

/** How many leads nobody has converted yet. */
const leadCount = 7;
/** Their place in the draws, far behind all deals. */
const firstIndex = 5_000_000;

/** Leads that still live; a lead that became a deal is deleted. */
export function leads(account: Account): readonly JsonObject[] {
  const { gone, added } = account.leadBook;
  return [...firstLeads(account), ...added].filter((lead) => !gone.has(String(lead['id'])));
}

function firstLeads({ world, ids }: Account): readonly JsonObject[] {
  return Array.from({ length: leadCount }, (_, position) => ({
    id: uuidAt(world, firstIndex + position),
    title: `Lead ${position + 1}`,
    owner_id: userId(position % world.users),
    creator_id: userId(0),
    label_ids: position % 2 === 0 ? ['f08b42a0-4e75-11ea-9643-03698ef1cfd6'] : [],
    person_id: ids.persons.idOf(position),
    organization_id: null,
    source_name: sources[position % sources.length] ?? sources[0],
    origin: 'ManuallyCreated',
    origin_id: null,
    channel: null,
    channel_id: null,
    is_archived: false,
    was_seen: position !== 0,
    value: position % 3 === 0 ? null : { amount: (position + 1) * 500, currency: 'EUR' },
    expected_close_date: null,
    next_activity_id: null,
    add_time: new Date(world.startMs - (position + 1) * 86_400_000).toISOString(),
    update_time: new Date(world.startMs - (position + 1) * 3_600_000).toISOString(),
    visible_to: '3',
    cc_email: null,
  }));
}

export function findLead(account: Account, id: string): JsonObject | undefined {
  return leads(account).find((lead) => lead['id'] === id);
}

/** The lead a deal turns into. */
export function leadOfDeal(account: Account, { id, record }: StoredDealState): JsonObject {
  const { values } = record;
  const now = new Date(account.clock.nowMs()).toISOString();
  return {
    id: uuidAt(account.world, firstIndex + leadCount + id),
    title: values.title,
    owner_id: values.owner_id,
    creator_id: userId(0),
    label_ids: [],
    person_id: values.person_id,
    organization_id: values.org_id,
    source_name: 'Deal',
    origin: values.origin,
    origin_id: values.origin_id,
    channel: values.channel,
    channel_id: values.channel_id,
    is_archived: false,
    was_seen: true,
    value: values.value === null ? null : { amount: values.value, currency: values.currency },
    expected_close_date: values.expected_close_date,
    next_activity_id: null,
    add_time: now,
    update_time: now,
    visible_to: String(values.visible_to),
    cc_email: null,
  };
}

/** Names without ids: nobody can rename them. */
export const leadSources: readonly JsonObject[] = [
  'Manually created',
  'Deal',
  'Web forms',
  'Prospector',
  'Leadbooster',
  'Live chat',
  'Import',
  'Website visitors',
  'Workflow automation',
  'API',
].map((name) => ({ name }));

export const leadLabels: readonly JsonObject[] = ['Hot', 'Warm', 'Cold'].map((name, position) => ({
  id: `f08b42a${position}-4e75-11ea-9643-03698ef1cfd6`,
  name,
  color: ['red', 'yellow', 'blue'][position] ?? 'gray',
  add_time: '2023-05-02T13:20:05.000Z',
  update_time: '2023-05-02T13:20:05.000Z',
}));
