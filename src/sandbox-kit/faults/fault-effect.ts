import type { VendorClock } from '../clock.ts';
import type { FaultList, VendorFaults } from './fault-list.ts';
import { parseDelayMs, type FaultSpec } from './fault-spec.ts';
import type { SandboxAnswer, SandboxRequest, ServerProblem } from '../server/http-message.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { Delivery } from '../server/send-answer.ts';

/** What the faults a request met do to its answer. */
export interface FaultEffect {
  readonly answer?: SandboxAnswer;
  /** Sent in place of the answer, after the request was acted on. */
  readonly substitute?: SandboxAnswer;
  readonly delivery?: Delivery | 'reset' | 'stall';
  readonly delayMs?: number;
  readonly bytesPerSecond?: number;
  readonly earlyHints?: boolean;
  readonly duplicateHeaders?: boolean;
}

interface FaultSurroundings {
  readonly clock: VendorClock;
  readonly faults: FaultList;
  readonly vendorFaults: VendorFaults;
  readonly refuse: (problem: ServerProblem, request: SandboxRequest) => SandboxAnswer;
}

const deliveries: ReadonlySet<string> = new Set([
  'reset',
  'stall',
  'lost-answer',
  'stall-body',
  'truncate',
  'truncate-silently',
  'gzip-truncate',
  'gzip-corrupt',
] satisfies FaultEffect['delivery'][]);

/** Uses up the faults a request meets; of two that contradict each other, the later one wins. */
export function meetFaults(around: FaultSurroundings, request: SandboxRequest): FaultEffect {
  const effect: FaultEffect = {};
  for (const spec of around.faults.take(request.method, request.path))
    Object.assign(effect, effectOf(around, request, spec));
  return effect;
}

function effectOf(around: FaultSurroundings, request: SandboxRequest, spec: FaultSpec): FaultEffect {
  const own = around.vendorFaults[spec.name];
  if (own !== undefined) {
    const reply = own.answer?.(request, spec.value);
    return reply === undefined ? {} : { answer: reply };
  }
  if (spec.name === 'lost-answer' && spec.value !== undefined)
    return { substitute: around.refuse({ kind: 'fault', status: Number(spec.value) }, request) };
  if (isDelivery(spec.name)) return { delivery: spec.name };
  switch (spec.name) {
    case 'slow':
      return { delayMs: parseDelayMs(spec.value, 200) };
    case 'drip':
      return { bytesPerSecond: Math.max(1, Number(spec.value ?? 10)) };
    case 'early-hints':
      return { earlyHints: true };
    case 'duplicate-header':
      return { duplicateHeaders: true };
    default:
      return { answer: faultAnswer(around, request, spec) };
  }
}

function isDelivery(name: string): name is NonNullable<FaultEffect['delivery']> {
  return deliveries.has(name);
}

function faultAnswer(
  around: FaultSurroundings,
  request: SandboxRequest,
  { name, value }: FaultSpec,
): SandboxAnswer {
  const refused = (status: number): SandboxAnswer => around.refuse({ kind: 'fault', status }, request);
  switch (name) {
    case 'status':
      return refused(Number(value ?? 503));
    case 'retry-after': {
      const refusal = refused(429);
      const inTwoSeconds = new Date(around.clock.nowMs() + 2000).toUTCString();
      const seconds = value === 'date' ? inTwoSeconds : (value ?? '2');
      return { ...refusal, headers: { ...refusal.headers, 'Retry-After': seconds } };
    }
    case 'html':
      return { status: Number(value ?? 502), text: { type: 'text/html; charset=UTF-8', content: errorPage } };
    case 'malformed':
      return { status: 200, text: { type: 'application/json', content: '{"results":[{"id":"1",}' } };
    case 'empty':
      return { status: 200, text: { type: 'application/json', content: '' } };
    case 'redirect':
      return { status: 302, headers: { Location: value ?? '/' } };
    default:
      throw new SandboxError('unknown-fault', `No effect is known for the fault ${name}.`);
  }
}

const errorPage =
  '<!DOCTYPE html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1><p>The server is busy.</p></body></html>';
