import type { JsonObject, JsonValue } from '../../../../src/sandbox-kit/index.ts';
import { userIndex } from '../seed/account-ids.ts';
import type { Account } from '../account.ts';
import { neighbours } from '../activities.ts';
import type { DealValues, StoredDealState } from '../deals/deal-state.ts';
import { companyDomain } from '../facts.ts';
import { organizationTable, personTable } from '../people/people.ts';
import { userRow } from '../seed/users.ts';
import { localDay, oldTime, toOldTime } from '../wire-times.ts';

/** A deal as API v1 shows it: related records as objects, custom fields at the root, times without a zone. */
export function renderOldDeal(account: Account, deal: StoredDealState): JsonObject {
  const { values } = deal.record;
  const isDeleted = deal.deletedMs !== undefined;
  const person = oldPerson(account, values.person_id);
  const organization = oldOrganization(account, values.org_id);
  const { last, next } = neighbours(account, deal);
  const stage = account.sales.stage(values.stage_id);
  return {
    id: deal.id,
    creator_user_id: oldUser(account, values.creator_user_id),
    user_id: oldUser(account, values.owner_id),
    person_id: person,
    org_id: organization,
    stage_id: values.stage_id,
    title: values.title,
    value: values.value ?? 0,
    currency: values.currency,
    add_time: oldTime(deal.createdMs),
    update_time: oldTime(deal.changedMs),
    stage_change_time: toOldTime(values.stage_change_time),
    active: values.status === 'open' && !isDeleted,
    deleted: isDeleted,
    status: isDeleted ? 'deleted' : values.status,
    probability: values.probability,
    next_activity_id: next,
    last_activity_id: last,
    lost_reason: values.lost_reason,
    visible_to: String(values.visible_to),
    ...timesOf(deal),
    ...countersOf(deal),
    expected_close_date: values.expected_close_date,
    label: values.label_ids.length === 0 ? null : values.label_ids.join(','),
    local_won_date: localDay(values.won_time, account.settings.timeZone),
    local_lost_date: localDay(values.lost_time, account.settings.timeZone),
    local_close_date: localDay(values.close_time, account.settings.timeZone),
    ...originOf(values),
    stage_order_nr: stage?.order_nr ?? null,
    person_name: person?.['name'] ?? null,
    org_name: organization?.['name'] ?? null,
    owner_name: oldUser(account, values.owner_id)['name'] ?? null,
    weighted_value: ((values.value ?? 0) * (values.probability ?? stage?.deal_probability ?? 100)) / 100,
    weighted_value_currency: values.currency,
    cc_email: `${companyDomain}+deal${deal.id}@pipedrivemail.com`,
    org_hidden: values.org_id !== null && organization === null,
    person_hidden: values.person_id !== null && person === null,
    ...oldCustomFields(account, deal),
  };
}

function countersOf({ record }: StoredDealState): JsonObject {
  const { activity, participants, followers, products } = record;
  return {
    products_count: products.length,
    files_count: 0,
    notes_count: activity.notes,
    followers_count: followers.length,
    email_messages_count: activity.emails,
    activities_count: activity.done + activity.planned,
    done_activities_count: activity.done,
    undone_activities_count: activity.planned,
    participants_count: participants.length,
  };
}

function timesOf({ record: { values, firstWonTime } }: StoredDealState): JsonObject {
  return {
    close_time: toOldTime(values.close_time),
    pipeline_id: values.pipeline_id,
    won_time: toOldTime(values.won_time),
    first_won_time: toOldTime(firstWonTime),
    lost_time: toOldTime(values.lost_time),
  };
}

function originOf(values: DealValues): JsonObject {
  return {
    origin: values.origin,
    origin_id: values.origin_id,
    channel: values.channel,
    channel_id: values.channel_id,
    is_archived: values.is_archived,
    archive_time: toOldTime(values.archive_time),
  };
}

function oldUser(account: Account, id: number): JsonObject {
  const { name, email, active_flag } = userRow(account, userIndex(id));
  return {
    id,
    name: name ?? null,
    email: email ?? null,
    has_pic: 0,
    pic_hash: null,
    active_flag: active_flag ?? null,
    value: id,
  };
}

export function oldPerson(account: Account, id: number | null): JsonObject | null {
  const row = id === null ? undefined : personTable(account).find(id);
  if (row === undefined || id === null) return null;
  return {
    active_flag: true,
    name: row['name'] ?? null,
    email: row['emails'] ?? [],
    phone: row['phones'] ?? [],
    owner_id: row['owner_id'] ?? null,
    company_id: null,
    value: id,
  };
}

function oldOrganization(account: Account, id: number | null): JsonObject | null {
  const row = id === null ? undefined : organizationTable(account).find(id);
  if (row === undefined || id === null) return null;
  const name = row['name'] ?? null;
  return {
    name,
    people_count: 3,
    owner_id: row['owner_id'] ?? null,
    address: null,
    active_flag: true,
    value: id,
  };
}

/** Parts of a value become siblings with a suffix; options become text. */
function oldCustomFields({ settings }: Account, { record }: StoredDealState): JsonObject {
  const shown: Record<string, JsonValue> = {};
  for (const { code, type } of settings.customFields) {
    const value = record.custom[code] ?? null;
    if (Array.isArray(value)) shown[code] = value.join(',');
    else if (type === 'enum' && value !== null) shown[code] = String(value);
    else if (typeof value === 'object' && value !== null)
      for (const [part, content] of Object.entries(value))
        shown[part === 'value' ? code : `${code}_${part}`] = content;
    else shown[code] = value;
  }
  return shown;
}
