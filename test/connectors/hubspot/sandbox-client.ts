import { afterEach } from 'vitest';
import { sandbox } from '../../../connectors/hubspot/sandbox/index.ts';
import type { RunningSandbox, SandboxOptions } from '../../../src/sandbox-kit/index.ts';

export const start = '2026-11-22T10:00:00.000Z';

/** A wire object, as loosely as tests read them. */
export interface Wire {
  readonly [key: string]: unknown;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Wire;
}

export interface SandboxClient {
  readonly sandbox: RunningSandbox;
  get(path: string): Promise<Reply>;
  send(method: string, path: string, body?: unknown): Promise<Reply>;
  as(token: string): Pick<SandboxClient, 'get' | 'send'>;
}

const running: RunningSandbox[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});

/** Starts an account whose limits are off unless a test asks for them; it is closed after the test. */
export async function openAccount(options: SandboxOptions = {}): Promise<SandboxClient> {
  const started = await sandbox.start({ deals: 60, now: start, limits: 'off', ...options });
  running.push(started);
  const as = (token: string): Pick<SandboxClient, 'get' | 'send'> => {
    const send = (method: string, path: string, body?: unknown): Promise<Reply> =>
      request(started.baseUrl, token, method, path, body);
    return { send, get: (path) => send('GET', path) };
  };
  return { sandbox: started, as, ...as(String(started.credentials['accessToken'])) };
}

async function request(
  baseUrl: string,
  token: string,
  method: string,
  path: string,
  body: unknown,
): Promise<Reply> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(`${baseUrl}${path}`, { method, headers, ...sent });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

function parsed(text: string): Wire {
  return text.startsWith('{') ? JSON.parse(text) : {};
}

/** A member that is a list of objects. */
export function listIn(body: Wire, name: string): readonly Wire[] {
  const value = body[name];
  return Array.isArray(value) ? value : [];
}

/** A member that is an object. */
export function objectIn(body: Wire | undefined, name: string): Wire {
  const value = body?.[name];
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

export function results(reply: Reply): readonly Wire[] {
  return listIn(reply.body, 'results');
}

export function ids(reply: Reply): readonly string[] {
  return results(reply).map((record) => String(record['id']));
}

/** Properties of the first result, or of the record itself. */
export function properties(reply: Reply): Wire {
  return objectIn(results(reply)[0] ?? reply.body, 'properties');
}

/** The cursor of the next page; undefined on the last one. */
export function nextAfter(body: Wire): string | undefined {
  const after = objectIn(objectIn(body, 'paging'), 'next')['after'];
  return after === undefined ? undefined : String(after);
}

/** Walks a list to its end. */
export async function listAll(client: Pick<SandboxClient, 'get'>, path: string): Promise<readonly Wire[]> {
  const all: Wire[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const reply = await client.get(after === '' ? path : `${path}&after=${after}`);
    all.push(...results(reply));
    after = nextAfter(reply.body);
  }
  return all;
}
