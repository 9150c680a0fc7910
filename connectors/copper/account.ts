import type { AccountFacts, VendorSession } from '../../src/connector-kit/index.ts';
import { Account } from './native-schema.ts';
import { paths } from './paths.ts';

/** Copper states the currency with each opportunity, never for the account. */
export async function account(session: VendorSession): Promise<AccountFacts> {
  const {
    id,
    name,
    primary_timezone: timezone,
  } = await session.request({ method: 'GET', path: paths.account }, Account);
  return { id, name: name || id, currency: null, timezone: timezone || null };
}

/** The account's name: the cheapest call that needs credentials. */
export async function checkConnection(session: VendorSession): Promise<string> {
  return (await account(session)).name;
}
