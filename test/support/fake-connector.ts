import { z } from 'zod';
import {
  defineConnector,
  followCursor,
  foundOrFate,
  recordsById,
  undefinedIfNotFound,
  type CustomFieldDefinition,
  type Fate,
  type LookupRow,
  type NativePage,
  type NativeRecord,
  type Resource,
} from '../../src/connector-kit/index.ts';
import type { JsonObject } from '../../src/model/json.ts';

const Deal = z.looseObject({ id: z.string(), changedAt: z.string().nullable() });
const Page = z.object({
  deals: z.array(Deal),
  tombstones: z.array(z.object({ id: z.string(), reason: z.literal('deleted'), deletedAt: z.string() })),
  next: z.string().nullable(),
  total: z.number(),
});
const Rows = z.array(
  z.object({ key: z.string(), columns: z.record(z.string(), z.string()) }),
) satisfies z.ZodType<LookupRow[]>;

const opportunities: Resource = {
  nativeName: 'deal',
  descriptor: new URL('file:///none.native.yaml'),
  changeTracking: {
    incremental: 'server-filter',
    precisionMs: 1,
    overlapMs: 2000,
    settleMs: 0,
    deletions: 'listed',
    unseen: [],
  },
  lookups: {
    stages: {
      load: 'all',
      maxAgeMs: 60_000,
      rows: (session) => session.request({ method: 'GET', path: '/stages' }, Rows),
    },
    companies: {
      load: 'by-key',
      maxAgeMs: 60_000,
      rows: (session, keys) =>
        session.request({ method: 'GET', path: '/companies', query: { ids: keys.join(',') } }, Rows),
    },
  },
  list: (session, { changedSince, cursor }) =>
    followCursor(cursor, async (after): Promise<NativePage> => {
      const query = { after, since: changedSince };
      const page = await session.request({ method: 'GET', path: '/deals', query }, Page);
      const { tombstones, next, total } = page;
      return { records: page.deals.map(native), tombstones, nextCursor: next ?? undefined, totalHint: total };
    }),
  get: async (session, id) => {
    const deal = await undefinedIfNotFound(session.request({ method: 'GET', path: `/deals/${id}` }, Deal));
    return deal === undefined ? undefined : native(deal);
  },
  getMany: async (session, ids) => {
    const fates = [...new Set(ids)].map(async (id): Promise<Fate> => {
      const deal = await foundOrFate(id, session.request({ method: 'GET', path: `/deals/${id}` }, Deal));
      return 'found' in deal ? { record: native(deal.found) } : deal;
    });
    return recordsById(await Promise.all(fates), () => account(session));
  },
  census: (session, options) =>
    followCursor(options.cursor, async (after) => {
      const page = await session.request({ method: 'GET', path: '/deals', query: { after } }, Page);
      const entries = page.deals.map(native);
      return { entries, nextCursor: page.next ?? undefined };
    }),
  customFields: (session) => session.request({ method: 'GET', path: '/fields' }, Fields),
};

const Fields = z.array(z.custom<CustomFieldDefinition>());

function native(deal: z.infer<typeof Deal>): NativeRecord {
  // Came out of JSON.
  return { id: deal.id, changedAt: deal.changedAt ?? undefined, body: deal as JsonObject };
}

/** The connector of the vendor that exists only in tests. */
export const fakeConnector = defineConnector({
  id: 'fake',
  displayName: 'Fake CRM',
  docsUrl: 'https://fake.example',
  credentials: z.strictObject({ token: z.string().min(1) }),
  origins: ['https://fake.example'],
  baseUrl: () => 'https://fake.example',
  headers: ({ token }) => ({ authorization: `Bearer ${token}` }),
  rateBudgets: () => [],
  checkConnection: async (session) => (await account(session)).name,
  account: (session) => account(session),
  resources: { opportunity: opportunities },
});

const Account = z.object({
  id: z.string().exactOptional(),
  name: z.string(),
  currency: z.string(),
  timezone: z.string(),
});

function account(session: Parameters<Resource['get']>[0]): Promise<z.infer<typeof Account>> {
  return session.request({ method: 'GET', path: '/account' }, Account);
}
