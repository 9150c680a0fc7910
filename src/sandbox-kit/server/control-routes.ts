import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { FaultList } from '../faults/fault-list.ts';
import { answer, type SandboxAnswer, type SandboxRequest, type SandboxRoute } from './http-message.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { SandboxControl } from '../sandbox.ts';
import { controlPrefix } from './serve-request.ts';

type ControlHandler = (request: SandboxRequest, body: JsonObject) => Promise<JsonValue | undefined>;

/** The sandbox's own endpoints: everything the control object can do, over HTTP, for other processes. */
export function controlRoutes(
  connector: string,
  control: SandboxControl,
  credentials: JsonObject,
  faults: FaultList,
): readonly SandboxRoute[] {
  const handlers: readonly (readonly [method: string, path: string, handle: ControlHandler])[] = [
    // The credentials are invented and open nothing but this process.
    [
      'GET',
      '/state',
      async () => ({ connector, now: control.now(), faults: [...faults.active()], credentials }),
    ],
    ['GET', '/stats', async () => toJson(control.stats())],
    ['GET', '/ids', async ({ query }) => [...(await control.ids(windowOf(query)))]],
    ['GET', '/truth/:id', async ({ params }) => await control.truth(params['id'] ?? '')],
    ['POST', '/create', async (_, body) => ({ id: await control.create(changesOf(body)) })],
    ['POST', '/edit', async (_, body) => done(control.edit(textOf(body, 'id'), changesOf(body)))],
    ['POST', '/delete', async (_, body) => done(control.delete(textOf(body, 'id')))],
    ['POST', '/restore', async (_, body) => done(control.restore(textOf(body, 'id')))],
    [
      'POST',
      '/merge',
      async (_, body) => ({ id: await control.merge(textOf(body, 'into'), textOf(body, 'from')) }),
    ],
    [
      'POST',
      '/rename',
      async (_, body) =>
        done(control.rename(textOf(body, 'table'), textOf(body, 'id'), textOf(body, 'name'))),
    ],
    ['POST', '/clock', async (_, body) => done(control.advanceClock(Number(body['advanceMs'])))],
    ['POST', '/fault', async (_, body) => done(control.fault(textOf(body, 'spec')))],
    ['POST', '/clear-faults', async () => done(control.clearFaults())],
  ];
  return handlers.map(([method, path, handle]) => ({
    method,
    pattern: `${controlPrefix}${path}`,
    handle: (request) => controlAnswer(request, handle),
  }));
}

async function controlAnswer(request: SandboxRequest, handle: ControlHandler): Promise<SandboxAnswer> {
  try {
    const result = await handle(request, isJsonObject(request.body) ? request.body : {});
    return result === undefined ? answer(404, { message: 'There is no such deal.' }) : answer(200, result);
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    return answer(400, { code: error.code, message: error.message, hint: error.hint ?? null });
  }
}

async function done(work: Promise<void> | void): Promise<JsonObject> {
  await work;
  return { done: true };
}

function windowOf(query: URLSearchParams): { readonly offset: number; readonly limit: number } {
  return { offset: countOf(query, 'offset', 0), limit: countOf(query, 'limit', 1000) };
}

function countOf(query: URLSearchParams, name: string, otherwise: number): number {
  const count = Number(query.get(name) ?? otherwise);
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new SandboxError('control-query', `The query's ${name} is a whole number, 0 or more.`);
}

function textOf(body: JsonObject, name: string): string {
  const value = body[name];
  if (typeof value === 'string') return value;
  throw new SandboxError('control-body', `The body needs "${name}" as text.`);
}

function changesOf(body: JsonObject): JsonObject {
  const { changes } = body;
  if (isJsonObject(changes)) return changes;
  throw new SandboxError('control-body', 'The body needs "changes" as an object.');
}

function toJson(value: unknown): JsonValue {
  // Counters are plain objects of numbers.
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}
