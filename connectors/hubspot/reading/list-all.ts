import type { Instant, ListedPage, PageContent, VendorSession } from '../../../src/connector-kit/index.ts';
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

/** Lists pages of one listing; remembers whether its URLs turned out too long. */
export function pageLister(session: VendorSession, asked: Asked) {
  let valuesInUrl = fitsIntoUrl(asked);

  return async function listPage(pass: Pass, after: string | undefined): Promise<ListedPage> {
    const listed = await readList(pass, after);
    const deals = listed.deals.filter((deal) => isWanted(deal, pass));
    const nextCursor = nextCursorOf(pass, listed.after);
    const complete = async (): Promise<PageContent> =>
      listed.hasValues ? dealPage(await linked(deals), []) : withValues(deals, pass.name === 'archived');
    return { nextCursor, complete };
  };

  async function withValues(deals: readonly NativeCrmRecord[], archived: boolean): Promise<PageContent> {
    const ids = deals.map(({ id }) => id);
    const [values, links] = await Promise.all([readValues(session, asked, ids, archived), linked(deals)]);
    const whole = links.flatMap((deal) => {
      const found = values.deals.get(deal.id);
      return found === undefined ? [] : [withLinksOf(deal, found)];
    });
    return dealPage(whole, values.tombstones);
  }

  async function readList({ name, archivedSince }: Pass, after: string | undefined) {
    // The first hundred are read with every listing of changes.
    const walks = archivedSince !== undefined && after !== undefined ? { walksDeletions: true } : {};
    for (;;) {
      const hasValues = valuesInUrl;
      try {
        const page = await withoutRefusedObjects(session, asked, () => {
          const query = { limit: pageSize, after, ...dealQuery(asked, hasValues, name === 'archived') };
          const path = pathsOf(session).deals;
          return session.request({ method: 'GET', path, query, ...walks }, CrmPage);
        });
        return { deals: page.results, after: page.paging?.next?.after, hasValues };
      } catch (error) {
        if (!hasValues || !wasTooLong(error)) throw error;
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
