import type { JsonObject } from '../../../src/connector-kit/index.ts';
import type { ByCreation, OneSecond } from './listing-position.ts';
import type { SearchCriteria } from './search.ts';
import { secondsOf } from '../unix-seconds.ts';

/** Filters by creation time, both ends included; open where an end is absent. */
export interface CreationSpan {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** A search by creation time, as wide as the vendor's reading of its ends asks for. */
export function creationCriteria(
  { stamp, excludesEnds }: ByCreation | OneSecond,
  { from, to }: CreationSpan,
): SearchCriteria {
  const margin = excludesEnds ? 1 : 0;
  return {
    sort_by: 'date_created',
    ...(stamp === undefined ? {} : { minimum_modified_date: stamp, maximum_modified_date: stamp + 1 }),
    ...(from === undefined ? {} : { minimum_created_date: Math.max(from - margin, 0) }),
    ...(to === undefined ? {} : { maximum_created_date: to + margin }),
  };
}

/** False for rows that stand in the margins: another page of this listing brings them. */
export function belongs(row: JsonObject, { stamp }: ByCreation | OneSecond, span: CreationSpan): boolean {
  const at = created(row);
  if (at !== undefined && (at < (span.from ?? at) || at > (span.to ?? at))) return false;
  return stamp === undefined || secondsOf(row, 'date_modified') !== stamp + 1;
}

export function created(row: JsonObject): number | undefined {
  return secondsOf(row, 'date_created');
}
