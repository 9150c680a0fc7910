import {
  followCursor,
  undefinedIfNotFound,
  type CensusPage,
  type Cursor,
  type ListOptions,
  type NativePage,
  type NativeId,
  type NativeRecord,
  type RequestPlan,
  type Resource,
  type VendorSession,
} from '../../src/connector-kit/index.ts';
import { changeTracking } from './reading/change-tracking.ts';
import { customFields } from './custom-fields.ts';
import { getMany, isId } from './reading/get-many.ts';
import { cursorFrom, positionFrom, type Position, type Step } from './reading/listing-position.ts';
import { lookups } from './lookups.ts';
import { Opportunity } from './native-schema.ts';
import { paths } from './paths.ts';
import { readByCreation } from './reading/read-by-creation.ts';
import { readChanges } from './reading/read-changes.ts';
import { readOneSecond } from './reading/read-one-second.ts';
import { withRelatedPeople } from './related-people.ts';
import { toRecord } from './reading/search.ts';
import { secondsFrom } from './unix-seconds.ts';
import { writes } from './writes/writes.ts';

/** Copper's opportunities, as the user who owns the credentials may see them. */
export const opportunities: Resource = {
  nativeName: 'opportunity',
  descriptor: new URL('opportunity.native.yaml', import.meta.url),
  changeTracking,
  lookups,
  list: (session, options) => followCursor(options.cursor, (cursor) => fetchPage(session, options, cursor)),
  get,
  getMany,
  census: (session, { cursor }) => censusOf(session, cursor),
  customFields,
  writes,
};

/** No search brings less than whole records, so that a census is a full listing that forgets all but two fields. */
async function* censusOf(session: VendorSession, cursor: Cursor | undefined): AsyncGenerator<CensusPage> {
  for await (const page of followCursor(cursor, (at) => fetchPage(session, {}, at))) {
    const entries = page.records.map(({ id, changedAt }) => ({ id, changedAt }));
    yield { entries, nextCursor: page.nextCursor };
  }
}

async function get(
  session: VendorSession,
  id: NativeId,
  plan?: RequestPlan,
): Promise<NativeRecord | undefined> {
  if (!isId(id)) return undefined;
  const row = await undefinedIfNotFound(
    session.request({ method: 'GET', path: paths.opportunity(id) }, Opportunity),
  );
  if (row === undefined) return undefined;
  const [record] = await withRelatedPeople(session, [toRecord(row)], plan);
  return record;
}

async function fetchPage(
  session: VendorSession,
  options: ListOptions,
  cursor: Cursor | undefined,
): Promise<NativePage> {
  const position = cursor === undefined ? startOf(options) : positionFrom(cursor);
  const { rows, next, total } = await read(session, position);
  return {
    records: await withRelatedPeople(session, rows.map(toRecord), options.plan),
    tombstones: [],
    nextCursor: next === undefined ? undefined : cursorFrom(next),
    ...(total === undefined ? {} : { totalHint: total }),
  };
}

function read(session: VendorSession, position: Position): Promise<Step> {
  if (position.plan === 'changes') return readChanges(session, position);
  if (position.plan === 'creation') return readByCreation(session, position);
  return readOneSecond(session, position);
}

function startOf({ changedSince }: ListOptions): Position {
  return changedSince === undefined
    ? { plan: 'creation' }
    : { plan: 'changes', since: secondsFrom(changedSince) };
}
