import { afterEach } from 'vitest';
import { sandbox } from '../../../connectors/copper/sandbox/index.ts';
import type { RunningSandbox, SandboxOptions } from '../../../src/sandbox-kit/index.ts';

export const start = '2026-11-22T10:00:00.000Z';
export const startSeconds = Date.parse(start) / 1000;

/** A wire object, as loosely as tests read them. */
export interface Wire {
  readonly [key: string]: unknown;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** An object; empty where the answer is a list or no JSON. */
  readonly body: Wire;
  /** A list; empty where the answer is none. */
  readonly rows: readonly Wire[];
}

export interface SandboxClient {
  readonly sandbox: RunningSandbox;
  get(path: string): Promise<Reply>;
  send(method: string, path: string, body?: unknown): Promise<Reply>;
  search(body?: Wire): Promise<Reply>;
  /** The same account with other headers. */
  as(headers: Readonly<Record<string, string>>): Pick<SandboxClient, 'get' | 'send' | 'search'>;
}

const running: RunningSandbox[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});

/** Starts an account whose limits are off unless a test asks for them; it is closed after the test. */
export async function openAccount(options: SandboxOptions = {}): Promise<SandboxClient> {
  const started = await sandbox.start({ deals: 60, now: start, limits: 'off', ...options });
  running.push(started);
  return clientOf(started);
}

/** Speaks to an account that somebody else closes. */
export function clientOf(started: RunningSandbox): SandboxClient {
  const as = (headers: Readonly<Record<string, string>>): ReturnType<SandboxClient['as']> => {
    const send = (method: string, path: string, body?: unknown): Promise<Reply> =>
      request(`${started.baseUrl}${path}`, headers, method, body);
    return {
      send,
      get: (path) => send('GET', path),
      search: (body = {}) => send('POST', '/opportunities/search', body),
    };
  };
  return { sandbox: started, as, ...as(keyHeaders(started)) };
}

/** The headers of an API key; the sandbox's own unless another is given. */
export function keyHeaders(
  { credentials }: RunningSandbox,
  key: unknown = credentials['apiKey'],
  email: unknown = credentials['userEmail'],
): Readonly<Record<string, string>> {
  return {
    'X-PW-AccessToken': String(key),
    'X-PW-Application': 'developer_api',
    'X-PW-UserEmail': String(email),
  };
}

async function request(
  url: string,
  headers: Readonly<Record<string, string>>,
  method: string,
  body: unknown,
): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const found: unknown = /^[[{]/.test(text) ? JSON.parse(text) : undefined;
  const rows: readonly Wire[] = Array.isArray(found) ? found : [];
  const isObject = typeof found === 'object' && found !== null && !Array.isArray(found);
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isObject ? { ...found } : {},
    rows,
  };
}

export function ids(rows: readonly Wire[]): readonly number[] {
  return rows.map((row) => Number(row['id']));
}

/** Every opportunity, read page by page. */
export async function searchAll(
  client: Pick<SandboxClient, 'search'>,
  body: Wire = {},
): Promise<readonly Wire[]> {
  const all: Wire[] = [];
  for (let page = 1; ; page += 1) {
    const { rows } = await client.search({ page_size: 200, page_number: page, ...body });
    all.push(...rows);
    if (rows.length < 200) return all;
  }
}

/** The value of a custom field of an opportunity. */
export function customValue(deal: Wire, definition: number): unknown {
  return customEntry(deal, definition)?.['value'];
}

/** The whole entry of a custom field. */
export function customEntry(deal: Wire, definition: number): Wire | undefined {
  return customFields(deal).find((field) => field['custom_field_definition_id'] === definition);
}

export function customFields(deal: Wire): readonly Wire[] {
  const fields = deal['custom_fields'];
  return Array.isArray(fields) ? fields : [];
}
