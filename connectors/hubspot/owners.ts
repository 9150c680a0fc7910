import { RepeatedCursorError, type LookupRow, type VendorSession } from '../../src/connector-kit/index.ts';
import { OwnerPage } from './native-schema.ts';
import { pathsOf } from './paths.ts';

const pageSize = 100;

/** Owners by owner id, which is not the user id. Old deals keep owners who left: they are listed as archived. */
export async function owners(session: VendorSession): Promise<readonly LookupRow[]> {
  const lists = await Promise.all([readOwners(session, true), readOwners(session, false)]);
  // An active owner replaces an archived one of the same id.
  return [...new Map(lists.flat().map((row) => [row.key, row])).values()];
}

/** Those whom a deal can be given to. */
export async function activeOwners(session: VendorSession): Promise<readonly LookupRow[]> {
  return readOwners(session, false);
}

async function readOwners(session: VendorSession, archived: boolean): Promise<LookupRow[]> {
  const rows: LookupRow[] = [];
  const seen = new Set<string>();
  for (let after: string | undefined; ;) {
    const query = { limit: pageSize, after, archived };
    const page = await session.request({ method: 'GET', path: pathsOf(session).owners, query }, OwnerPage);
    rows.push(...page.results.map((owner) => rowOf(owner, archived)));
    after = page.paging?.next?.after;
    if (after === undefined) return rows;
    if (seen.has(after)) throw new RepeatedCursorError('HubSpot sent the same cursor twice for its owners.');
    seen.add(after);
  }
}

function rowOf(owner: OwnerPage['results'][number], archived: boolean): LookupRow {
  const { id, email, firstName, lastName } = owner;
  const name = [firstName, lastName].filter((part) => part).join(' ');
  const user = owner.userId ?? owner.userIdIncludingInactive;
  return {
    key: id,
    columns: {
      id,
      label: name || email || id,
      email: email || null,
      userId: user === undefined || user === null ? null : String(user),
      archived,
    },
  };
}
