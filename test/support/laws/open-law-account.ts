import { sandboxes } from '../../../connectors/sandboxes.ts';
import { bundledConnector, connect, type Crm, type OpenConnection } from '../../../src/index.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { Account } from '../../mapping/write/worlds/world.ts';
import type { LawVendor, LawWorld } from './law-vendor.ts';

/** An emulated account, connected to as a caller would, and what inputs for it can name. */
export interface LawAccount extends AsyncDisposable {
  readonly crm: Crm;
  readonly account: Account;
}

const start = '2026-11-22T10:00:00.000Z';

export async function openLawAccount(vendor: LawVendor, world: LawWorld): Promise<LawAccount> {
  const { deals, seed, faults = [], overlays, listsContacts, marksPrimary = false, timezone } = world;
  const definition = sandboxes.find(({ connector }) => connector === vendor.id);
  if (definition === undefined) throw new Error(`there is no emulation of ${vendor.id}`);
  const sandbox = await definition.start({ deals, seed, now: start, limits: 'off', faults });
  const crm = await connect({
    connector: bundledConnector(vendor.id),
    credentials: sandbox.credentials,
    baseUrl: sandbox.baseUrl,
    limits: 'off',
    overlays,
    ...(timezone === undefined ? {} : { account: { timezone } }),
  });
  const { connection } = crm;
  const account: Omit<Account, 'customValues'> = {
    ...(await vendor.linkable(crm)),
    lookups: await choices(vendor, connection),
    catalogue: await connection.catalogue(),
    currencies: vendor.currencies,
    listsContacts,
    marksPrimary,
  };
  return {
    crm,
    account: {
      ...account,
      customValues: (field, dice) => vendor.customValues?.(field, dice, account),
    },
    async [Symbol.asyncDispose]() {
      await crm.close();
      await sandbox.close();
    },
  };
}

/** Rows of the tables that are loaded whole. */
async function choices(vendor: LawVendor, { session, mapping }: OpenConnection): Promise<Account['lookups']> {
  const lookups = bundledConnector(vendor.id).resources['opportunity']?.lookups ?? {};
  const tables: [string, Record<string, JsonObject>][] = [];
  for (const name of [...mapping.lookups, ...mapping.writeTables]) {
    const source = lookups[name];
    if (source?.load !== 'all') continue;
    const rows = (await source.rows(session)).filter(
      ({ key, columns }) => vendor.isChoice?.(name, key, columns) ?? true,
    );
    tables.push([name, Object.fromEntries(rows.map(({ key, columns }) => [key, columns]))]);
  }
  return Object.fromEntries(tables);
}
