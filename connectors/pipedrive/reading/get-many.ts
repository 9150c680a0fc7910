import {
  foundOrFate,
  recordsById,
  sideBySide,
  VendorError,
  type Fate,
  type NativeId,
  type RecordsById,
  type RequestPlan,
  type VendorSession,
} from '../../../src/connector-kit/index.ts';
import { account } from '../account.ts';
import { allPages } from './all-pages.ts';
import { dealRecords } from './deal-records.ts';
import { batches } from './id-batches.ts';
import { isDeleted, NativeDeal, one } from '../native-schema.ts';
import { includeFields } from '../optional-fields.ts';
import { mostIdsPerCall, paths } from '../paths.ts';

/** How many deals are read alone at the same time; the rate limit is kept elsewhere. */
const singlesAtOnce = 20;

type DealsById = Map<NativeId, NativeDeal>;

/**
 * Deals by id: a hundred from the list of deals that are not archived, the rest of them from the archived ones, and a
 * single read for each that neither shows. Both lists leave out what does not exist and what the user may not see
 * without a word: https://developers.pipedrive.com/docs/api/v1/Deals#getDeals (November 2026).
 */
export async function getMany(
  session: VendorSession,
  ids: readonly NativeId[],
  plan: RequestPlan | undefined,
): Promise<RecordsById> {
  const wanted = [...new Set(ids)];
  const readable = wanted.filter(isId);
  const found: DealsById = new Map();
  for (const batch of batches(readable)) await readLists(session, batch, plan, found);
  const lost = readable.filter((id) => !found.has(id));
  const ends = await sideBySide(lost, singlesAtOnce, (id) => readAlone(session, id, plan, found));
  const deals = readable.map((id) => found.get(id)).filter((deal) => deal !== undefined);
  const living = await dealRecords(
    session,
    deals.filter((deal) => !isDeleted(deal)),
    plan,
  );
  const fates: readonly Fate[] = [
    ...living.map((record): Fate => ({ record })),
    ...deals.filter(isDeleted).map(tombstone),
    ...ends.filter((end) => end !== undefined),
    ...wanted.filter((id) => !isId(id)).map((id): Fate => ({ missing: id })),
  ];
  return recordsById(fates, () => account(session));
}

async function readLists(
  session: VendorSession,
  ids: readonly NativeId[],
  plan: RequestPlan | undefined,
  found: DealsById,
): Promise<void> {
  // One alone costs a tenth of a list, and is in either of them.
  if (ids.length < 2) return;
  for (const path of [paths.deals, paths.archivedDeals]) {
    const left = ids.filter((id) => !found.has(id));
    if (left.length === 0) return;
    const query = {
      ids: left.join(','),
      status: 'open,won,lost,deleted',
      include_fields: includeFields(plan),
      limit: mostIdsPerCall,
    };
    for (const deal of await allPages(session, path, NativeDeal, query)) {
      const id = String(deal.facts.id);
      if (!left.includes(id)) throw notAskedFor(path);
      found.set(id, deal);
    }
  }
}

/** Takes a deal in that is there; else says what became of it. */
async function readAlone(
  session: VendorSession,
  id: NativeId,
  plan: RequestPlan | undefined,
  found: DealsById,
): Promise<Fate | undefined> {
  const query = { include_fields: includeFields(plan) };
  const answer = await foundOrFate(
    id,
    session.request({ method: 'GET', path: paths.deal(id), query }, one(NativeDeal)),
  );
  if (!('found' in answer)) return answer;
  if (answer.found === undefined) return { missing: id };
  found.set(id, answer.found);
  return undefined;
}

/** The API does not say into which deal one was merged. */
function tombstone({ facts }: NativeDeal): Fate {
  return { tombstone: { id: String(facts.id), reason: 'deleted' } };
}

/** A vendor that ignored the ids would give all deals there are, and an absent one would prove nothing. */
function notAskedFor(path: string): VendorError {
  return new VendorError('unexpected-response', 'Pipedrive gave deals that were not asked for.', {
    connector: 'pipedrive',
    method: 'GET',
    path,
  });
}

/**
 * Ids are numbers, which have one spelling: anything else cannot be the id of a deal, could lead to another path, and
 * would make the vendor refuse the whole list it is asked in.
 */
export function isId(id: NativeId): boolean {
  return /^[1-9]\d{0,14}$/.test(id);
}
