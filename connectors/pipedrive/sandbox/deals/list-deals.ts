import {
  walkDeals,
  type DealQuery,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import type { KeysetCursor } from '../cursor.ts';
import type { DealState, StoredDealState } from './deal-state.ts';
import { dealCondition, dealParameters, type DealCondition } from './deal-filter.ts';
import { viewOf, viewParameters } from './deal-view.ts';
import { inSlices } from '../../../../src/sandbox-kit/index.ts';
import { listAnswer } from '../page.ts';
import {
  allowParameters,
  idsParameter,
  instantParameter,
  limitParameter,
  paging,
  sortParameters,
  type Sort,
} from '../query.ts';
import { renderDeal } from './render-deal.ts';
import { wireTime } from '../wire-times.ts';

type SortField = 'id' | 'update_time' | 'add_time';

/** The list of deals that are not archived, or of those that are. */
export async function listDeals(
  account: Account,
  request: SandboxRequest,
  archived: boolean,
): Promise<SandboxAnswer> {
  allowParameters(request, [...dealParameters, ...viewParameters(!archived), ...paging]);
  const view = viewOf(request);
  const condition = dealCondition(request);
  const sort = sortParameters<SortField>(request, ['id', 'update_time', 'add_time']);
  const limit = limitParameter(request);
  const after = account.cursors.read(request, sort.field, sort.direction);
  const asksForChanges = request.query.has('updated_since') || request.query.has('updated_until');
  const matches = (deal: StoredDealState): boolean =>
    deal.record.values.is_archived === archived &&
    (!asksForChanges || account.settings.listsUntouched || hasChangeTime(deal)) &&
    account.visible(deal) !== undefined &&
    condition.where(deal) &&
    comesAfter(deal, sort, after);
  const { store } = account;
  const { version } = store;
  const found = await inSlices(
    () => firstMatches(candidates(account, request, condition, sort, after), matches, limit + 1),
    () => sort.field === 'update_time' && store.version !== version,
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const data = page.map((deal) => renderDeal(account, deal, view));
  if (last === undefined || found.length <= limit) return listAnswer(data, account.cursors.lastPage());
  const next_cursor = account.cursors.issue(request, {
    field: sort.field,
    fieldValue: keyOf(last, sort.field),
    sortDirection: sort.direction,
    id: last.id,
  });
  return listAnswer(data, { additional_data: { next_cursor } });
}

/** A deletion is a change, too. */
function hasChangeTime({ record, deletedMs }: StoredDealState): boolean {
  return record.touched || deletedMs !== undefined;
}

/** Pauses after each deal that was looked at. */
export function* firstMatches(
  deals: Iterable<StoredDealState>,
  matches: (deal: StoredDealState) => boolean,
  most: number,
): Generator<void, readonly StoredDealState[]> {
  const found: StoredDealState[] = [];
  for (const deal of deals) {
    if (matches(deal)) found.push(deal);
    if (found.length >= most) return found;
    yield;
  }
  return found;
}

/** Deals in the order asked for, starting close to the place the cursor names. */
function candidates(
  account: Account,
  request: SandboxRequest,
  condition: DealCondition,
  { field, direction }: Sort<SortField>,
  after: KeysetCursor | undefined,
): Iterable<StoredDealState> {
  const { store } = account;
  const ids = condition.usesFilter ? undefined : idsParameter(request);
  const changedFromMs = instantParameter(request, 'updated_since');
  const changedBeforeMs = instantParameter(request, 'updated_until');
  const query: DealQuery<DealState> = {
    // Ids rise with the creation time, so both orders are one.
    sort: field === 'update_time' ? 'changed' : 'id',
    direction: direction === 'asc' ? 'ascending' : 'descending',
    which: condition.which,
    ...(changedFromMs === undefined ? {} : { changedFromMs }),
    ...(changedBeforeMs === undefined ? {} : { changedBeforeMs }),
  };
  if (ids !== undefined) return dealsWithIds(account, ids, query);
  return walkDeals(store, { ...query, ...startAt(account, query, field, direction, after) });
}

/** A few deals by their ids, without walking past all others. */
function dealsWithIds(
  { store }: Account,
  ids: readonly number[],
  { sort, direction, which = 'live', changedFromMs = 0, changedBeforeMs = Infinity }: DealQuery<DealState>,
): readonly StoredDealState[] {
  const sign = direction === 'descending' ? -1 : 1;
  return [...new Set(ids)]
    .flatMap((id) => store.find(id) ?? [])
    .filter(
      ({ changedMs, deletedMs }) =>
        (which === 'all' || (which === 'deleted') === (deletedMs !== undefined)) &&
        changedMs >= changedFromMs &&
        changedMs < changedBeforeMs,
    )
    .toSorted((a, b) => sign * ((sort === 'changed' ? a.changedMs - b.changedMs : 0) || a.id - b.id));
}

/** Narrows a walk to what may come after the cursor, without making the deals before it. */
function startAt(
  { store }: Account,
  query: DealQuery<DealState>,
  field: SortField,
  direction: 'asc' | 'desc',
  after: KeysetCursor | undefined,
): Partial<DealQuery<DealState>> {
  if (after === undefined) return {};
  if (field !== 'update_time') {
    const index = store.ids.indexAtOrAfter(after.id);
    return direction === 'asc'
      ? { fromIndex: index }
      : { createdBeforeMs: store.createdMs(Math.min(index, store.size - 1)) + 1000 };
  }
  const reachedMs = Date.parse(String(after.fieldValue));
  return direction === 'asc'
    ? { changedFromMs: Math.max(reachedMs, query.changedFromMs ?? 0) }
    : { changedBeforeMs: Math.min(reachedMs + 1000, query.changedBeforeMs ?? Infinity) };
}

function comesAfter(
  deal: StoredDealState,
  { field, direction }: Sort<SortField>,
  after: KeysetCursor | undefined,
): boolean {
  if (after === undefined) return true;
  const sign = direction === 'asc' ? 1 : -1;
  const key = keyOf(deal, field);
  if (field === 'id' || key === after.fieldValue) return sign * (deal.id - after.id) > 0;
  return sign * (key > after.fieldValue ? 1 : -1) > 0;
}

function keyOf(deal: StoredDealState, field: SortField): string | number {
  if (field === 'id') return deal.id;
  return wireTime(field === 'update_time' ? deal.changedMs : deal.createdMs);
}
