import { afterEach } from 'vitest';
import { z } from 'zod';
import { copper } from '../../../connectors/copper/index.ts';
import { opportunities } from '../../../connectors/copper/opportunities.ts';
import { writes } from '../../../connectors/copper/writes/writes.ts';
import { sandbox } from '../../../connectors/copper/sandbox/index.ts';
import type {
  CustomFieldDefinition,
  JsonObject,
  JsonValue,
  LookupRow,
  NativeId,
  PlannedRequest,
  RequestPlan,
  VendorSession,
} from '../../../src/connector-kit/index.ts';
import { loadMapping } from '../../../src/mapping/index.ts';
import type { BoundMapping, CompiledMapping, LookupColumns } from '../../../src/mapping/mapping-types.ts';
import type { MappedWrite, WriteIssue } from '../../../src/mapping/write-types.ts';
import type { Opportunity } from '../../../src/model/opportunity.ts';
import type { RunningSandbox } from '../../../src/sandbox-kit/index.ts';
import { bundledFiles, bundledOverlay } from '../../support/bundled-mapping.ts';
import { openTestSession } from '../../support/open-test-session.ts';
import { start } from './sandbox-client.ts';

export interface WriteAccountOptions {
  readonly faults?: readonly string[];
  readonly overlays?: readonly string[];
  readonly deals?: number;
}

/** An emulated account with all that a write takes: session, mapping, tables, catalogue. */
export interface WriteAccount {
  readonly sandbox: RunningSandbox;
  readonly session: VendorSession;
  readonly bound: BoundMapping<Opportunity>;
  readonly catalogue: readonly CustomFieldDefinition[];
  /** Keys of a lookup table. */
  keys(table: string): readonly string[];
  column(table: string, key: string, column: string): JsonValue;
  readonly people: readonly string[];
  readonly companies: readonly string[];
  /** The native record; undefined where there is none. */
  get(id: NativeId): Promise<JsonObject | undefined>;
  read(native: JsonObject): Opportunity;
  /** Given the record as it is. */
  update(id: NativeId, input: JsonObject, current: JsonObject | undefined): Promise<Written>;
  create(input: JsonObject): Promise<Written & { readonly id: NativeId | undefined }>;
}

/** What a write became; `issues` are errors. */
export interface Written extends MappedWrite {
  readonly warnings: readonly WriteIssue[];
  /** All that was sent; nothing where the input has an error. */
  readonly requests: readonly PlannedRequest[];
}

const running: RunningSandbox[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});

const Rows = z.array(z.looseObject({ id: z.int() }));

export async function openWriteAccount({
  faults = [],
  overlays = [],
  deals = 60,
}: WriteAccountOptions = {}): Promise<WriteAccount> {
  const started = await sandbox.start({ deals, now: start, limits: 'off', faults: [...faults] });
  running.push(started);
  const session = openTestSession(copper, started.credentials, started.baseUrl);
  const catalogue = (await opportunities.customFields?.(session)) ?? [];
  const lookups = await tables(session);
  const mapping = mappingWith(overlays, catalogue);
  const account = await copper.account(session);
  const bound = mapping.bind({ lookups, account, catalogue });
  const plan: RequestPlan = {
    paths: mapping.paths,
    lookups: mapping.lookups,
    customFieldKeys: catalogue.map(({ key }) => key),
  };
  const get = async (id: NativeId): Promise<JsonObject | undefined> =>
    (await opportunities.get(session, id, plan))?.body;
  const idsOf = async (kind: string): Promise<readonly string[]> => {
    const request = {
      method: 'POST',
      path: `/${kind}/search`,
      body: { page_size: 40 },
      readOnly: true,
    } as const;
    return (await session.request(request, Rows)).map(({ id }) => String(id));
  };
  const write = async (mapped: MappedWrite, requests: readonly PlannedRequest[]): Promise<WriteResult> => {
    const issues = mapped.issues.filter(({ severity }) => severity === 'error');
    const warnings = mapped.issues.filter(({ severity }) => severity === 'warning');
    if (issues.length > 0) return { ...mapped, issues, warnings, requests: [], id: undefined };
    let id: NativeId | undefined;
    for (const request of requests) {
      const path = request.path.replace('{id}', id ?? '{id}');
      // Came out of JSON.
      const answer = (await session.request<unknown>({ ...request, path }, z.unknown())) as JsonValue;
      if (request.operationId === 'opportunities.create') id = writes.createdId(answer);
    }
    return { ...mapped, issues, warnings, requests, id };
  };
  return {
    sandbox: started,
    session,
    bound,
    catalogue,
    keys: (table) => [...(lookups.get(table)?.keys() ?? [])],
    column: (table, key, column) => lookups.get(table)?.get(key)?.[column] ?? null,
    people: await idsOf('people'),
    companies: await idsOf('companies'),
    get,
    read: (native) => recordOf(bound, native),
    create: async (input) => {
      const mapped = bound.write(input);
      return write(mapped, writes.create?.({ patch: mapped.patch, current: undefined }) ?? []);
    },
    update: async (id, input, current) => {
      const mapped = bound.write(input, current);
      return write(mapped, writes.update?.(id, { patch: mapped.patch, current }) ?? []);
    },
  };
}

const mappings = new Map<string, CompiledMapping<Opportunity>>();

/** Every account of the emulator has the same custom fields. */
function mappingWith(
  overlays: readonly string[],
  catalogue: readonly CustomFieldDefinition[],
): CompiledMapping<Opportunity> {
  const known = mappings.get(overlays.join());
  if (known !== undefined) return known;
  const { mapping } = loadMapping({
    ...bundledFiles('copper'),
    overlays: overlays.map((name) => bundledOverlay('copper', name)),
    catalogue,
  });
  if (mapping === undefined) throw new Error('the mapping does not check');
  mappings.set(overlays.join(), mapping);
  return mapping;
}

interface WriteResult extends Written {
  readonly id: NativeId | undefined;
}

function recordOf(bound: BoundMapping<Opportunity>, native: JsonObject): Opportunity {
  const { record } = bound.read(native);
  if (record === null) throw new Error('the record cannot be used');
  return record;
}

async function tables(
  session: VendorSession,
): Promise<ReadonlyMap<string, ReadonlyMap<string, LookupColumns>>> {
  const loaded = Object.entries(opportunities.lookups).map(
    async ([name, source]): Promise<[string, ReadonlyMap<string, LookupColumns>]> => {
      const rows: readonly LookupRow[] = source.load === 'all' ? await source.rows(session) : [];
      return [name, new Map(rows.map(({ key, columns }) => [key, columns]))];
    },
  );
  return new Map(await Promise.all(loaded));
}
