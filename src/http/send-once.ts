import type { z } from 'zod';
import type { VendorResponse } from '../connector-kit/vendor-request.ts';
import { QuotaUsedUp } from './limits/admission.ts';
import type { Authorisation } from './credentials/authorisation.ts';
import { vendorError, type Scene } from './failures/failure.ts';
import { faultError } from './failures/fault-error.ts';
import { readAnswer } from './read-answer.ts';
import { requestTarget } from './request-target.ts';
import { httpDateMs } from './failures/retry-after.ts';
import type { SessionParts } from './session-parts.ts';
import type { Answer, Outgoing } from './transport.ts';
import { TransportFault } from './failures/transport-fault.ts';

/** Waits for the limits, sends once and reads the answer. @throws VendorError, or the signal's reason. */
export async function sendOnce<T>(
  parts: SessionParts,
  scene: Scene,
  { baseUrl, headers }: Authorisation,
  schema: z.ZodType<T>,
): Promise<VendorResponse<T>> {
  const { limiter, transport, signal, clock, seen } = parts;
  const { method, body } = scene.request;
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const outgoing: Outgoing = {
    method,
    baseUrl,
    target: requestTarget(scene.request),
    headers: { 'user-agent': 'opportune', ...type, ...headers },
    ...json,
  };
  let answer: Answer;
  try {
    const send = (): Promise<Answer> => {
      seen.requests += 1;
      if (scene.request.walksDeletions === true) seen.deletionWalk += 1;
      return transport.send(outgoing, signal);
    };
    answer = await limiter.schedule(scene.request, send, signal);
  } catch (error) {
    throw knownError(scene, error, clock.now());
  }
  seen.vendorMs = httpDateMs(answer.headers['date']) ?? seen.vendorMs;
  return readAnswer(scene, answer, schema, clock.now());
}

function knownError(scene: Scene, error: unknown, nowMs: number): unknown {
  if (error instanceof TransportFault) return faultError(scene, error, nowMs);
  if (!(error instanceof QuotaUsedUp)) return error;
  return vendorError(scene, 'quota-exhausted', {
    said: `allows no more requests for now: the budget "${error.budget}" is used up`,
    details: { retryAfterMs: error.waitMs },
  });
}
