import type { DealQuery, SandboxRequest } from '../../../../src/sandbox-kit/index.ts';
import type { DealState, StoredDealState } from './deal-state.ts';
import { reject } from '../checks/invalid-request.ts';
import { choicesParameter, idParameter } from '../query.ts';

/** Conditions and orders both lists of deals know. */
export const dealParameters: readonly string[] = [
  'filter_id',
  'ids',
  'owner_id',
  'person_id',
  'org_id',
  'pipeline_id',
  'stage_id',
  'status',
  'updated_since',
  'updated_until',
  'sort_by',
  'sort_direction',
];

export interface DealCondition {
  /** True where a saved filter makes ids and quick filters be ignored. */
  readonly usesFilter: boolean;
  readonly which: NonNullable<DealQuery<DealState>['which']>;
  readonly where: (deal: StoredDealState) => boolean;
}

/** Filters the company has saved. */
export const savedFilters: ReadonlyMap<number, (deal: StoredDealState) => boolean> = new Map([
  [1, ({ record }: StoredDealState) => record.values.status === 'open'],
  [2, ({ record }: StoredDealState) => record.values.status === 'won'],
]);

const quickFilters = ['owner_id', 'person_id', 'org_id', 'pipeline_id', 'stage_id'] as const;

/** Which deals a list is asked for, apart from their change times. */
export function dealCondition(request: SandboxRequest): DealCondition {
  const filterId = idParameter(request, 'filter_id');
  if (filterId !== undefined) {
    const where = savedFilters.get(filterId) ?? reject('filter_id', 'Filter not found');
    return { usesFilter: true, which: 'live', where };
  }
  const statuses = choicesParameter(request, 'status', ['open', 'won', 'lost', 'deleted']);
  const wanted = quickFilters.flatMap((name) => {
    const id = idParameter(request, name);
    return id === undefined ? [] : [[name, id] as const];
  });
  const asksDeleted = statuses?.includes('deleted') === true;
  const asksLiving = statuses === undefined || statuses.some((status) => status !== 'deleted');
  return {
    usesFilter: false,
    which: asksDeleted ? (asksLiving ? 'all' : 'deleted') : 'live',
    where: (deal) =>
      (deal.deletedMs !== undefined || (statuses?.includes(deal.record.values.status) ?? true)) &&
      wanted.every(([name, id]) => deal.record.values[name] === id),
  };
}
