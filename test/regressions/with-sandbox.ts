import { bundledConnector, connect, type Crm, type Opportunity } from '../../src/index.ts';
import { sandboxes } from '../../connectors/sandboxes.ts';
import type { RunningSandbox, SandboxOptions } from '../../src/sandbox-kit/index.ts';

export interface Emulated {
  readonly vendor: RunningSandbox;
  readonly crm: Crm;
}

/** Runs a check against one emulated vendor and a connection to it, and closes both. */
export async function withSandbox(
  id: 'copper' | 'pipedrive' | 'hubspot',
  options: SandboxOptions,
  check: (emulated: Emulated) => Promise<void>,
): Promise<void> {
  const definition = sandboxes.find((sandbox) => sandbox.connector === id);
  if (definition === undefined) throw new Error(`no sandbox ${id}`);
  const vendor = await definition.start({ limits: 'off', ...options });
  const { credentials, baseUrl } = vendor;
  // One attempt: what is checked here is what becomes of a failure, not the patience before it.
  const retry = { attempts: 1 };
  const crm = await connect({ connector: bundledConnector(id), credentials, baseUrl, limits: 'off', retry });
  try {
    await check({ vendor, crm });
  } finally {
    await crm.close();
    await vendor.close();
  }
}

/** All opportunities of a listing, by id. */
export async function listed(crm: Crm, updatedSince?: string): Promise<Map<string, Opportunity>> {
  const found = new Map<string, Opportunity>();
  for await (const opportunity of crm.opportunities.list(
    updatedSince === undefined ? {} : { updatedSince },
  )) {
    found.set(opportunity.id, opportunity);
  }
  return found;
}
