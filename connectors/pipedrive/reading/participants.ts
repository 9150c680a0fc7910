import type { JsonObject, RequestPlan, VendorSession } from '../../../src/connector-kit/index.ts';
import { allPages } from './all-pages.ts';
import { isDeleted, NativeId, type NativeDeal } from '../native-schema.ts';
import { paths } from '../paths.ts';

/** How many deals are asked about side by side; the rate limit is kept elsewhere. */
const sideBySide = 20;

/**
 * The deals' bodies, those with other persons than the primary one completed by `participants`.
 *
 * Each such deal costs a request, so the ones whose only person stands in `person_id` are not asked about, and neither
 * are deleted deals, whose persons the vendor may refuse to list. A failed request fails the page: an incomplete list
 * of persons is never passed off as the whole.
 */
export async function withParticipants(
  session: VendorSession,
  deals: readonly NativeDeal[],
  plan: RequestPlan | undefined,
): Promise<readonly JsonObject[]> {
  const bodies: JsonObject[] = [];
  const wanted = wantsParticipants(plan);
  for (let start = 0; start < deals.length; start += sideBySide) {
    const group = deals.slice(start, start + sideBySide);
    bodies.push(...(await Promise.all(group.map((deal) => (wanted ? complete(session, deal) : deal.body)))));
  }
  return bodies;
}

export function wantsParticipants(plan: RequestPlan | undefined): boolean {
  return plan === undefined || plan.paths.some((path) => path.startsWith('participants'));
}

async function complete(session: VendorSession, deal: NativeDeal): Promise<JsonObject> {
  const { facts, body } = deal;
  // The count includes the primary person, who stands in the deal itself.
  const inDeal = facts.person_id === null ? 0 : 1;
  const hasOthers = (facts.participants_count ?? 0) > inDeal;
  if (!hasOthers || isDeleted(deal)) return body;
  const persons = await allPages(session, paths.persons, NativeId, { deal_id: facts.id });
  return { ...body, participants: persons.map(({ id }) => ({ person_id: id })) };
}
