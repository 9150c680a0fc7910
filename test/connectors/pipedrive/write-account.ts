import { afterEach } from 'vitest';
import { z } from 'zod';
import { pipedrive } from '../../../connectors/pipedrive/index.ts';
import { sandbox } from '../../../connectors/pipedrive/sandbox/index.ts';
import { crmOver, openConnection, type Crm, type RawOpportunity } from '../../../src/client/index.ts';
import type { CustomFieldDefinition, JsonObject } from '../../../src/connector-kit/index.ts';
import type { RunningSandbox, SandboxOptions } from '../../../src/sandbox-kit/index.ts';
import { start } from './sandbox-client.ts';

/** An emulated account, opened as a caller would. */
export interface WriteAccount {
  readonly sandbox: RunningSandbox;
  readonly crm: Crm;
  readonly catalogue: readonly CustomFieldDefinition[];
  /** Deals that can be changed: neither archived nor deleted. */
  readonly deals: readonly string[];
  readonly persons: readonly string[];
  readonly organizations: readonly string[];
  readonly users: readonly string[];
  /** Stages that are in use, with their pipelines. */
  readonly stages: readonly { readonly id: string; readonly pipeline: string }[];
  /** Ids by label. */
  readonly labels: ReadonlyMap<string, string>;
  readonly lostReasons: ReadonlyMap<string, string>;
  /** The deal as it is; throws where there is none. */
  read(id: string): Promise<RawOpportunity>;
}

const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

const Ids = z.object({ data: z.array(z.object({ id: z.int() })) });
const Stages = z.object({
  data: z.array(z.object({ id: z.int(), pipeline_id: z.int(), is_deleted: z.boolean() })),
});
const Fields = z.object({
  data: z.array(
    z.object({
      field_code: z.string(),
      options: z
        .array(z.object({ id: z.union([z.string(), z.int(), z.boolean()]), label: z.string() }))
        .nullish(),
    }),
  ),
});

/** @param faults Switches of the emulated vendor, as its command line takes them. */
export async function openWriteAccount({
  faults = [],
  ...options
}: SandboxOptions & { readonly faults?: readonly string[] } = {}): Promise<WriteAccount> {
  const started = await sandbox.start({ deals: 60, now: start, limits: 'off', ...options });
  open.push(() => started.close());
  for (const fault of faults) started.control.fault(fault);
  const connection = await openConnection({
    connector: pipedrive,
    credentials: started.credentials,
    baseUrl: started.baseUrl,
    limits: 'off',
  });
  const crm = crmOver(connection);
  open.push(() => crm.close());
  const page = async (path: string): Promise<unknown> =>
    (await crm.request({ method: 'GET', path, query: path.includes('v2') ? { limit: 200 } : {} })).data;
  const ids = async (path: string): Promise<readonly string[]> =>
    Ids.parse(await page(path)).data.map(({ id }) => String(id));
  const fields = Fields.parse(await page('/api/v2/dealFields')).data;
  const optionsOf = (code: string): ReadonlyMap<string, string> => {
    const found = fields.find(({ field_code: known }) => known === code);
    return new Map((found?.options ?? []).map(({ id, label }) => [label, String(id)]));
  };
  return {
    sandbox: started,
    crm,
    catalogue: await connection.catalogue(),
    deals: await ids('/api/v2/deals'),
    persons: (await ids('/api/v2/persons')).slice(0, 8),
    organizations: (await ids('/api/v2/organizations')).slice(0, 5),
    users: (await ids('/api/v1/users')).slice(0, 5),
    stages: Stages.parse(await page('/api/v2/stages'))
      .data.filter((stage) => !stage.is_deleted)
      .map(({ id, pipeline_id: pipeline }) => ({ id: String(id), pipeline: String(pipeline) })),
    labels: optionsOf('label_ids'),
    lostReasons: optionsOf('lost_reason'),
    async read(id) {
      const found = await crm.opportunities.get(id, { raw: true });
      if (found === undefined) throw new Error(`there is no deal ${id}`);
      return found;
    },
  };
}

/** The deal as the emulated vendor keeps it. */
export async function truth({ sandbox: { control } }: WriteAccount, id: string): Promise<JsonObject> {
  const found = await control.truth(id);
  if (found === undefined) throw new Error(`there is no deal ${id}`);
  return found;
}
