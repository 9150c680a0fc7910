import type { JsonObject, NativeRecord, VendorSession } from '../../../src/connector-kit/index.ts';
import { OpportunityList } from '../native-schema.ts';
import { paths } from '../paths.ts';
import { instantFrom, secondsOf } from '../unix-seconds.ts';

/** The largest page: https://developer.copper.com/opportunities/list-opportunities-search.html (2026-11-22). */
export const pageSize = 200;

/** A search shows no more than this many matches, however it is paged (same page of the documentation). */
export const mostReachable = 100_000;

/** The last page on which a match can lie. */
export const lastReachablePage = mostReachable / pageSize;

/** Criteria in Copper's own words. It refuses attributes it does not know, so there is no room for others. */
export interface SearchCriteria {
  readonly sort_by: 'date_created' | 'date_modified';
  readonly page_number?: number;
  readonly ids?: readonly number[];
  readonly minimum_created_date?: number;
  readonly maximum_created_date?: number;
  readonly minimum_modified_date?: number;
  readonly maximum_modified_date?: number;
  readonly custom_fields?: readonly JsonObject[];
}

export interface SearchAnswer {
  readonly rows: readonly JsonObject[];
  /** An upper bound of all matches, as the vendor states it; it may stop counting early. */
  readonly total: number | undefined;
}

/** Asks for one page. The sort is always given: the default, by name, moves with every renaming. */
export async function search(session: VendorSession, criteria: SearchCriteria): Promise<SearchAnswer> {
  const body: JsonObject = { page_number: 1, page_size: pageSize, sort_direction: 'asc', ...criteria };
  const answer = await session.send(
    { method: 'POST', path: paths.search, body, readOnly: true },
    OpportunityList,
  );
  return { rows: answer.data, total: readTotal(answer.headers['x-pw-total']) };
}

/** True where nothing can follow. A short page alone does not say so when the total promises more. */
export function isLastPage(answer: SearchAnswer): boolean {
  if (answer.rows.length === 0) return true;
  return answer.rows.length < pageSize && (answer.total ?? 0) <= pageSize;
}

/** A row as the rest of the engine sees it, its body untouched. */
export function toRecord(row: JsonObject): NativeRecord {
  return { id: String(row['id']), changedAt: instantFrom(secondsOf(row, 'date_modified')), body: row };
}

/** A header that a proxy sends twice says the same twice. */
function readTotal(header = ''): number | undefined {
  const [, total] = /^(\d+)(?:, \1)*$/.exec(header) ?? [];
  return total === undefined ? undefined : Number(total);
}
