import type { JsonObject, JsonValue } from '../../../../src/sandbox-kit/index.ts';
import type { AccountSettings } from '../seed/account-settings.ts';
import type { Account } from '../account.ts';
import type { DealValues, StoredDealState } from './deal-state.ts';
import { plans } from '../facts.ts';
import type { FieldOption } from '../seed/options.ts';
import { optionalMembers } from '../checks/optional-members.ts';
import type { Row } from '../page.ts';
import { localDay, wireTime } from '../wire-times.ts';

/** What a request asks to see of its deals. */
export interface DealView {
  readonly includeFields: readonly string[];
  /** Hashes to show; undefined shows all. */
  readonly customFields: readonly string[] | undefined;
  readonly optionLabels: boolean;
  readonly labels: boolean;
}

export const plainView: DealView = {
  includeFields: [],
  customFields: undefined,
  optionLabels: false,
  labels: false,
};

/** A deal as API v2 shows it, keys in the vendor's order. */
export function renderDeal(account: Account, deal: StoredDealState, view: DealView = plainView): Row {
  const { values } = deal.record;
  const isDeleted = deal.deletedMs !== undefined;
  const custom = { custom_fields: customFieldsOf(account, deal, view) };
  const asksMore = view.includeFields.length > 0;
  return {
    id: deal.id,
    title: values.title,
    creator_user_id: values.creator_user_id,
    value: values.value,
    person_id: values.person_id,
    org_id: values.org_id,
    stage_id: values.stage_id,
    currency: values.currency,
    add_time: wireTime(deal.createdMs),
    update_time: deal.record.touched || isDeleted ? wireTime(deal.changedMs) : null,
    status: isDeleted ? 'deleted' : values.status,
    probability: values.probability,
    lost_reason: values.lost_reason,
    visible_to: values.visible_to,
    ...datesOf(values, account.settings),
    ...(asksMore ? {} : custom),
    owner_id: values.owner_id,
    label_ids: values.label_ids,
    ...(view.labels
      ? { labels: values.label_ids.map((id) => labelled(account.settings.labelOptions, id)) }
      : {}),
    is_deleted: isDeleted,
    origin: values.origin,
    origin_id: values.origin_id,
    channel: values.channel,
    channel_id: values.channel_id,
    is_archived: values.is_archived,
    archive_time: values.archive_time,
    ...recurringRevenue(account, deal),
    ...(asksMore ? { ...optionalMembers(account, deal, view.includeFields), ...custom } : {}),
  };
}

function datesOf(values: DealValues, { timeZone }: AccountSettings): JsonObject {
  return {
    close_time: values.close_time,
    pipeline_id: values.pipeline_id,
    won_time: values.won_time,
    lost_time: values.lost_time,
    stage_change_time: values.stage_change_time,
    local_won_date: localDay(values.won_time, timeZone),
    local_lost_date: localDay(values.lost_time, timeZone),
    local_close_date: localDay(values.close_time, timeZone),
    expected_close_date: values.expected_close_date,
  };
}

/** Plans without products do not know these members at all. */
function recurringRevenue({ settings }: Account, { record }: StoredDealState): JsonObject {
  if (!plans[settings.plan].hasRecurringRevenue) return {};
  return record.products.length > 0
    ? { acv: record.values.value, arr: 0, mrr: 0 }
    : { acv: null, arr: null, mrr: null };
}

/** Every field of the account, mostly null; null altogether where the account has none. */
function customFieldsOf({ settings }: Account, { record }: StoredDealState, view: DealView): JsonValue {
  if (settings.customFields.length === 0) return null;
  const shown: Record<string, JsonValue> = {};
  for (const { code, options } of settings.customFields) {
    if (view.customFields !== undefined && !view.customFields.includes(code)) continue;
    const value = record.custom[code] ?? null;
    shown[code] = view.optionLabels && options !== undefined ? withLabels(options, value) : value;
  }
  return shown;
}

function withLabels(options: readonly FieldOption[], value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((id: JsonValue) => labelled(options, id));
  return value === null ? null : labelled(options, value);
}

function labelled(options: readonly FieldOption[], id: JsonValue): JsonObject {
  return { id, label: options.find((option) => option.id === id)?.label ?? null };
}
