import { z } from 'zod';
import { hubspot } from '../../../connectors/hubspot/index.ts';
import { sandbox } from '../../../connectors/hubspot/sandbox/index.ts';
import type {
  CustomFieldDefinition,
  JsonObject,
  JsonValue,
  PlannedRequest,
  VendorSession,
  WriteOperations,
} from '../../../src/connector-kit/index.ts';
import { lookupTablesFromJson } from '../../../src/mapping/index.ts';
import type { BoundMapping, LookupTables } from '../../../src/mapping/mapping-types.ts';
import type { MappedWrite } from '../../../src/mapping/write-types.ts';
import type { Opportunity } from '../../../src/model/opportunity.ts';
import type { RunningSandbox } from '../../../src/sandbox-kit/index.ts';
import { bundledMapping } from '../../support/bundled-mapping.ts';
import { openTestSession } from '../../support/open-test-session.ts';
import { opportunity } from './hubspot-api.ts';

/** An emulated account that tests write to as the client does: through the mapping, the plans and a session. */
export interface WrittenAccount {
  readonly vendor: RunningSandbox;
  readonly session: VendorSession;
  readonly operations: WriteOperations;
  readonly catalogue: readonly CustomFieldDefinition[];
  readonly lookups: LookupTables;
  bind(timezone?: string): BoundMapping<Opportunity>;
  /** The deal as the connector reads it. */
  native(id: string): Promise<JsonObject>;
  send(request: PlannedRequest): Promise<JsonValue>;
  /** The requests that an input comes to. */
  plan(write: MappedWrite, current?: JsonObject): readonly PlannedRequest[];
  /** Sends them, and gives the id of the deal. */
  carryOut(requests: readonly PlannedRequest[], current?: JsonObject): Promise<string>;
  /** Ids of records that deals can be linked to. */
  ids(object: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

const Ids = z.object({ results: z.array(z.object({ id: z.string() })) });
const Json = z.json() as z.ZodType<JsonValue>;

export async function openWrittenAccount(
  options: Parameters<typeof sandbox.start>[0] = {},
  more: Readonly<Record<string, string>> = {},
): Promise<WrittenAccount> {
  const vendor = await sandbox.start({ deals: 60, seed: 11, limits: 'off', ...options });
  const session = openTestSession(hubspot, { ...vendor.credentials, ...more }, vendor.baseUrl);
  const catalogue = (await opportunity.customFields?.(session)) ?? [];
  const mapping = bundledMapping('hubspot', catalogue);
  const operations = operationsOf(session);
  const plan = {
    paths: mapping.paths,
    customFieldKeys: catalogue.map(({ key }) => key),
    lookups: mapping.lookups,
  };
  const tables: Record<string, Record<string, unknown>> = {};
  for (const name of [...mapping.lookups, ...mapping.writeTables]) {
    const source = opportunity.lookups[name];
    const rows = source?.load === 'all' ? await source.rows(session) : [];
    tables[name] = Object.fromEntries(rows.map(({ key, columns }) => [key, columns]));
  }
  const lookups = lookupTablesFromJson(tables);
  const account = await hubspot.account(session);
  const send = (request: PlannedRequest): Promise<JsonValue> =>
    session.send(request, z.union([Json, z.undefined().transform(() => null)])).then(({ data }) => data);
  return {
    vendor,
    session,
    operations,
    catalogue,
    lookups,
    bind: (timezone = account.timezone ?? 'UTC') =>
      mapping.bind({ lookups, account: { ...account, timezone }, catalogue }),
    native: async (id) => {
      const record = await opportunity.get(session, id, plan);
      if (record === undefined) throw new Error(`there is no deal ${id}`);
      return record.body;
    },
    send,
    plan: ({ patch }, current) =>
      (current === undefined
        ? operations.create?.({ patch, current })
        : operations.update?.(String(current['id']), { patch, current })) ?? [],
    carryOut: async (requests, current) => {
      let id = current === undefined ? undefined : String(current['id']);
      for (const request of requests) {
        const answer = await send(request);
        id ??= operations.createdId(answer);
      }
      return id ?? '';
    },
    ids: async (object) => {
      const path = `/crm/objects/2026-09/${object}`;
      const page = await session.request({ method: 'GET', path, query: { limit: 30 } }, Ids);
      return page.results.map(({ id }) => id);
    },
    close: () => vendor.close(),
  };
}

/** As a connection takes them. */
export function operationsOf({ settings = {} }: Pick<VendorSession, 'settings'>): WriteOperations {
  const { writes } = opportunity;
  if (writes === undefined) throw new Error('no writes');
  return writes.forSettings?.(settings) ?? writes;
}
