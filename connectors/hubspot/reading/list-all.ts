import type { Instant, NativePage, VendorSession } from '../../../src/connector-kit/index.ts';
import type { Asked } from './asked.ts';
import { attachLinks } from '../associations.ts';
import { archivedAt, dealPage } from './deal-page.ts';
import { dealQuery, fitsIntoUrl, wasTooLong } from './deal-query.ts';
import { cursorOf } from './list-cursor.ts';
import { readValues } from './missing-deals.ts';
import { CrmPage, type NativeCrmRecord } from '../native-schema.ts';
import { pathsOf } from '../paths.ts';
import { withoutRefusedObjects } from './refused-objects.ts';

/** The largest page of a list: https://developers.hubspot.com/docs/api/crm/deals (2026-11-22). */
export const pageSize = 100;

/** One pass over the deals in ascending id order, either the live or the archived ones. */
export interface Pass {
  readonly name: 'live' | 'archived';
  /** Leaves out what was archived before; HubSpot has no filter for it. */
  readonly archivedSince?: Instant;
}

/** Reads pages of one listing; remembers whether its URLs turned out too long. */
export function listReader(session: VendorSession, asked: Asked) {
  let valuesInUrl = fitsIntoUrl(asked);

  return async function readPage(pass: Pass, after: string | undefined): Promise<NativePage> {
    const archived = pass.name === 'archived';
    const listed = await readList(pass, after);
    const deals = listed.deals.filter((deal) => isWanted(deal, pass));
    const nextCursor = nextCursorOf(pass, listed.after);
    if (listed.complete) return dealPage(await linked(deals), [], nextCursor);
    const ids = deals.map(({ id }) => id);
    const values = await readValues(session, asked, ids, archived);
    const whole = (await linked(deals)).flatMap((deal) => {
      const found = values.deals.get(deal.id);
      return found === undefined ? [] : [withLinksOf(deal, found)];
    });
    return dealPage(whole, values.tombstones, nextCursor);
  };

  async function readList({ name, archivedSince }: Pass, after: string | undefined) {
    // The first hundred are read with every listing of changes.
    const walks = archivedSince !== undefined && after !== undefined ? { walksDeletions: true } : {};
    for (;;) {
      const complete = valuesInUrl;
      try {
        const page = await withoutRefusedObjects(session, asked, () => {
          const query = { limit: pageSize, after, ...dealQuery(asked, complete, name === 'archived') };
          const path = pathsOf(session).deals;
          return session.request({ method: 'GET', path, query, ...walks }, CrmPage);
        });
        return { deals: page.results, after: page.paging?.next?.after, complete };
      } catch (error) {
        if (!complete || !wasTooLong(error)) throw error;
        valuesInUrl = false;
      }
    }
  }

  function linked(deals: readonly NativeCrmRecord[]): Promise<readonly NativeCrmRecord[]> {
    return attachLinks(session, asked, deals, { inline: true });
  }
}

function isWanted(deal: NativeCrmRecord, { archivedSince }: Pass): boolean {
  if (archivedSince === undefined) return true;
  const at = archivedAt(deal);
  return at === undefined || Date.parse(at) >= Date.parse(archivedSince);
}

/** The archived deals follow the live ones. */
function nextCursorOf({ name }: Pass, after: string | undefined): string | undefined {
  if (after !== undefined) return cursorOf({ pass: name, after });
  return name === 'live' ? cursorOf({ pass: 'archived', after: undefined }) : undefined;
}

/** The record of the batch read with the links of the list, which may show the deal before it was archived or restored. */
function withLinksOf(listed: NativeCrmRecord, values: NativeCrmRecord): NativeCrmRecord {
  const { associations } = listed;
  return { ...values, ...(associations === undefined ? {} : { associations }) };
}
