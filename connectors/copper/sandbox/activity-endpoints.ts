import { walkDeals, type SandboxAnswer, type SandboxRequest } from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import { activityQuery, fits, type ActivityFilter } from './search/activity-query.ts';
import type { StoredDealState } from './deals/deal-state.ts';
import { requestedDeal, requireViewer, type Endpoint } from './endpoint.ts';
import { ok } from './errors.ts';
import type { Paging } from './paging.ts';
import { canSee, visibleDeal, type Viewer } from './viewer.ts';
import type { WireObject } from './wire-json.ts';
import { secondsOf } from './wire-values.ts';

const perDeal = 64;
const firstActivity = 3_061_844;
const phoneCall = { id: 194_674, category: 'user' } as const;
const stageChanged = { id: 3, category: 'system' } as const;

/** What was done for opportunities, newest first. https://github.com/dquimper/GitbookTest (2019 docs, read 2026-11-22) */
export function activityEndpoints(account: Account): readonly Endpoint[] {
  return [
    {
      method: 'POST',
      path: '/opportunities/:id/activities',
      handle(request) {
        const { paging, filter } = activityQuery(request, false);
        const found = activitiesOf(requestedDeal(account, request), filter);
        return ok(found.slice(...boundsOf(paging)).map(activityWire));
      },
    },
    { method: 'POST', path: '/activities/search', handle: (request) => search(account, request) },
    // The sandbox keeps no files; how one looks on the wire is not documented.
    {
      method: 'GET',
      path: '/opportunities/:id/files',
      handle(request) {
        requestedDeal(account, request);
        return ok([]);
      },
    },
  ];
}

function boundsOf({ number, size }: Paging): readonly [from: number, to: number] {
  return [(number - 1) * size, number * size];
}

function search(account: Account, request: SandboxRequest): SandboxAnswer {
  const { paging, filter, parent } = activityQuery(request, true);
  const viewer = requireViewer(account, request);
  const [from, to] = boundsOf(paging);
  if (typeof parent === 'number') {
    const deal = visibleDeal(account, viewer, parent);
    return ok(deal === undefined ? [] : activitiesOf(deal, filter).slice(from, to).map(activityWire));
  }
  if (parent === 'other') return ok([]);
  return ok(
    allActivities(account, viewer, filter)
      .drop(from)
      .take(to - from)
      .map(activityWire)
      .toArray(),
  );
}

function* allActivities(account: Account, viewer: Viewer, filter: ActivityFilter): Generator<Activity> {
  for (const deal of walkDeals(account.store, {}))
    if (canSee(account, viewer, deal.record)) yield* activitiesOf(deal, filter);
}

interface Activity {
  readonly deal: StoredDealState;
  readonly type: typeof phoneCall | typeof stageChanged;
  readonly seconds: number;
  /** Among those of the opportunity; 0 for the move. */
  readonly position: number;
}

/** The move to the present stage, and a call for each interaction; spread evenly up to the last one. */
function activitiesOf(deal: StoredDealState, filter: ActivityFilter): readonly Activity[] {
  const { interactionCount, lastContactedSeconds, stageChangedSeconds } = deal.record;
  const created = secondsOf(deal.createdMs);
  const count = Math.min(perDeal - 1, interactionCount);
  const span = (lastContactedSeconds ?? created) - created;
  const calls = Array.from({ length: count }, (_, at) => ({
    deal,
    type: phoneCall,
    seconds: created + Math.floor((span * (at + 1)) / count),
    position: at + 1,
  }));
  const moved =
    stageChangedSeconds > created
      ? [{ deal, type: stageChanged, seconds: stageChangedSeconds, position: 0 }]
      : [];
  return [...calls, ...moved]
    .filter((activity) => fits(filter, activity))
    .toSorted((a, b) => b.seconds - a.seconds || b.position - a.position);
}

function activityWire({ deal, type, seconds, position }: Activity): WireObject {
  const isMove = type === stageChanged;
  return {
    id: firstActivity + deal.index * perDeal + position,
    parent: { id: deal.id, type: 'opportunity' },
    type,
    user_id: deal.record.assigneeId,
    details: isMove ? null : `Call ${position}`,
    activity_date: seconds,
    old_value: null,
    new_value: isMove ? { id: deal.record.stageId } : null,
    date_created: seconds,
    date_modified: seconds,
  };
}
