import {
  undefinedIfNotFound,
  VendorError,
  type Tombstone,
  type VendorSession,
} from '../../../src/connector-kit/index.ts';
import type { Asked } from './asked.ts';
import { NativeCrmRecord } from '../native-schema.ts';
import { pathsOf } from '../paths.ts';
import { readBatch } from './read-batch.ts';

/** Values of deals by id, and what became of those that have none any more. */
export interface Values {
  readonly deals: ReadonlyMap<string, NativeCrmRecord>;
  readonly tombstones: readonly Tombstone[];
}

/**
 * Reads the values of deals that were just listed. A deal that the batch does not answer for has been archived,
 * restored, merged or purged between the two requests; each of them is looked for until it is known which.
 */
export async function readValues(
  session: VendorSession,
  asked: Asked,
  ids: readonly string[],
  archived: boolean,
): Promise<Values> {
  const found = await readBatch(session, 'deals', ids, asked.properties, { archived });
  const missing = ids.filter((id) => !found.has(id));
  if (missing.length === 0) return { deals: found, tombstones: [] };
  const moved = await readBatch(session, 'deals', missing, asked.properties, { archived: !archived });
  const lost = missing.filter((id) => !moved.has(id));
  const fates = await Promise.all(lost.map((id) => fateOf(session, id)));
  const tombstones = fates.filter((fate) => fate !== undefined);
  const ended = new Set(tombstones.map(({ id }) => id));
  const back = await readBack(
    session,
    asked,
    lost.filter((id) => !ended.has(id)),
  );
  return { deals: new Map([...found, ...moved, ...back]), tombstones };
}

/** Deals that came back between two batches, so that both missed them. */
export async function readBack(
  session: VendorSession,
  asked: Asked,
  ids: readonly string[],
): Promise<ReadonlyMap<string, NativeCrmRecord>> {
  const deals = await readBatch(session, 'deals', ids, asked.properties);
  if (ids.every((id) => deals.has(id))) return deals;
  throw new VendorError('unexpected-response', 'HubSpot shows a deal alone that it denies in a batch.', {
    connector: 'hubspot',
    method: 'POST',
    path: pathsOf(session).batchRead('deals'),
  });
}

/** How a deal ended; undefined for one that is there after all. */
async function fateOf(session: VendorSession, id: string): Promise<Tombstone | undefined> {
  const path = pathsOf(session).deal(id);
  const query = { properties: 'hs_lastmodifieddate' };
  const deal = await undefinedIfNotFound(session.request({ method: 'GET', path, query }, NativeCrmRecord));
  if (deal === undefined) return { id, reason: 'deleted' };
  // A merged id answers as the deal it was merged into.
  return deal.id === id ? undefined : { id, reason: 'merged', mergedInto: deal.id };
}
