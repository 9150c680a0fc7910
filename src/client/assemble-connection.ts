import type { Connector } from '../connector-kit/connector.ts';
import { prefetch } from '../connector-kit/prefetch.ts';
import type {
  AccountFacts,
  CustomFieldDefinition,
  NativePage,
  RecordsById,
  RequestPlan,
  Resource,
} from '../connector-kit/resource.ts';
import type { VendorSession } from '../connector-kit/vendor-session.ts';
import type { SessionUsage } from '../http/session-options.ts';
import type { BoundMapping, CompiledMapping, LookupTables } from '../mapping/mapping-types.ts';
import type { NativeRecord } from '../model/native-record.ts';
import type { Opportunity } from '../model/opportunity.ts';
import type {
  ConnectionUsage,
  MappedPage,
  OpenConnection,
  PageOptions,
  WaitEvent,
} from './connection-types.ts';
import { lookupLoader, type LoadTables } from './lookup-loader.ts';
import { permissionWatch } from './or-undefined.ts';
import { remembered, type Remembered } from './remembered.ts';
import { zoneWatch } from './zone-watch.ts';

/** People add fields and change settings while a process lives; this is how long it may go unnoticed. */
export const factsMaxAgeMs = 15 * 60_000;

export interface ConnectionParts {
  readonly connector: Connector;
  readonly resource: Resource;
  readonly session: VendorSession;
  readonly mapping: CompiledMapping<Opportunity>;
  /** What the caller knows better than the vendor. */
  readonly accountOverrides?: { readonly currency?: string; readonly timezone?: string };
  /** Custom fields, where opening the connection has read them already. */
  readonly catalogue?: readonly CustomFieldDefinition[] | undefined;
  readonly now?: () => number;
  usage(): SessionUsage;
  onWait(listener: (event: WaitEvent) => void): () => void;
  close(): Promise<void>;
}

/** Puts a session and a mapping together: fetches, loads what the mapping needs, translates. */
export function assembleConnection(parts: ConnectionParts): OpenConnection {
  const { connector, resource, session, mapping } = parts;
  const permissions = permissionWatch(session.log);
  const facts = connectionFacts(parts, permissions.orUndefined);
  const loadLookups = lookupLoader({
    session,
    sources: resource.lookups,
    names: mapping.lookups,
    writeNames: mapping.writeTables,
    lookupKeys: (native) => mapping.lookupKeys(native),
    orUndefined: permissions.orUndefined,
    now: parts.now ?? Date.now,
  });
  const bind = async (natives: readonly NativeRecord[]): Promise<Translator> =>
    bindMapping(mapping, facts, loadLookups, natives);
  const bindForWriting = async (natives: readonly NativeRecord[]): Promise<BoundMapping<Opportunity>> =>
    (await bindMapping(mapping, facts, loadLookups.forWriting, natives)).bound;
  const requestPlan = async (): Promise<RequestPlan> => ({
    paths: mapping.paths,
    customFieldKeys: ((await facts.catalogue()) ?? []).map((field) => field.key),
    lookups: mapping.lookups,
    tellMissing: permissions.tell,
  });
  const fetchOne = async (id: string): Promise<NativeRecord | undefined> =>
    resource.get(session, id, await requestPlan());
  const fetchMany = async (ids: readonly string[]): Promise<RecordsById> =>
    resource.getMany(session, ids, await requestPlan());

  const catalogue = async () => (await facts.catalogue()) ?? [];

  return {
    connectorId: connector.id,
    session,
    mapping,
    changeTracking: resource.changeTracking,
    account: facts.account,
    accountAsTold: facts.told,
    catalogue,
    catalogueAsTold: facts.catalogue,
    pages: (options) => mappedPages(parts, requestPlan, bind, options),
    async get(id) {
      const native = await fetchOne(id);
      if (native === undefined) return undefined;
      const { bound } = await bind([native]);
      return { native, result: bound.read(native.body) };
    },
    async getMany(ids) {
      const found = await fetchMany(ids);
      const { bound, lookups } = await bind(found.records);
      const records = found.records.map((native) => ({ native, result: bound.read(native.body) }));
      return { ...found, records, lookups };
    },
    census: (options = {}) => resource.census(session, options),
    async explain(id, field) {
      const native = await fetchOne(id);
      if (native === undefined) return undefined;
      const { bound } = await bind([native]);
      return bound.explain(native.body, field);
    },
    writing: {
      displayName: connector.displayName,
      operations: resource.writes?.forSettings?.(session.settings ?? {}) ?? resource.writes,
      get targets() {
        return mapping.writeTargets;
      },
      catalogue,
      bind: bindForWriting,
      fetch: fetchOne,
      fetchMany,
    },
    wholeTables: wholeTablesOf(resource, mapping.lookups),
    seedTable: (name, rows, loadedAtMs) => loadLookups.seed(name, rows, loadedAtMs),
    forgetOlderThan(ageMs) {
      facts.catalogue.expire(ageMs);
      loadLookups.expire(ageMs);
    },
    seedCatalogue(fields, loadedAtMs) {
      // Read just now, while the connection was opened.
      if (parts.catalogue === undefined) facts.catalogue.seed(fields, loadedAtMs);
    },
    seedAccount(told, loadedAtMs, keptForMs) {
      // Where nothing else is asked for first, its answer is what tells the time.
      if (resource.customFields !== undefined) facts.told.seed(told, loadedAtMs, keptForMs);
    },
    recallRows: loadLookups.recall,
    checkConnection: () => connector.checkConnection(session),
    missingPermissions: () => permissions.missing,
    usage: () => withShare(parts.usage()),
    onWait: (listener) => parts.onWait(listener),
    close: () => parts.close(),
  };
}

function withShare(usage: SessionUsage): ConnectionUsage {
  const shares = usage.budgets.map((budget) => budget.share);
  return { ...usage, shareOfLimit: shares.length === 0 ? undefined : Math.max(...shares) };
}

function wholeTablesOf({ lookups }: Resource, used: readonly string[]): ReadonlyMap<string, number> {
  const whole = Object.entries(lookups).filter(([name, { load }]) => load === 'all' && used.includes(name));
  return new Map(whole.map(([name, { maxAgeMs }]) => [name, maxAgeMs]));
}

interface Facts {
  account(): Promise<AccountFacts>;
  /** Undefined where the vendor does not show it. */
  readonly told: Remembered<AccountFacts | undefined>;
  /** Undefined where the vendor has no custom fields or does not show them. */
  readonly catalogue: Remembered<readonly CustomFieldDefinition[] | undefined>;
}

function connectionFacts(
  parts: ConnectionParts,
  orUndefined: ReturnType<typeof permissionWatch>['orUndefined'],
): Facts {
  const { connector, resource, session, accountOverrides = {}, now = Date.now } = parts;
  const unknownAccount: AccountFacts = { name: connector.displayName, currency: null, timezone: null };
  const told = remembered(
    () => orUndefined('account facts', () => connector.account(session)),
    factsMaxAgeMs,
    now,
  );
  let known = parts.catalogue;
  const catalogue = async () => {
    const first = known;
    known = undefined;
    return first ?? orUndefined('custom fields', async () => resource.customFields?.(session));
  };
  const watchZone = zoneWatch(session.log);
  const account = async (): Promise<AccountFacts> => {
    const facts = { ...((await told()) ?? unknownAccount), ...accountOverrides };
    watchZone(facts.timezone);
    return facts;
  };
  return {
    account,
    told,
    catalogue: remembered(catalogue, factsMaxAgeMs, now),
  };
}

interface Translator {
  readonly bound: BoundMapping<Opportunity>;
  readonly lookups: LookupTables;
}

async function bindMapping(
  mapping: CompiledMapping<Opportunity>,
  facts: Facts,
  loadLookups: LoadTables,
  natives: readonly NativeRecord[],
): Promise<Translator> {
  const [account, catalogue, lookups] = await Promise.all([
    facts.account(),
    facts.catalogue(),
    loadLookups(natives.map((native) => native.body)),
  ]);
  const context = { lookups, account, ...(catalogue === undefined ? {} : { catalogue }) };
  return { bound: mapping.bind(context), lookups };
}

async function* mappedPages(
  { resource, session }: ConnectionParts,
  requestPlan: () => Promise<RequestPlan>,
  bind: (natives: readonly NativeRecord[]) => Promise<Translator>,
  options: PageOptions,
): AsyncGenerator<MappedPage, void, void> {
  const plan = await requestPlan();
  let isWanted = true;
  const pages = prefetch(resource.list(session, { ...options, plan }), { isWanted: () => isWanted });
  try {
    for await (const { page, translator } of prefetch(withTranslators(pages, bind)))
      yield translatePage(page, translator);
  } finally {
    // Pages that nobody reads any more may cost hundreds of requests.
    isWanted = false;
  }
}

/** Pages with the tables they need: those of the next page are loaded while the present one is being used. */
async function* withTranslators(
  pages: AsyncIterable<NativePage>,
  bind: (natives: readonly NativeRecord[]) => Promise<Translator>,
): AsyncGenerator<{ readonly page: NativePage; readonly translator: Translator }, void, void> {
  for await (const page of pages) yield { page, translator: await bind(page.records) };
}

function translatePage(page: NativePage, { bound, lookups }: Translator): MappedPage {
  const records = page.records.map((native) => ({ native, result: bound.read(native.body) }));
  const { tombstones, nextCursor, totalHint } = page;
  return { records, tombstones, nextCursor, lookups, ...(totalHint === undefined ? {} : { totalHint }) };
}
