import {
  isJsonObject,
  walkDeals,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import type { StoredDealState } from './deal-state.ts';
import { requestedDeal, requireViewer, type Endpoint } from './endpoint.ts';
import { badId, badValue, ok, refuseProblems, type Problem } from './errors.ts';
import { pagingOf, type Paging } from './paging.ts';
import { integerOf, paramsOf, unknownAttributes } from './params.ts';
import { canSee, visibleDeal, type Viewer } from './viewer.ts';
import type { WireObject } from './wire-json.ts';
import { secondsOf } from './wire-values.ts';

const pages: readonly string[] = ['page_number', 'page_size'];
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
        const { paging } = pageAsked(request, pages);
        return ok(activitiesOf(requestedDeal(account, request)).slice(...boundsOf(paging)));
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

function pageAsked(
  request: SandboxRequest,
  known: readonly string[],
): { readonly paging: Paging; readonly parent: number | 'other' | undefined } {
  const params = paramsOf(request);
  const problems: Problem[] = [...unknownAttributes(params, new Set(known))];
  const paging = pagingOf(params, problems);
  const { parent } = params;
  if (parent === undefined || parent === null) {
    refuseProblems(problems);
    return { paging, parent: undefined };
  }
  const { id = null, type = null } = isJsonObject(parent) ? parent : {};
  const wanted = integerOf(id);
  if (wanted === undefined || wanted < 1) problems.push(badId('parent', id));
  if (typeof type !== 'string') problems.push(badValue('parent', type));
  refuseProblems(problems);
  return { paging, parent: type === 'opportunity' ? (wanted ?? 0) : 'other' };
}

function boundsOf({ number, size }: Paging): readonly [from: number, to: number] {
  return [(number - 1) * size, number * size];
}

function search(account: Account, request: SandboxRequest): SandboxAnswer {
  const { paging, parent } = pageAsked(request, [...pages, 'parent']);
  const viewer = requireViewer(account, request);
  const [from, to] = boundsOf(paging);
  if (typeof parent === 'number') {
    const deal = visibleDeal(account, viewer, parent);
    return ok(deal === undefined ? [] : activitiesOf(deal).slice(from, to));
  }
  if (parent === 'other') return ok([]);
  return ok(
    allActivities(account, viewer)
      .drop(from)
      .take(to - from)
      .toArray(),
  );
}

function* allActivities(account: Account, viewer: Viewer): Generator<WireObject> {
  for (const deal of walkDeals(account.store, {}))
    if (canSee(account, viewer, deal.record)) yield* activitiesOf(deal);
}

/** The move to the present stage, and a call for each interaction; spread evenly up to the last one. */
function activitiesOf(deal: StoredDealState): readonly WireObject[] {
  const { interactionCount, lastContactedSeconds, stageChangedSeconds } = deal.record;
  const created = secondsOf(deal.createdMs);
  const count = Math.min(perDeal - 1, interactionCount);
  const span = (lastContactedSeconds ?? created) - created;
  const calls = Array.from({ length: count }, (_, at) => ({
    at: created + Math.floor((span * (at + 1)) / count),
    position: at + 1,
  }));
  const moved = stageChangedSeconds > created ? [{ at: stageChangedSeconds, position: 0 }] : [];
  return [...calls, ...moved]
    .toSorted((a, b) => b.at - a.at || b.position - a.position)
    .map(({ at, position }) => activityWire(deal, at, position));
}

function activityWire(deal: StoredDealState, seconds: number, position: number): WireObject {
  const isMove = position === 0;
  return {
    id: firstActivity + deal.index * perDeal + position,
    parent: { id: deal.id, type: 'opportunity' },
    type: isMove ? stageChanged : phoneCall,
    user_id: deal.record.assigneeId,
    details: isMove ? null : `Call ${position}`,
    activity_date: seconds,
    old_value: null,
    new_value: isMove ? { id: deal.record.stageId } : null,
    date_created: seconds,
    date_modified: seconds,
  };
}
