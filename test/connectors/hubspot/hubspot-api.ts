import { z } from 'zod';
import { hubspot } from '../../../connectors/hubspot/index.ts';
import type {
  JsonObject,
  NativePage,
  RequestPlan,
  Resource,
  VendorSession,
} from '../../../src/connector-kit/index.ts';
import { openTestSession } from '../../support/open-test-session.ts';
import { nock } from '../../support/intercept-requests.ts';

export const origin = 'https://api.hubapi.com';
export const token = 'pat-eu1-5e6f-canary';

export const deals = '/crm/objects/2026-09/deals';
export const batchRead = `${deals}/batch/read`;
export const search = `${deals}/search`;

export function linkBatch(object: string): string {
  return `/crm/associations/2026-09/deals/${object}/batch/read`;
}

export function api(): nock.Scope {
  return nock(origin);
}

export function open(credentials: Readonly<Record<string, string>> = { accessToken: token }): VendorSession {
  return openTestSession(hubspot, credentials, origin);
}

export const opportunity: Resource = (() => {
  const resource = hubspot.resources['opportunity'];
  if (resource === undefined) throw new Error('no opportunities');
  return resource;
})();

/** A plan of a mapping that reads names and amounts, and the links that are named. */
export function plan(objects: readonly string[] = [], more: Partial<RequestPlan> = {}): RequestPlan {
  const links = objects.map((object) => `associations.${object}.results[].id`);
  return {
    paths: ['id', 'properties.dealname', 'properties.*', ...links],
    customFieldKeys: [],
    lookups: [],
    ...more,
  };
}

export function deal(id: string, properties: JsonObject = {}, more: JsonObject = {}): JsonObject {
  return {
    id,
    properties: { hs_object_id: id, dealname: `Deal ${id}`, ...properties },
    createdAt: '2026-10-02T08:15:30.123Z',
    updatedAt: '2026-11-20T10:00:00Z',
    archived: false,
    ...more,
  };
}

export function paging(after: string): JsonObject {
  return { next: { after, link: `https://api.hubapi.com/elsewhere?after=${after}` } };
}

export async function collect(pages: AsyncIterable<NativePage>): Promise<NativePage[]> {
  const found: NativePage[] = [];
  for await (const page of pages) found.push(page);
  return found;
}

export function idsOf(pages: readonly NativePage[]): string[] {
  return pages.flatMap((page) => page.records.map((record) => record.id));
}

/** One answer for each page of a listing, by its `after`; every page may be asked for any number of times. */
export function listAnswers(
  pages: Readonly<Record<string, JsonObject>>,
  { archived = false }: { readonly archived?: boolean } = {},
): void {
  for (const [after, body] of Object.entries(pages)) {
    api()
      .persist()
      .get(deals)
      .query(
        (query) =>
          (query['after'] ?? '') === after &&
          (query['archived'] === 'true') === archived &&
          query['limit'] === '100',
      )
      .reply(200, body);
  }
}

const Batch = z.object({ inputs: z.array(z.object({ id: z.string() })) });

/** The ids of the inputs of a batch request. */
export function inputIds(body: unknown): string[] {
  return Batch.parse(body).inputs.map(({ id }) => id);
}

/** An account whose archived list is empty. */
export function nothingArchived(): void {
  listAnswers({ '': { results: [] } }, { archived: true });
}

/** Accepts any answer. */
export const anything = z.unknown();
