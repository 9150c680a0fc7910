import {
  undefinedIfNotFound,
  type NativeRecord,
  type VendorSession,
} from '../../../src/connector-kit/index.ts';
import type { Asked } from './asked.ts';
import { attachLinks } from '../associations.ts';
import { dealRecord } from './deal-page.ts';
import { dealQuery, fitsIntoUrl, wasTooLong } from './deal-query.ts';
import { NativeCrmRecord } from '../native-schema.ts';
import { pathsOf } from '../paths.ts';
import { readBatch } from './read-batch.ts';
import { withoutRefusedObjects } from './refused-objects.ts';

/**
 * One deal, archived or not. An id that was merged into another deal is answered by HubSpot with that other deal;
 * here it does not exist any more, since whoever asks for one record must not be given another.
 */
export async function getDeal(
  session: VendorSession,
  asked: Asked,
  id: string,
): Promise<NativeRecord | undefined> {
  // Ids are digits. Anything else is no deal's, and no text of a caller's becomes part of a path.
  if (!/^\d+$/.test(id)) return undefined;
  const live = await readOne(session, asked, id, false);
  const deal = live ?? (await readOne(session, asked, id, true));
  return deal === undefined || deal.id !== id ? undefined : dealRecord(deal);
}

async function readOne(
  session: VendorSession,
  asked: Asked,
  id: string,
  archived: boolean,
): Promise<NativeCrmRecord | undefined> {
  const inline = fitsIntoUrl(asked);
  const deal = await (inline
    ? readByUrl(session, asked, id, archived)
    : readByBatch(session, asked, id, archived));
  if (deal === undefined) return undefined;
  const [linked] = await attachLinks(session, asked, [deal.record], { inline: deal.inline });
  return linked;
}

async function readByUrl(session: VendorSession, asked: Asked, id: string, archived: boolean) {
  try {
    const record = await undefinedIfNotFound(
      withoutRefusedObjects(session, asked, () => {
        const query = dealQuery(asked, true, archived);
        return session.request({ method: 'GET', path: pathsOf(session).deal(id), query }, NativeCrmRecord);
      }),
    );
    return record === undefined ? undefined : { record, inline: true };
  } catch (error) {
    if (!wasTooLong(error)) throw error;
    return readByBatch(session, asked, id, archived);
  }
}

async function readByBatch(session: VendorSession, asked: Asked, id: string, archived: boolean) {
  const record = (await readBatch(session, 'deals', [id], asked.properties, { archived })).get(id);
  return record === undefined ? undefined : { record, inline: false };
}
