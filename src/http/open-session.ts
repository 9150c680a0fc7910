import pRetry from 'p-retry';
import type { z } from 'zod';
import { instantFromMs } from '../model/instant.ts';
import { VendorError } from '../connector-kit/vendor-error.ts';
import type { VendorRequest, VendorResponse } from '../connector-kit/vendor-request.ts';
import type { Authorisation } from './credentials/authorisation.ts';
import { vendorError, type Scene } from './failures/failure.ts';
import { leftDoubt, withDoubtOf } from './failures/in-doubt.ts';
import { accountKey } from './limits/shared-limiters.ts';
import { pathProblem } from './request-target.ts';
import { decideRetry, type RetryDecision } from './failures/retry-policy.ts';
import { sendOnce } from './send-once.ts';
import { SessionClosedError } from './session-error.ts';
import type { Session, SessionOptions } from './session-options.ts';
import { assembleParts, type SessionParts } from './session-parts.ts';
import { suspended } from './failures/suspended.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * Opens an authorised, rate-limited, retrying line to one customer's account. Nothing is sent before the first request.
 *
 * @throws SessionOptionsError where the credentials do not fit the connector or may not be sent to the base URL.
 */
export function openSession(options: SessionOptions): Session {
  const parts = assembleParts(options);
  const { connector, limiter, budget, signal } = parts;
  const settings = connector.settings?.(options.credentials);
  const send = <T>(
    request: VendorRequest,
    schema: z.ZodType<T>,
    own?: AbortSignal,
  ): Promise<VendorResponse<T>> => {
    const either = own === undefined ? signal : AbortSignal.any([signal, own]);
    return untilAborted(() => sendRetrying({ ...parts, signal: either }, request, schema), either);
  };

  return {
    send,
    request: async (request, schema) => (await send(request, schema)).data,
    now: () => parts.clock.now(),
    vendorClock: () => (parts.seen.vendorMs === undefined ? undefined : instantFromMs(parts.seen.vendorMs)),
    ...(settings === undefined ? {} : { settings }),
    openedWith: openedWith(options),
    signal,
    log: parts.log,
    usage: () => ({
      requests: parts.seen.requests,
      deletionWalk: parts.seen.deletionWalk,
      retries: budget.taken,
      budgets: limiter.usage(),
    }),
    async close() {
      parts.end(new SessionClosedError('The connection was closed.'));
      await parts.keeper.settle();
      parts.transport.close();
      limiter.close();
    },
  };
}

/**
 * 24 bits: of 16 million other credentials one looks the same, and of a list of guesses at a weak secret so many do that
 * none is found out.
 */
function openedWith({ connector, baseUrl, credentials }: SessionOptions): string {
  return accountKey({ connector: connector.id, baseUrl, credentials, budgets: [] }).slice(0, 6);
}

async function sendRetrying<T>(
  parts: SessionParts,
  request: VendorRequest,
  schema: z.ZodType<T>,
): Promise<VendorResponse<T>> {
  const problem = pathProblem(request.path);
  if (problem !== undefined)
    throw vendorError(sceneOf(parts, request, 1), 'invalid-request', {
      said: `was not asked: the path of a request is not allowed, since ${problem}`,
      surelyNotActed: true,
    });
  const { retry, budget, signal, clock } = parts;
  const earlier: VendorError[] = [];
  const response = await pRetry((attempt) => attemptOnce(parts, sceneOf(parts, request, attempt), schema), {
    retries: retry.attempts - 1,
    minTimeout: 0,
    factor: 1,
    signal,
    // Waiting is done here, since only here the answer is known that says how long.
    async onFailedAttempt({ error, attemptNumber, retriesLeft }) {
      if (!(error instanceof VendorError)) throw error;
      const decision = decideRetry(error, attemptNumber, retry);
      if (error.code === 'rate-limited') pauseAll(parts, request, decision);
      const goesOn = decision.retry && retriesLeft > 0 && budget.take();
      report(parts, error, attemptNumber, goesOn ? decision.waitMs : undefined);
      if (!goesOn) throw withDoubtOf(earlier, request, 'tooLong' in decision ? suspended(error) : error);
      earlier.push(error);
      await clock.sleep(decision.waitMs, signal);
    },
  });
  return leftDoubt(earlier, request) ? { ...response, afterDoubt: true } : response;
}

/** One try; access that the vendor refuses is renewed and tried once more. */
async function attemptOnce<T>(
  parts: SessionParts,
  scene: Scene,
  schema: z.ZodType<T>,
): Promise<VendorResponse<T>> {
  const { keeper, budget } = parts;
  const authorisation = await keeper.fresh();
  const go = async (used: Authorisation): Promise<VendorResponse<T>> => {
    const response = await sendOnce(parts, scene, used, schema);
    budget.earn();
    parts.onAttempt({ ...shown(scene), attempt: scene.attempt, status: response.status });
    return response;
  };
  try {
    return await go(authorisation);
  } catch (error) {
    if (!(error instanceof VendorError && error.code === 'auth' && error.details.status !== undefined))
      throw error;
    const renewed = await keeper.replace(authorisation);
    if (renewed === undefined) throw error;
    report(parts, error, scene.attempt, 0);
    return go(renewed);
  }
}

function sceneOf({ connector, scrub }: SessionParts, request: VendorRequest, attempt: number): Scene {
  return { connector, request, attempt, scrub };
}

function shown({ request }: Scene): { readonly method: string; readonly path: string } {
  return { method: request.method, path: request.path };
}

/** A limit concerns the account, not this request: nobody goes on before the wait is over. */
function pauseAll(
  { limiter, clock, log }: SessionParts,
  request: VendorRequest,
  decision: RetryDecision,
): void {
  if (!decision.retry) return;
  log('info', 'The vendor asks for a pause; all requests wait.', { waitMs: decision.waitMs });
  limiter.pause(request, clock.monotonic() + decision.waitMs);
}

function report(parts: SessionParts, error: VendorError, attempt: number, waitMs: number | undefined): void {
  const { method, path, status } = error.details;
  const known = {
    method,
    path,
    attempt,
    ...(status === undefined ? {} : { status }),
    errorClass: error.code,
    ...(waitMs === undefined ? {} : { waitMs }),
  };
  if (waitMs !== undefined) parts.log('info', 'A request failed and is sent again.', known);
  parts.onAttempt(known);
}
