import {
  undefinedIfNotFound,
  type NativeId,
  type NativeRecord,
  type RequestPlan,
  type Resource,
  type VendorSession,
} from '../../src/connector-kit/index.ts';
import { census } from './reading/census.ts';
import { customFields } from './custom-fields.ts';
import { dealRecords } from './reading/deal-records.ts';
import { getMany, isId } from './reading/get-many.ts';
import { listDeals } from './reading/list-deals.ts';
import { lagMs } from './reading/listing-position.ts';
import { lookups } from './lookups.ts';
import { NativeDeal, one } from './native-schema.ts';
import { includeFields } from './optional-fields.ts';
import { paths } from './paths.ts';
import { writes } from './writes/writes.ts';

/** Deals, archived and lately deleted ones included. */
export const opportunities: Resource = {
  nativeName: 'deal',
  descriptor: new URL('deal.native.yaml', import.meta.url),
  changeTracking: {
    incremental: 'server-filter',
    precisionMs: 1000,
    overlapMs: lagMs,
    // Lists read the records themselves, not an index: https://developers.pipedrive.com/docs/api/v1/Deals (November 2026)
    settleMs: 0,
    deletions: 'listed',
    unseen: [
      'a renamed organization, label, stage, pipeline, user or loss reason',
      'a changed stage probability',
      'a deal that the user of this connection may no longer see',
      'a deal deleted more than 30 days ago, and a deal merged away before that',
      'new mails, activities and participants, where the vendor does not count them as a change of the deal',
      'a deal that was entered with a time of creation in the past and never edited',
    ],
  },
  lookups,
  list: listDeals,
  get,
  getMany,
  census,
  customFields,
  writes,
};

async function get(
  session: VendorSession,
  id: NativeId,
  plan?: RequestPlan,
): Promise<NativeRecord | undefined> {
  if (!isId(id)) return undefined;
  const deal = await undefinedIfNotFound(
    session.request(
      { method: 'GET', path: paths.deal(id), query: { include_fields: includeFields(plan) } },
      one(NativeDeal),
    ),
  );
  if (deal === undefined) return undefined;
  const [record] = await dealRecords(session, [deal], plan);
  return record;
}
