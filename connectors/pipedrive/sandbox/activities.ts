import type { Account } from './account.ts';
import type { StoredDealState } from './deals/deal-state.ts';
import type { Row } from './page.ts';
import { wireTime } from './wire-times.ts';

const types = ['call', 'meeting', 'task', 'lunch'] as const;

/** The activities of a deal, done ones first, by id. */
export function activitiesOf(account: Account, deal: StoredDealState): readonly Row[] {
  const { done, planned } = deal.record.activity;
  return Array.from({ length: done + planned }, (_, position) => activityRow(account, deal, position));
}

/** The last activity that is done, and the first that is planned. */
export function neighbours(
  { ids }: Account,
  { index, record }: StoredDealState,
): { readonly last: number | null; readonly next: number | null } {
  const { done, planned } = record.activity;
  return {
    last: done === 0 ? null : ids.activity(index, done - 1),
    next: planned === 0 ? null : ids.activity(index, done),
  };
}

export function findActivity(account: Account, id: number): Row | undefined {
  const place = account.ids.activityAt(id);
  const deal = place === undefined ? undefined : account.visible(account.store.at(place.deal));
  if (place === undefined || deal === undefined || deal.deletedMs !== undefined) return undefined;
  const { done, planned } = deal.record.activity;
  return place.position < done + planned ? activityRow(account, deal, place.position) : undefined;
}

/** All activities from an id on. */
export function* activitiesFrom(account: Account, id: number): Generator<Row> {
  const first = account.ids.activityAt(id)?.deal ?? 0;
  for (let index = first; index < account.store.size; index += 1) {
    const deal = account.visible(account.store.at(index));
    if (deal === undefined || deal.deletedMs !== undefined) continue;
    for (const row of activitiesOf(account, deal)) if (row.id >= id) yield row;
  }
}

function activityRow({ ids, world }: Account, deal: StoredDealState, position: number): Row {
  const { values, activity } = deal.record;
  const isDone = position < activity.done;
  const atMs = isDone ? doneMs(deal, position) : plannedMs(world.startMs, deal, position);
  const at = wireTime(atMs);
  const type = types[(deal.index + position) % types.length] ?? 'call';
  return {
    id: ids.activity(deal.index, position),
    subject: `${type} ${position + 1}`,
    type,
    owner_id: values.owner_id,
    creator_user_id: values.creator_user_id,
    deal_id: deal.id,
    lead_id: null,
    person_id: values.person_id,
    org_id: values.org_id,
    due_date: at.slice(0, 10),
    due_time: position % 2 === 0 ? at.slice(11, 19) : null,
    duration: position % 2 === 0 ? '00:30:00' : null,
    done: isDone,
    marked_as_done_time: isDone ? at : null,
    add_time: wireTime(deal.createdMs),
    update_time: isDone ? at : null,
    is_deleted: false,
    participants: values.person_id === null ? [] : [{ person_id: values.person_id, primary: true }],
    note: null,
  };
}

/** Spread evenly from the creation to the last one. */
function doneMs({ createdMs, record }: StoredDealState, position: number): number {
  const { done, lastDoneMs = createdMs } = record.activity;
  return createdMs + Math.floor(((lastDoneMs - createdMs) * (position + 1)) / done);
}

function plannedMs(startMs: number, { record }: StoredDealState, position: number): number {
  const { done, nextMs = startMs + 86_400_000 } = record.activity;
  return nextMs + (position - done) * 86_400_000;
}
