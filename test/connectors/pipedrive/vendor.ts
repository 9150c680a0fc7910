import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject, NativePage } from '../../../src/connector-kit/index.ts';
import { root } from '../../repository/source-files.ts';
import { nock } from '../../support/intercept-requests.ts';

export const origin = 'https://acme.pipedrive.com';
export const credentials = { apiToken: 'token-of-aino', companyDomain: 'acme' };

/** A recorded shape with invented values. */
export function fixture(name: string): JsonObject {
  return JSON.parse(readFileSync(join(root, 'test/fixtures/pipedrive', `${name}.json`), 'utf8'));
}

export function page(data: unknown, nextCursor: string | null = null): JsonObject {
  return JSON.parse(JSON.stringify({ success: true, data, additional_data: { next_cursor: nextCursor } }));
}

export function deal(id: number, fields: JsonObject = {}): JsonObject {
  return { ...fixture('2-open-bare'), id, ...fields };
}

/** What was asked of the vendor, in order. */
export interface Asked {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/**
 * Lets the vendor answer one GET. The query has to hold what is given here; `cursor` has to be absent unless given.
 * A request without the token in its header is not answered at all.
 */
export function answer(
  path: string,
  query: Readonly<Record<string, string>>,
  body: JsonObject | string,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Asked[] {
  const asked: Asked[] = [];
  nock(origin, { reqheaders: { 'x-api-token': credentials.apiToken } })
    .get(path)
    .query((actual) => {
      const wanted = { cursor: undefined, ...query };
      return Object.entries(wanted).every(([name, value]) => actual[name] === value);
    })
    .reply((request: Request) => {
      const url = new URL(request.url);
      asked.push({ path: url.pathname, query: Object.fromEntries(url.searchParams) });
      return [status, body, { 'content-type': 'application/json', ...headers }];
    });
  return asked;
}

const live = '/api/v2/deals';

/** The last look of a listing, without a find. Answers are given in the order of their making: call it last. */
export function answerNothingMoved(query: Readonly<Record<string, string>> = {}): Asked[] {
  return answer(live, { sort_direction: 'asc', ...query }, page([]));
}

/** The archived list and the last look after it, both empty, as after every complete walk of the first list. */
export function answerNothingElse(query: Readonly<Record<string, string>> = {}): Asked[] {
  const asked = answer('/api/v2/deals/archived', query, page([]));
  answerNothingMoved();
  return asked;
}

/** The look at the newest deals, without a find: part of every listing of changes. */
export function answerNothingCreated(): Asked[] {
  return answer(live, { sort_direction: 'desc' }, page([]));
}

export async function allOf(pages: AsyncIterable<NativePage>): Promise<readonly NativePage[]> {
  const all: NativePage[] = [];
  for await (const one of pages) all.push(one);
  return all;
}

export function idsOf(pages: readonly NativePage[]): readonly string[] {
  return pages.flatMap(({ records }) => records.map(({ id }) => id));
}
