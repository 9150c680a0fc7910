import type { AccountFacts, VendorSession } from '../../src/connector-kit/index.ts';
import { NativeCurrentUser, one } from './native-schema.ts';
import { paths } from './paths.ts';

/** Company, currency and time zone as the user of this connection has them. Costs 2 tokens; any scope will do. */
export async function account(session: VendorSession): Promise<AccountFacts> {
  const user = await session.request({ method: 'GET', path: paths.currentUser }, one(NativeCurrentUser));
  const id = user?.company_id;
  return {
    ...(id === undefined || id === null ? {} : { id: String(id) }),
    name: user?.company_name || user?.company_domain || 'Pipedrive',
    currency: user?.default_currency || null,
    timezone: user?.timezone_name || null,
  };
}

export async function checkConnection(session: VendorSession): Promise<string> {
  return (await account(session)).name;
}
