import type { AccountFacts, VendorSession } from '../../src/connector-kit/index.ts';
import { NativeAccount } from './native-schema.ts';
import { pathsOf } from './paths.ts';

/** Currency and time zone of the HubSpot account. The scope it needs, `oauth`, is always granted. */
export async function account(session: VendorSession): Promise<AccountFacts> {
  const facts = await session.request({ method: 'GET', path: pathsOf(session).account }, NativeAccount);
  return {
    id: String(facts.portalId),
    name: `HubSpot account ${facts.portalId}`,
    currency: facts.companyCurrency || null,
    timezone: facts.timeZone || null,
  };
}

export async function checkConnection(session: VendorSession): Promise<string> {
  return (await account(session)).name;
}
