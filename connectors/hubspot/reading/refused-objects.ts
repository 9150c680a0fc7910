import { VendorError, type VendorSession } from '../../../src/connector-kit/index.ts';
import type { Asked, AssociatedObject } from './asked.ts';

/**
 * Runs a read of deals with their associations. Where HubSpot refuses it for the sake of an associated object, that
 * object is taken out of what is asked, a warning is logged, and the read runs again: ids that may not be seen are
 * no reason to lose the deals.
 */
export async function withoutRefusedObjects<T>(
  session: VendorSession,
  asked: Asked,
  read: () => Promise<T>,
): Promise<T> {
  for (;;) {
    const before = asked.objects.size;
    try {
      return await read();
    } catch (error) {
      const refused = refusedBy(error, asked.objects);
      // A read beside this one may have taken the object out already.
      if (refused.length === 0 && asked.objects.size === before) throw error;
      for (const object of refused) takeOut(session, asked, object);
    }
  }
}

/** Takes out of what is asked what HubSpot refused to this session a short while ago. */
export function leftOver(session: VendorSession, asked: Asked): Asked {
  for (const [object, refusedAt] of refusals.get(session) ?? []) {
    if (clockMs(session) - refusedAt < rememberedForMs) asked.objects.delete(object);
  }
  return asked;
}

/** When an object was refused to a session, by the vendor's clock. Without one nothing is remembered. */
const refusals = new WeakMap<VendorSession, Map<AssociatedObject, number>>();

/** Refused requests count against an app, so that reading deals one by one must not repeat them; scopes are granted seldom. */
const rememberedForMs = 900_000;

/** NaN, which is never recent, where the vendor sends no clock. */
function clockMs(session: VendorSession): number {
  return Date.parse(session.vendorClock() ?? '');
}

function takeOut(session: VendorSession, asked: Asked, object: AssociatedObject): void {
  asked.objects.delete(object);
  refusals.set(session, new Map(refusals.get(session)).set(object, clockMs(session)));
  session.log('warn', 'HubSpot refuses an associated object to this connection; its ids are not requested.', {
    object,
  });
}

/** The objects a refusal is about. Leads are the guess where it names none: they need a subscription of their own. */
function refusedBy(error: unknown, objects: ReadonlySet<AssociatedObject>): AssociatedObject[] {
  if (!(error instanceof VendorError)) return [];
  // Links to leads that an account without them does not even have an address for.
  if (error.code === 'not-found') return objects.has('leads') && isAboutLeads(error) ? ['leads'] : [];
  if (error.code !== 'permission') return [];
  const scopes = error.details.missingScopes ?? [];
  if (scopes.length === 0) return objects.has('leads') ? ['leads'] : [];
  return [...objects].filter((object) => scopes.some((scope) => scope.startsWith(`crm.objects.${object}.`)));
}

function isAboutLeads({ details }: VendorError): boolean {
  return details.path.includes('/leads/');
}
