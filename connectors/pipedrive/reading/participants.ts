import {
  ageMs,
  VendorError,
  type JsonObject,
  type JsonValue,
  type RequestPlan,
  type VendorSession,
} from '../../../src/connector-kit/index.ts';
import { allPages } from './all-pages.ts';
import { isDeleted, NativeId, type NativeDeal } from '../native-schema.ts';
import { paths } from '../paths.ts';

/** How many deals are asked about side by side; the rate limit is kept elsewhere. */
const sideBySide = 20;

/** What stands in place of a list that may not be read, so that neither a mapping nor a write takes it for known. */
export const notShown = 'not shown to this connection';

/**
 * The deals' bodies, those with other persons than the primary one completed by `participants`.
 *
 * Each such deal costs a request, so the ones whose only person stands in `person_id` are not asked about, and neither
 * are deleted deals, whose persons the vendor may refuse to list. Persons that these credentials may not read are said
 * to be so. Any other failed request fails the page: an incomplete list of persons is never passed off as the whole.
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
    bodies.push(
      ...(await Promise.all(group.map((deal) => (wanted ? complete(session, deal, plan) : deal.body)))),
    );
  }
  return bodies;
}

export function wantsParticipants(plan: RequestPlan | undefined): boolean {
  return plan === undefined || plan.paths.some((path) => path.startsWith('participants'));
}

async function complete(
  session: VendorSession,
  deal: NativeDeal,
  plan: RequestPlan | undefined,
): Promise<JsonObject> {
  const { facts, body } = deal;
  // The count includes the primary person, who stands in the deal itself.
  const inDeal = facts.person_id === null ? 0 : 1;
  const hasOthers = (facts.participants_count ?? 0) > inDeal;
  if (!hasOthers || isDeleted(deal)) return body;
  return { ...body, participants: await participants(session, facts.id, plan) };
}

async function participants(
  session: VendorSession,
  deal: number,
  plan: RequestPlan | undefined,
): Promise<JsonValue> {
  const tell = plan?.tellMissing;
  if (tell !== undefined && isRefused(session)) return notShown;
  try {
    const persons = await allPages(session, paths.persons, NativeId, { deal_id: deal });
    return persons.map(({ id }) => ({ person_id: id }));
  } catch (error) {
    if (tell === undefined || !(error instanceof VendorError) || !isAboutPersons(error)) throw error;
    tell('participants', error);
    // Without a scope none can be read; any other refusal may be about the persons of this deal.
    if (error.details.missingScopes !== undefined) refusedAt.set(session, session.now());
    return notShown;
  }
}

/** False where the company's subscription has ended: nothing else can be read either, and the page has to be read again. */
function isAboutPersons({ code, details }: VendorError): boolean {
  return code === 'permission' && details.status !== 402;
}

/** When the scope was found missing: refused requests cost as much as others, and lead to a block. */
const refusedAt = new WeakMap<VendorSession, number>();

/** As long as tables are remembered; scopes are granted seldom. */
const rememberedForMs = 900_000;

function isRefused(session: VendorSession): boolean {
  const at = refusedAt.get(session);
  return at !== undefined && ageMs(at, session.now()) < rememberedForMs;
}
