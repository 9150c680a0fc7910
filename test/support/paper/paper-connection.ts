import { z } from 'zod';
import { assembleConnection } from '../../../src/client/assemble-connection.ts';
import { crmOver } from '../../../src/client/crm.ts';
import type { Crm, Opportunities } from '../../../src/client/crm.ts';
import {
  defineConnector,
  foundOrFate,
  recordsById,
  undefinedIfNotFound,
  type CustomFieldDefinition,
  type LookupRow,
  type NativeRecord,
  type Resource,
  type VendorSession,
  type WriteOperations,
} from '../../../src/connector-kit/index.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { paperMapping } from './paper-mapping.ts';
import type { PaperVendor } from './paper-vendor.ts';
import { paperWrites } from './paper-writes.ts';

const Deal = z.looseObject({ id: z.string(), changedAt: z.string() });

function native(deal: z.infer<typeof Deal>): NativeRecord {
  // Came out of JSON.
  return { id: deal.id, changedAt: deal.changedAt, body: deal as JsonObject };
}

function resourceWith(writes: WriteOperations): Resource {
  return {
    nativeName: 'deal',
    descriptor: new URL('file:///none.native.yaml'),
    changeTracking: {
      incremental: 'full-scan',
      precisionMs: 1,
      overlapMs: 0,
      settleMs: 0,
      deletions: 'found-by-full-scan',
      unseen: [],
    },
    lookups: {
      stages: {
        load: 'all',
        maxAgeMs: 3_600_000,
        rows: (session) =>
          session.request({ method: 'GET', path: '/stages' }, z.array(z.custom<LookupRow>())),
      },
    },
    async *list() {},
    async *census() {},
    get: async (session, id) => {
      const found = await undefinedIfNotFound(session.request({ method: 'GET', path: `/deals/${id}` }, Deal));
      return found === undefined ? undefined : native(found);
    },
    getMany: async (session, ids) => {
      const fates = ids.map(async (id) => {
        const found = await foundOrFate(id, session.request({ method: 'GET', path: `/deals/${id}` }, Deal));
        return 'found' in found ? { record: native(found.found) } : found;
      });
      return recordsById(await Promise.all(fates), async () => undefined);
    },
    customFields: (session) =>
      session.request({ method: 'GET', path: '/fields' }, z.array(z.custom<CustomFieldDefinition>())),
    writes,
  };
}

export interface PaperOptions {
  readonly writes?: WriteOperations;
  readonly signal?: AbortSignal;
  readonly now?: () => number;
}

/** Opportunities of a vendor in this process. */
export function paperOpportunities(vendor: PaperVendor, options: PaperOptions = {}): Opportunities {
  return paperCrm(vendor, options).opportunities;
}

/** A connection to a vendor in this process. */
export function paperCrm(
  vendor: PaperVendor,
  { writes = paperWrites, signal = new AbortController().signal, now = () => 0 }: PaperOptions = {},
): Crm {
  const resource = resourceWith(writes);
  const connector = defineConnector({
    id: 'paper',
    displayName: 'Paper CRM',
    docsUrl: 'https://paper.example',
    credentials: z.object({}),
    origins: [],
    baseUrl: () => 'https://paper.example',
    headers: () => ({}),
    rateBudgets: () => [],
    checkConnection: async () => 'Acme',
    account: (session) => session.request({ method: 'GET', path: '/account' }, Account),
    resources: { opportunity: resource },
  });
  const session: VendorSession = {
    async send(request, schema) {
      signal.throwIfAborted();
      // A turn of the event loop, as every real request takes.
      await new Promise(setImmediate);
      return { status: 200, headers: {}, data: schema.parse(vendor.send(request)) };
    },
    request: async (request, schema) => (await session.send(request, schema)).data,
    vendorClock: () => undefined,
    now,
    signal,
    log: () => undefined,
  };
  const connection = assembleConnection({
    connector,
    resource,
    session,
    mapping: paperMapping(),
    now,
    usage: () => ({ requests: 0, deletionWalk: 0, retries: 0, budgets: [] }),
    onWait: () => () => undefined,
    close: async () => undefined,
  });
  return crmOver(connection);
}

const Account = z.object({ name: z.string(), currency: z.string(), timezone: z.string() });
