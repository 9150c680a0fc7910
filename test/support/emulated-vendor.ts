import { z } from 'zod';
import { bundledConnector } from '../../src/bundled.ts';
import { crmOver, openConnection, type ConnectionOptions, type Crm } from '../../src/client/index.ts';
import { sandboxes } from '../../connectors/sandboxes.ts';
import type { RunningSandbox, SandboxOptions } from '../../src/sandbox-kit/index.ts';
import { jumpingClock } from './open-test-session.ts';

export type EmulatedName = 'copper' | 'hubspot' | 'pipedrive';
export const emulatedNames = ['copper', 'hubspot', 'pipedrive'] as const;

/** An emulated vendor without rate limits. */
export function startEmulated(id: EmulatedName, options: SandboxOptions = {}): Promise<RunningSandbox> {
  const definition = sandboxes.find((sandbox) => sandbox.connector === id);
  if (definition === undefined) throw new Error(`There is no emulated ${id}.`);
  return definition.start({ limits: 'off', ...options });
}

/** A connection that never waits in earnest, and that reads and writes all contacts of an opportunity. */
export async function connectTo(
  { connector, credentials, baseUrl }: RunningSandbox,
  { retry, timeouts, overlays = [] }: Pick<ConnectionOptions, 'retry' | 'timeouts' | 'overlays'> = {},
): Promise<Crm> {
  const options = {
    connector: bundledConnector(connector),
    credentials,
    baseUrl,
    limits: 'off',
    clock: jumpingClock(Date.now()),
    random: () => 0.5,
    overlays: [...(connector === 'copper' ? ['related-contacts'] : []), ...overlays],
    retry,
    timeouts,
  } as const;
  // A variable: a clock is not among the options that callers are offered.
  return crmOver(await openConnection(options));
}

const Id = z.object({ id: z.union([z.int(), z.string()]) });
const Rows = z
  .union([z.array(Id), z.object({ data: z.array(Id) }), z.object({ results: z.array(Id) })])
  .transform((answer) => ('data' in answer ? answer.data : 'results' in answer ? answer.results : answer));

const kinds = {
  contacts: { copper: 'people', hubspot: 'contacts', pipedrive: 'persons' },
  companies: { copper: 'companies', hubspot: 'companies', pipedrive: 'organizations' },
} as const;

/** Ids of some contacts or companies of the account. */
export async function some(crm: Crm, id: EmulatedName, kind: keyof typeof kinds): Promise<readonly string[]> {
  const name = kinds[kind][id];
  const { data } = await crm.request(
    {
      copper: { method: 'POST', path: `/${name}/search`, body: { page_size: 8 }, readOnly: true },
      hubspot: { method: 'GET', path: `/crm/objects/2026-09/${name}`, query: { limit: 8 } },
      pipedrive: { method: 'GET', path: `/api/v2/${name}`, query: { limit: 8 } },
    }[id] as Parameters<Crm['request']>[0],
  );
  return Rows.parse(data).map((row) => String(row.id));
}
