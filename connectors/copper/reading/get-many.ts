import {
  foundOrFate,
  recordsById,
  sideBySide,
  type Fate,
  type NativeId,
  type NativeRecord,
  type RecordsById,
  type RequestPlan,
  type VendorSession,
} from '../../../src/connector-kit/index.ts';
import { account } from '../account.ts';
import { Opportunity } from '../native-schema.ts';
import { paths } from '../paths.ts';
import { withRelatedPeople } from '../related-people.ts';
import { pageSize, search, toRecord } from './search.ts';

/** As many as the rate budget lets run at the same time. */
const singlesAtOnce = 3;

/**
 * Opportunities by id: a search for as many as fill a page, then a single read for each it does not show. Those that
 * do not exist and those the user may not see are both simply absent from a search:
 * https://developer.copper.com/opportunities/list-opportunities-search.html (2026-11-22).
 */
export async function getMany(
  session: VendorSession,
  ids: readonly NativeId[],
  plan?: RequestPlan,
): Promise<RecordsById> {
  const wanted = [...new Set(ids)];
  const readable = wanted.filter(isId);
  const found = await searched(session, readable);
  const fates = await sideBySide(readable, singlesAtOnce, async (id): Promise<Fate> => {
    const record = found.get(id);
    return record === undefined ? readOne(session, id) : { record };
  });
  const impossible = wanted.filter((id) => !isId(id)).map((id): Fate => ({ missing: id }));
  const byId = await recordsById([...fates, ...impossible], () => account(session));
  return { ...byId, records: await withRelatedPeople(session, byId.records, plan) };
}

async function searched(
  session: VendorSession,
  ids: readonly NativeId[],
): Promise<ReadonlyMap<NativeId, NativeRecord>> {
  const found = new Map<NativeId, NativeRecord>();
  // One alone is read at once: a search for it might only lead to the same request.
  if (ids.length < 2) return found;
  for (let start = 0; start < ids.length; start += pageSize) {
    const some = ids.slice(start, start + pageSize);
    const { rows } = await search(session, { sort_by: 'date_created', ids: some.map(Number) });
    for (const record of rows.map(toRecord)) found.set(record.id, record);
  }
  return found;
}

/** A 404 says "gone" or "hidden from this user", and nothing tells which; a refusal is never "gone". */
async function readOne(session: VendorSession, id: NativeId): Promise<Fate> {
  const answer = await foundOrFate(
    id,
    session.request({ method: 'GET', path: paths.opportunity(id) }, Opportunity),
  );
  return 'found' in answer ? { record: toRecord(answer.found) } : answer;
}

/** Copper's ids are positive whole numbers; anything else cannot exist there. */
export function isId(id: NativeId): boolean {
  return /^[1-9]\d{0,14}$/.test(id);
}
