import { z } from 'zod';
import {
  sideBySide,
  undefinedIfNotFound,
  type JsonObject,
  type NativeRecord,
  type RequestPlan,
  type VendorSession,
} from '../../src/connector-kit/index.ts';
import { paths } from './paths.ts';

/** The attribute under which the people around an opportunity are attached to it. */
export const relatedPeople = 'related_people';

/** As many as the rate budget lets run at the same time. */
const atOnce = 3;

const Related = z.array(z.looseObject({ id: z.int().positive(), type: z.string() }));

/**
 * The records with the people related to each, where the plan reads them: one request for each opportunity. A failed
 * request fails the page: an incomplete list is never passed off as the whole.
 */
export async function withRelatedPeople(
  session: VendorSession,
  records: readonly NativeRecord[],
  plan: RequestPlan | undefined,
): Promise<readonly NativeRecord[]> {
  const isAsked = plan?.paths.some((path) => path.startsWith(relatedPeople)) === true;
  return isAsked ? sideBySide(records, atOnce, (record) => withPeople(session, record)) : records;
}

/** A record that was deleted a moment ago stays without: nothing is known of its people. */
async function withPeople(session: VendorSession, record: NativeRecord): Promise<NativeRecord> {
  const found = await undefinedIfNotFound(
    session.request({ method: 'GET', path: paths.relatedPeople(record.id) }, Related),
  );
  if (found === undefined) return record;
  const people = found
    .filter(({ type }) => type === 'person')
    .map(({ id, type }): JsonObject => ({ id, type }));
  return { ...record, body: { ...record.body, [relatedPeople]: people } };
}
