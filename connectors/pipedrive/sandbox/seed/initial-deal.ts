import {
  businessDealAt,
  lossReasons,
  type BusinessDeal,
  type BusinessWorld,
} from '../../../../src/sandbox-kit/index.ts';
import { userId, type AccountIds } from './account-ids.ts';
import { usualProduct } from '../checks/check-product.ts';
import { customCurrency } from '../facts.ts';
import { initialCustomValues } from './initial-custom-values.ts';
import type { InitialTimes } from './initial-times.ts';
import type {
  DealActivity,
  DealProduct,
  DealState,
  DealValues,
  FieldChange,
  Participant,
} from '../deals/deal-state.ts';
import { channelOptions, labelOptions, optionIdAt, originOptions } from './options.ts';
import { pipelines, stageId } from './pipelines.ts';
import { wireTime } from '../wire-times.ts';

/** Makes the deal at an index as the account had it before anything happened in the sandbox. */
export function initialDeal(
  world: BusinessWorld,
  ids: AccountIds,
  times: InitialTimes,
  index: number,
): DealState {
  const deal = businessDealAt(world, index);
  const values = valuesOf(world, ids, times, deal);
  return {
    values,
    custom: initialCustomValues(world, ids, deal),
    firstWonTime: values.won_time,
    touched: times.changedMs(index) > times.createdMs(index),
    participants: participantsOf(ids, deal),
    followers: [{ userId: values.owner_id, addedMs: deal.createdMs }],
    followerChanges: [],
    products: productsOf(world, deal, values),
    leadId: deal.lead === undefined ? null : uuidAt(world, index),
    activity: activityOf(deal),
    changes: stageChanges(deal, values),
    overrides: {},
  };
}

function valuesOf(
  world: BusinessWorld,
  ids: AccountIds,
  times: InitialTimes,
  deal: BusinessDeal,
): DealValues {
  const { draws } = world;
  const { index } = deal;
  const creator = userId(deal.creator);
  const archivedMs = times.archivedMs(index);
  const primary = deal.contacts[0];
  const closed = closing(deal);
  return {
    title: deal.title ?? '',
    creator_user_id: creator,
    value: deal.amount === undefined ? null : Number(deal.amount),
    person_id: primary === undefined ? null : ids.persons.idOf(primary),
    org_id: deal.company === undefined ? null : ids.organizations.idOf(deal.company),
    stage_id: stageId(deal.pipeline, deal.stage ?? 0),
    currency: draws.chance(index, 'custom-currency', 0.008) ? customCurrency : deal.currency,
    status: closed.status,
    probability: draws.chance(index, 'has-probability', 0.45)
      ? draws.integer(index, 'probability', 0, 20) * 5
      : null,
    lost_reason: closed.status === 'lost' ? lostReason(world, deal) : null,
    visible_to: draws.pick(index, 'visible-to', [3, 3, 3, 7, 1, 5]),
    close_time: closed.time,
    pipeline_id: pipelines[deal.pipeline]?.id ?? 0,
    won_time: closed.status === 'won' ? closed.time : null,
    lost_time: closed.status === 'lost' ? closed.time : null,
    stage_change_time: movedTime(deal),
    expected_close_date:
      deal.expectedCloseMs === undefined ? null : wireTime(deal.expectedCloseMs).slice(0, 10),
    owner_id: deal.owner === undefined ? creator : userId(deal.owner),
    label_ids: deal.tags.map((tag) => optionIdAt(labelOptions, tag) ?? 0),
    ...sourceOf(world, deal),
    is_archived: archivedMs !== undefined,
    archive_time: archivedMs === undefined ? null : wireTime(archivedMs),
  };
}

type SourceValues = Pick<DealValues, 'origin' | 'origin_id' | 'channel' | 'channel_id'>;

function sourceOf({ draws }: BusinessWorld, { index, source }: BusinessDeal): SourceValues {
  const origin = String(originOptions[draws.weighted(index, 'origin', originWeights)]?.id);
  return {
    origin,
    origin_id: origin === 'Marketplace' ? draws.hex(index, 'origin-id', 16) : null,
    channel: optionIdAt(channelOptions, source),
    channel_id:
      source !== undefined && draws.chance(index, 'channel-id', 0.3) ? `Spring ${2024 + (index % 3)}` : null,
  };
}

/** How often each origin occurs, in the order of the options. */
const originWeights = [60, 12, 9, 4, 3, 2, 1, 4, 1, 1, 1, 1, 1];

/** Nobody can abandon a deal here: what was given up is lost. */
function closing(deal: BusinessDeal): {
  readonly status: DealValues['status'];
  readonly time: string | null;
} {
  if (deal.closedMs === undefined) return { status: 'open', time: null };
  return { status: deal.outcome === 'won' ? 'won' : 'lost', time: wireTime(deal.closedMs) };
}

/** The predefined text, the same text as somebody typed it, or something of their own. */
function lostReason({ draws }: BusinessWorld, { index, lossReason }: BusinessDeal): string | null {
  const reason = lossReason === undefined ? undefined : lossReasons[lossReason];
  if (reason === undefined) return null;
  const style = draws.unit(index, 'reason-style');
  if (style < 0.12) return `  ${reason.toLowerCase()} `;
  if (style < 0.18) return reason.replace(' ', '  ').toUpperCase();
  return style < 0.28 ? `${reason}, see the mail of ${1 + (index % 28)} May` : reason;
}

function movedTime({ stage, stageEntries }: BusinessDeal): string | null {
  const entered = stage === undefined || stage === 0 ? undefined : stageEntries.at(-1)?.enteredMs;
  return entered === undefined ? null : wireTime(entered);
}

function participantsOf(ids: AccountIds, deal: BusinessDeal): readonly Participant[] {
  return deal.contacts.map((contact, position) => ({
    linkId: ids.link(deal.index, position),
    personId: ids.persons.idOf(contact),
    addedMs: deal.createdMs,
    addedBy: userId(deal.creator),
  }));
}

/** The one product that makes up the deal's value. */
function productsOf(
  { draws }: BusinessWorld,
  { index, createdMs }: BusinessDeal,
  { value }: DealValues,
): readonly DealProduct[] {
  if (value === null || !draws.chance(index, 'has-product', 0.25)) return [];
  const priced = { product_id: 501, item_price: value, quantity: 1 };
  return [
    { ...usualProduct, ...priced, id: 20_000 + index, add_time: wireTime(createdMs), update_time: null },
  ];
}

function activityOf({ activities, createdMs }: BusinessDeal): DealActivity {
  const { done, emails, notes, nextMs, lastContactedMs } = activities;
  const hasMail = emails > 0 && lastContactedMs !== undefined;
  return {
    done,
    planned: Math.max(activities.planned, nextMs === undefined ? 0 : 1),
    lastDoneMs: lastContactedMs,
    nextMs,
    emails,
    lastMailInMs:
      hasMail && emails > 1 ? createdMs + Math.floor((lastContactedMs - createdMs) * 0.9) : undefined,
    lastMailOutMs: hasMail ? lastContactedMs : undefined,
    notes,
  };
}

function stageChanges(deal: BusinessDeal, { owner_id: owner }: DealValues): readonly FieldChange[] {
  return deal.stageEntries.slice(1).map(({ stage, enteredMs }) => ({
    field: 'stage_id',
    before: stageId(deal.pipeline, stage - 1),
    after: stageId(deal.pipeline, stage),
    atMs: enteredMs,
    userId: owner,
    source: 'app',
  }));
}

/** The lead a deal was converted from, or a lead that still lives. */
export function uuidAt({ draws }: BusinessWorld, index: number): string {
  const digits = draws.hex(index, 'lead-id', 32);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-11f1-9${digits.slice(13, 16)}-${digits.slice(16, 28)}`;
}
