import type {
  Instant,
  JsonObject,
  NativeRecord,
  RequestPlan,
  VendorSession,
} from '../../../src/connector-kit/index.ts';
import type { NativeDeal } from '../native-schema.ts';
import { withParticipants } from './participants.ts';

/** The deals as records, with the persons of those that have several. */
export async function dealRecords(
  session: VendorSession,
  deals: readonly NativeDeal[],
  plan: RequestPlan | undefined,
): Promise<readonly NativeRecord[]> {
  const bodies = await withParticipants(session, deals, plan);
  return deals.map((deal, index) => recordOf(deal, bodies[index] ?? deal.body));
}

function recordOf(deal: NativeDeal, body: JsonObject): NativeRecord {
  return { id: String(deal.facts.id), changedAt: changedAt(deal), body };
}

/** When the deal last changed; one that never did counts from its creation. */
export function changedAt({ facts }: NativeDeal): Instant | undefined {
  return instant(facts.update_time ?? facts.add_time);
}

/** RFC 3339 text, with or without a fraction, in canonical form. */
function instant(text: string | null | undefined): Instant | undefined {
  if (typeof text !== 'string' || !/T.+(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
