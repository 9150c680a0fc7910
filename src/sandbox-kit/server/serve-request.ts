import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { JsonValue } from '../../model/json.ts';
import type { VendorClock } from '../clock.ts';
import { meetFaults, type FaultEffect } from '../faults/fault-effect.ts';
import type { FaultList, VendorFaults } from '../faults/fault-list.ts';
import { Refused, routeName } from './http-message.ts';
import type { SandboxAnswer, SandboxRequest, SandboxRoute, ServerProblem } from './http-message.ts';
import { readBody } from './read-body.ts';
import { decoded, type RouteMatch, type Router } from './router.ts';
import type { SandboxOptions } from '../sandbox.ts';
import { sendAnswer } from './send-answer.ts';

/** What a vendor gives the server. */
export interface ServedVendor {
  readonly clock: VendorClock;
  readonly router: Router;
  /** Endpoints of the sandbox itself: never limited, never faulty, not counted. */
  readonly controlRouter: Router;
  readonly faults: FaultList;
  readonly vendorFaults: VendorFaults;
  /** Refuses a request before its endpoint sees it: long URLs, authorisation, limits. */
  readonly gate: (request: SandboxRequest, route: SandboxRoute | undefined) => SandboxAnswer | undefined;
  /** Adds what every answer of the vendor carries. */
  readonly dress: (request: SandboxRequest, reply: SandboxAnswer) => SandboxAnswer;
  readonly refuse: (problem: ServerProblem, request: SandboxRequest) => SandboxAnswer;
  readonly latencyMs: number;
  readonly onRequest?: SandboxOptions['onRequest'];
  readonly maxBodyBytes: number;
}

/** What the server counts; control requests apart. */
export interface ServerCounters {
  requests: number;
  byRoute: Record<string, number>;
  rateLimited: number;
}

/** Where the endpoints of a sandbox itself lie. */
export const controlPrefix = '/_sandbox';

/** Reads one request, lets faults, gate and endpoint decide, and sends the answer. */
export async function serveRequest(
  vendor: ServedVendor,
  counters: ServerCounters,
  incoming: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const text = await readBody(incoming, vendor.maxBodyBytes);
  const request = toRequest(incoming, text ?? '', vendor.clock.nowMs());
  const isControl = request.path.startsWith(`${controlPrefix}/`) || request.path === controlPrefix;
  const router = isControl ? vendor.controlRouter : vendor.router;
  const match = router.find(request.method, rawPathOf(request.url));
  const known = { ...request, params: match?.params ?? {} };
  const problem = problemOf(vendor, known, match, text, isControl);
  if (isControl) {
    const reply = problem === undefined ? await act(vendor, known, match) : vendor.refuse(problem, known);
    await send(vendor, incoming, response, reply, {}, signal);
    return;
  }
  await vendor.onRequest?.({ method: known.method, path: known.path });
  count(counters, known, match);
  const refusal = vendor.gate(known, match?.route);
  if (refusal?.status === 429) counters.rateLimited += 1;
  const effect = refusal === undefined ? meetFaults(vendor, known) : {};
  if (effect.delivery === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (effect.delivery === 'stall') {
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    response.destroy();
    return;
  }
  const own = refusal ?? effect.answer ?? (problem === undefined ? undefined : vendor.refuse(problem, known));
  const answer = own ?? (await act(vendor, known, match));
  const reply = vendor.dress(known, effect.substitute ?? answer);
  const delayMs = vendor.latencyMs + (effect.delayMs ?? 0);
  if (delayMs > 0) await wait(delayMs, undefined, { signal }).catch(() => undefined);
  await send(vendor, incoming, response, reply, effect, signal);
}

function count(counters: ServerCounters, request: SandboxRequest, match: RouteMatch | undefined): void {
  const name = match === undefined ? `${request.method} (unknown)` : routeName(match.route);
  counters.requests += 1;
  counters.byRoute[name] = (counters.byRoute[name] ?? 0) + 1;
}

function problemOf(
  vendor: ServedVendor,
  request: SandboxRequest,
  match: RouteMatch | undefined,
  text: string | undefined,
  isControl: boolean,
): ServerProblem | undefined {
  if (text === undefined) return { kind: 'too-large', status: 413 };
  if (match === undefined) {
    const router = isControl ? vendor.controlRouter : vendor.router;
    const others = router.otherMethods(rawPathOf(request.url));
    return others.length > 0
      ? { kind: 'wrong-method', status: 405, allowed: others }
      : { kind: 'unknown-route', status: 404 };
  }
  const broken = text !== '' && isJson(request) && request.body === undefined;
  return broken ? { kind: 'malformed-json', status: 400 } : undefined;
}

async function act(
  vendor: ServedVendor,
  request: SandboxRequest,
  match: RouteMatch | undefined,
): Promise<SandboxAnswer> {
  if (match === undefined) return vendor.refuse({ kind: 'unknown-route', status: 404 }, request);
  try {
    return await match.route.handle(request);
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    const crash = vendor.refuse({ kind: 'crash', status: 500 }, request);
    const message = encodeURI(error instanceof Error ? error.message : String(error)).slice(0, 500);
    return { ...crash, headers: { ...crash.headers, 'x-sandbox-crash': message } };
  }
}

async function send(
  vendor: ServedVendor,
  incoming: IncomingMessage,
  response: ServerResponse,
  reply: SandboxAnswer,
  effect: FaultEffect,
  signal: AbortSignal,
): Promise<void> {
  if (response.destroyed) return;
  if (effect.earlyHints === true) response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' });
  const { delivery = 'whole' } = effect;
  await sendAnswer(response, reply, {
    delivery: delivery === 'reset' || delivery === 'stall' ? 'whole' : delivery,
    bytesPerSecond: effect.bytesPerSecond,
    duplicateHeaders: effect.duplicateHeaders ?? false,
    acceptsGzip: /\bgzip\b/.test(incoming.headers['accept-encoding'] ?? ''),
    dateMs: vendor.clock.nowMs(),
    signal,
  });
}

function toRequest(incoming: IncomingMessage, text: string, arrivedMs: number): SandboxRequest {
  const url = incoming.url ?? '/';
  const at = url.indexOf('?');
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
  const request = {
    method: incoming.method ?? 'GET',
    path: decoded(rawPathOf(url)),
    url,
    query: new URLSearchParams(at === -1 ? '' : url.slice(at + 1)),
    headers,
    params: {},
    body: undefined,
    text,
    arrivedMs,
  };
  return isJson(request) ? { ...request, body: parsed(text) } : request;
}

/** The path as it was sent, without a slash at its end. */
function rawPathOf(url: string): string {
  const [path = ''] = url.split('?', 1);
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}

function isJson(request: { readonly headers: Readonly<Record<string, string | undefined>> }): boolean {
  return /\bjson\b/i.test(request.headers['content-type'] ?? '');
}

function parsed(text: string): JsonValue | undefined {
  try {
    // JSON.parse makes nothing but JSON values.
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
