import {
  foundOrFate,
  recordsById,
  sideBySide,
  type Fate,
  type RecordsById,
  type VendorSession,
} from '../../../src/connector-kit/index.ts';
import { account } from '../account.ts';
import type { Asked } from './asked.ts';
import { attachLinks } from '../associations.ts';
import { archivedAt, dealRecord, mergedInto } from './deal-page.ts';
import { readBack } from './missing-deals.ts';
import { NativeCrmRecord } from '../native-schema.ts';
import { pathsOf } from '../paths.ts';
import { askBatch, readBatch } from './read-batch.ts';

/** Single reads under way at the same time: no more than a tenth of the smallest budget of ten seconds. */
const singlesAtOnce = 10;

/** No values are needed of a deal that only has to show itself. */
const fewProperties = ['hs_lastmodifieddate'];

/**
 * Deals by id: a batch read of a hundred for the living ones, one for the archived among the rest, and a single read
 * for each id that neither knows, since only that tells a merged id from one that is gone.
 */
export async function getMany(
  session: VendorSession,
  asked: Asked,
  ids: readonly string[],
): Promise<RecordsById> {
  const wanted = [...new Set(ids)];
  // Ids are digits. Anything else is no deal's, and would fail its whole batch.
  const readable = wanted.filter((id) => /^\d+$/.test(id));
  const impossible = wanted.filter((id) => !/^\d+$/.test(id)).map((id): Fate => ({ missing: id }));
  const deals = await readBatch(session, 'deals', readable, asked.properties);
  const rest = readable.filter((id) => !deals.has(id));
  const ends = await endsOf(session, rest, [...deals.values()]);
  // What came back in the meantime.
  const back = await readBack(
    session,
    asked,
    rest.filter((id) => !ends.has(id)),
  );
  const living = readable.map((id) => deals.get(id) ?? back.get(id)).filter((deal) => deal !== undefined);
  const linked = await attachLinks(session, asked, living, { inline: false });
  const records = linked.map((deal): Fate => ({ record: dealRecord(deal) }));
  const ended = rest.map((id) => ends.get(id)).filter((fate) => fate !== undefined);
  return recordsById([...records, ...ended, ...impossible], () => account(session));
}

/** How deals ended that a batch did not find, by id; an id that is there after all has no entry. */
async function endsOf(
  session: VendorSession,
  ids: readonly string[],
  living: readonly NativeCrmRecord[],
): Promise<ReadonlyMap<string, Fate>> {
  const ends = new Map<string, Fate>();
  const open = new Set(ids);
  const end = (id: string, fate: Fate): void => {
    open.delete(id);
    ends.set(id, fate);
  };
  for (const tombstone of living.flatMap(mergedInto)) {
    if (open.has(tombstone.id)) end(tombstone.id, { tombstone });
  }
  const archive = await askBatch(session, 'deals', [...open], fewProperties, { archived: true });
  for (const deal of archive.found.values()) if (open.has(deal.id)) end(deal.id, archived(deal));
  await sideBySide([...open], singlesAtOnce, async (id) => {
    const fate = await fateOf(session, id, archive.denied.has(id));
    if (fate !== undefined) end(id, fate);
  });
  return ends;
}

/** What HubSpot says of one id; undefined where the deal lives. */
async function fateOf(
  session: VendorSession,
  id: string,
  deniedInArchive: boolean,
): Promise<Fate | undefined> {
  const live = await readOne(session, id, false);
  if ('found' in live) {
    // A merged id answers as the deal it was merged into.
    const { id: survivor } = live.found;
    return survivor === id ? undefined : { tombstone: { id, reason: 'merged', mergedInto: survivor } };
  }
  if ('withheld' in live || deniedInArchive) return live;
  // The batch of archived deals kept silent about it: that alone is no word of HubSpot's.
  const old = await readOne(session, id, true);
  return 'found' in old ? archived(old.found) : old;
}

function readOne(session: VendorSession, id: string, inArchive: boolean) {
  const query = { properties: fewProperties.join(','), ...(inArchive ? { archived: true } : {}) };
  const request = { method: 'GET', path: pathsOf(session).deal(id), query } as const;
  return foundOrFate(id, session.request(request, NativeCrmRecord));
}

function archived(deal: NativeCrmRecord): Fate {
  const deletedAt = archivedAt(deal);
  return {
    tombstone: { id: deal.id, reason: 'archived', ...(deletedAt === undefined ? {} : { deletedAt }) },
  };
}
