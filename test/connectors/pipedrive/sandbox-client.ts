import { afterEach, vi } from 'vitest';
import { sandbox } from '../../../connectors/pipedrive/sandbox/index.ts';
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

export interface Caller {
  get(path: string): Promise<Reply>;
  send(method: string, path: string, body?: unknown): Promise<Reply>;
}

export interface SandboxClient extends Caller {
  readonly sandbox: RunningSandbox;
  readonly apiToken: string;
  as(headers: Readonly<Record<string, string>>): Caller;
}

const running: RunningSandbox[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
  vi.useRealTimers();
});

/** Starts an account whose limits are off unless a test asks for them and whose clock only moves when told to. */
export async function openAccount(options: SandboxOptions = {}): Promise<SandboxClient> {
  vi.useFakeTimers({ toFake: ['Date'] });
  const started = await sandbox.start({ deals: 60, now: start, limits: 'off', ...options });
  running.push(started);
  const as = (headers: Readonly<Record<string, string>>): Caller => {
    const send = (method: string, path: string, body?: unknown): Promise<Reply> =>
      request(started.baseUrl, headers, method, path, body);
    return { send, get: (path) => send('GET', path) };
  };
  const apiToken = String(started.credentials['apiToken']);
  return { sandbox: started, apiToken, as, ...as({ 'x-api-token': apiToken }) };
}

async function request(
  baseUrl: string,
  headers: Readonly<Record<string, string>>,
  method: string,
  path: string,
  body: unknown,
): Promise<Reply> {
  const type = typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json';
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: { 'content-type': type, ...headers },
    redirect: 'manual',
    ...sent,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

function parsed(text: string): Wire {
  return text.startsWith('{') ? JSON.parse(text) : {};
}

/** The record of an answer, or a member that is an object. */
export function data(reply: Reply): Wire {
  return objectIn(reply.body, 'data');
}

/** The records of a list. */
export function rows(reply: Reply): readonly Wire[] {
  const list = reply.body['data'];
  return Array.isArray(list) ? list : [];
}

export function ids(reply: Reply): readonly number[] {
  return rows(reply).map((row) => Number(row['id']));
}

export function objectIn(body: Wire | undefined, name: string): Wire {
  const value = body?.[name];
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The cursor of the next page; undefined on the last one, however that is said. */
export function nextCursor(reply: Reply): string | undefined {
  const cursor = objectIn(reply.body, 'additional_data')['next_cursor'];
  return typeof cursor === 'string' ? cursor : undefined;
}

/** Walks a list to its end. */
export async function listAll(caller: Caller, path: string): Promise<readonly Wire[]> {
  const all: Wire[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const reply = await caller.get(cursor === '' ? path : `${path}&cursor=${cursor}`);
    all.push(...rows(reply));
    cursor = nextCursor(reply);
  }
  return all;
}

/** A deal that is created through the API. */
export async function createDeal(caller: Caller, body: Wire = {}): Promise<Wire> {
  return data(await caller.send('POST', '/api/v2/deals', { title: 'Made by a test', ...body }));
}

/** An access token of the OAuth app. */
export async function accessToken(client: SandboxClient): Promise<string> {
  const reply = await askForToken(
    client,
    'grant_type=refresh_token&refresh_token=7788990:70011:sandbox-refresh-token',
  );
  return String(reply.body['access_token']);
}

export function askForToken(client: SandboxClient, form: string): Promise<Reply> {
  const authorization = `Basic ${Buffer.from('sandbox-client-id:sandbox-client-secret').toString('base64')}`;
  return client.as({ authorization }).send('POST', '/oauth/token', form);
}
