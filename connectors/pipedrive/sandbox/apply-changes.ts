import type { JsonObject, JsonValue } from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import type { DealChanges } from './checks/check-body.ts';
import {
  noActivity,
  type DealState,
  type DealValues,
  type FieldChange,
  type Participant,
} from './deals/deal-state.ts';
import { companyCurrency } from './facts.ts';
import { toWholeSecond, wireTime } from './wire-times.ts';

/** Who makes a change. */
export interface Author {
  readonly userId: number;
  readonly source: FieldChange['source'];
}

/** A deal as it is where a creation names nothing but a title. */
export function newDeal(account: Account, author: Author): DealState {
  return {
    values: emptyValues(account, author),
    custom: {},
    firstWonTime: null,
    touched: false,
    participants: [],
    followers: [{ userId: author.userId, addedMs: account.clock.nowMs() }],
    followerChanges: [],
    products: [],
    leadId: null,
    activity: noActivity,
    changes: [],
    overrides: {},
  };
}

function emptyValues({ sales }: Account, author: Author): DealValues {
  const pipelineId = sales.pipelines.find((pipeline) => !pipeline.is_deleted)?.id ?? 0;
  return {
    title: '',
    creator_user_id: author.userId,
    value: null,
    person_id: null,
    org_id: null,
    stage_id: sales.firstStage(pipelineId)?.id ?? 0,
    currency: companyCurrency,
    status: 'open',
    probability: null,
    lost_reason: null,
    visible_to: 3,
    close_time: null,
    pipeline_id: pipelineId,
    won_time: null,
    lost_time: null,
    stage_change_time: null,
    expected_close_date: null,
    owner_id: author.userId,
    label_ids: [],
    origin: author.source === 'api' ? 'API' : 'ManuallyCreated',
    origin_id: null,
    channel: null,
    channel_id: null,
    is_archived: false,
    archive_time: null,
  };
}

/**
 * The state after a change, with everything the change brings along.
 *
 * @param isNew True for a creation, which moves nothing and is no change.
 */
export function applyChanges(
  account: Account,
  before: DealState,
  given: DealChanges,
  author: Author,
  isNew = false,
): DealState {
  const nowMs = toWholeSecond(account.clock.nowMs());
  const { custom_fields: custom, is_deleted: _, ...own } = given;
  const values: DealValues = {
    ...before.values,
    ...own,
    ...placeOf(account, before.values, given, isNew ? undefined : wireTime(nowMs)),
    ...closingOf(before.values, given, wireTime(nowMs)),
    ...archiveOf(before.values, given, wireTime(nowMs)),
  };
  return {
    ...before,
    values,
    custom: custom === undefined ? before.custom : withoutNulls({ ...before.custom, ...custom }),
    firstWonTime: before.firstWonTime ?? values.won_time,
    touched: true,
    participants: withPrimary(account, before, values.person_id, nowMs, author),
    changes: isNew ? [] : [...before.changes, ...changesBetween(before.values, values, nowMs, author)],
  };
}

/** The stage decides the pipeline; a pipeline alone leads to its first stage. */
function placeOf(
  { sales }: Account,
  before: DealValues,
  { stage_id: stage, pipeline_id: pipeline }: DealChanges,
  movedTime: string | undefined,
): Partial<DealValues> {
  const entersPipeline = pipeline !== undefined && pipeline !== before.pipeline_id;
  const id = stage ?? (entersPipeline ? sales.firstStage(pipeline)?.id : undefined);
  if (id === undefined) return { pipeline_id: before.pipeline_id };
  return {
    stage_id: id,
    pipeline_id: sales.stage(id)?.pipeline_id ?? before.pipeline_id,
    ...(id === before.stage_id || movedTime === undefined ? {} : { stage_change_time: movedTime }),
  };
}

function closingOf(before: DealValues, given: DealChanges, now: string): Partial<DealValues> {
  const status = given.status ?? before.status;
  if (status === 'open') return { close_time: null, won_time: null, lost_time: null, lost_reason: null };
  const changed = status !== before.status;
  const told = (status === 'won' ? given.won_time : given.lost_time) ?? given.close_time;
  const time = told ?? (changed ? now : before.close_time);
  if (status === 'won') return { close_time: time, won_time: time, lost_time: null, lost_reason: null };
  return { close_time: time, won_time: null, lost_time: time };
}

function archiveOf(before: DealValues, given: DealChanges, now: string): Partial<DealValues> {
  if (given.is_archived === undefined) return { archive_time: before.archive_time };
  if (!given.is_archived) return { archive_time: null };
  return { archive_time: given.archive_time ?? before.archive_time ?? now };
}

function withoutNulls(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

/** Whoever becomes the primary person takes part in the deal, in the place of the one before or beside them. */
function withPrimary(
  account: Account,
  { participants, values }: DealState,
  personId: number | null,
  nowMs: number,
  author: Author,
): readonly Participant[] {
  if (personId === values.person_id) return participants;
  const others = account.settings.primaryStays
    ? participants
    : participants.filter((one) => one.personId !== values.person_id);
  const already = others.find((one) => one.personId === personId);
  if (personId === null || already !== undefined) return others;
  return [{ linkId: account.nextId(), personId, addedMs: nowMs, addedBy: author.userId }, ...others];
}

function changesBetween(
  before: DealValues,
  after: DealValues,
  atMs: number,
  { userId, source }: Author,
): readonly FieldChange[] {
  const old: Readonly<Record<string, JsonValue>> = { ...before };
  return Object.entries(after).flatMap(([field, value]: [string, JsonValue]) => {
    const previous = old[field] ?? null;
    const same = JSON.stringify(previous) === JSON.stringify(value);
    return same ? [] : [{ field, before: previous, after: value, atMs, userId, source }];
  });
}
