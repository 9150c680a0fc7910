import { Refused, type JsonObject } from '../../../../src/sandbox-kit/index.ts';
import { customFieldConditions } from './search-custom-fields.ts';
import { badId, badValue, invalid, type Problem } from '../errors.ts';
import { pagingOf, type Paging } from '../paging.ts';
import { integerOf, unknownAttributes, wantsComputed } from '../params.ts';
import type { Condition } from './search-condition.ts';
import { boundsOf, type TimeBounds } from './search-bounds.ts';
import { filterAttributes, filtersOf } from './search-filters.ts';
import { sortNames, type SortName } from './sort-orders.ts';

/** A search without a fault in it. */
export interface Search {
  readonly paging: Paging;
  readonly sortBy: SortName;
  readonly descending: boolean;
  readonly computed: boolean;
  readonly bounds: TimeBounds;
  /** Only these; undefined for all. */
  readonly ids: ReadonlySet<number> | undefined;
  readonly conditions: readonly Condition[];
  /** Equal for searches that differ in nothing but the page. */
  readonly key: string;
}

const known: ReadonlySet<string> = new Set([
  'page_number',
  'page_size',
  'sort_by',
  'sort_direction',
  'ids',
  'custom_fields',
  'custom_field_computed_values',
  'minimum_created_date',
  'maximum_created_date',
  'minimum_modified_date',
  'maximum_modified_date',
  ...filterAttributes,
]);

/** Reads a search. @throws Refused with a 422 that names everything wrong with it. */
export function searchOf(params: JsonObject): Search {
  const problems: Problem[] = [...unknownAttributes(params, known)];
  const search = {
    paging: pagingOf(params, problems),
    sortBy: sortNameOf(params, problems),
    descending: descendingOf(params, problems),
    computed: wantsComputed(params),
    bounds: boundsOf(params, problems),
    ids: idsOf(params, problems),
    conditions: [...filtersOf(params, problems), ...customFieldConditions(params, problems)],
    key: JSON.stringify({ ...params, page_number: 0, page_size: 0 }),
  };
  if (problems.length > 0) throw new Refused(invalid(problems));
  return search;
}

function sortNameOf(params: JsonObject, problems: Problem[]): SortName {
  const value = params['sort_by'] ?? 'name';
  const found = sortNames.find((name) => name === value);
  if (found === undefined) problems.push(badValue('sort_by', value));
  return found ?? 'name';
}

function descendingOf(params: JsonObject, problems: Problem[]): boolean {
  const value = params['sort_direction'] ?? 'asc';
  if (value !== 'asc' && value !== 'desc') problems.push(badValue('sort_direction', value));
  return value === 'desc';
}

function idsOf(params: JsonObject, problems: Problem[]): ReadonlySet<number> | undefined {
  const value = params['ids'];
  if (value === undefined || value === null) return undefined;
  const ids = (Array.isArray(value) ? value : [value]).map((id) => {
    const number = integerOf(id);
    if (number === undefined || number < 1) problems.push(badId('ids', id));
    return number ?? 0;
  });
  return ids.length === 0 ? undefined : new Set(ids);
}
