import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  dispositions,
  VendorError,
  type ErrorClass,
  type FailureReading,
  type VendorErrorDetails,
  type VendorRequest,
} from '../../src/connector-kit/index.ts';
import type { AttemptEvent, SessionOptions } from '../../src/http/index.ts';
import { retryAfterMs } from '../../src/http/failures/retry-after.ts';
import { decideRetry } from '../../src/http/failures/retry-policy.ts';
import { jumpingClock } from '../support/open-test-session.ts';
import { acmeOrigin, acmeSession, rejection, type AcmeOptions } from './acme.ts';
import { interceptRequests, nock } from '../support/intercept-requests.ts';

const read: VendorRequest = { method: 'GET', path: '/deals' };
const search: VendorRequest = { method: 'POST', path: '/deals', body: {}, readOnly: true };
const write: VendorRequest = { method: 'POST', path: '/deals', body: {} };

interceptRequests();

/** Lets the vendor answer with these statuses in turn, then with 200. */
function vendorAnswers(
  ...answers: readonly (readonly [status: number, headers?: Record<string, string>])[]
): void {
  for (const [status, headers = {}] of answers) {
    for (const method of ['GET', 'POST'] as const)
      nock(acmeOrigin).intercept('/v1/deals', method).reply(status, {}, headers);
  }
  for (const method of ['GET', 'POST'] as const)
    nock(acmeOrigin).persist().intercept('/v1/deals', method).reply(200, { done: true });
}

interface Course {
  readonly outcome: unknown;
  /** The waits between tries, in milliseconds. */
  readonly slept: readonly number[];
  readonly events: readonly AttemptEvent[];
}

async function course(
  request: VendorRequest,
  options: Partial<SessionOptions> & AcmeOptions = {},
): Promise<Course> {
  const clock = jumpingClock();
  const events: AttemptEvent[] = [];
  const session = acmeSession({ clock, onAttempt: (event) => events.push(event), ...options });
  const outcome = await session.request(request, z.unknown()).catch((error: unknown) => error);
  return { outcome, slept: clock.slept, events };
}

const lockedThenQuota = ({ status }: { readonly status: number }): FailureReading => ({
  errorClass: status === 400 ? 'locked' : 'quota-exhausted',
});

describe('after a refusal', () => {
  const done = { done: true };
  test.each([
    [429, read, done],
    [429, search, done],
    [429, write, done],
    [423, write, done],
    [500, read, done],
    [503, search, done],
    [500, { ...write, idempotent: true }, done],
    [
      500,
      write,
      expect.objectContaining({
        code: 'vendor-unavailable',
        details: expect.objectContaining({ ambiguous: true }),
      }),
    ],
    [400, read, expect.objectContaining({ code: 'invalid-request' })],
    [401, read, expect.objectContaining({ code: 'auth' })],
    [403, read, expect.objectContaining({ code: 'permission' })],
    [404, read, expect.objectContaining({ code: 'not-found' })],
    [409, write, expect.objectContaining({ code: 'conflict' })],
    [422, write, expect.objectContaining({ code: 'invalid-request' })],
  ])('%i of %o is %o', async (status, request, outcome) => {
    vendorAnswers([status]);

    expect((await course(request)).outcome).toEqual(outcome);
  });

  test('that surely changed nothing, a write is not left in doubt', async () => {
    vendorAnswers([409]);

    expect((await course(write)).outcome).not.toHaveProperty('details.ambiguous');
  });

  test.each([429, 423, 409])(
    'with %i, a try before it whose answer was lost stays in doubt',
    async (status) => {
      vendorAnswers([503], ...Array.from({ length: 5 }, () => [status] as const));

      expect((await course({ ...write, idempotent: true })).outcome).toMatchObject({
        details: { status, ambiguous: true },
      });
    },
  );

  test('of a read leaves nothing in doubt', async () => {
    vendorAnswers([503], [404]);

    expect((await course(read)).outcome).not.toHaveProperty('details.ambiguous');
  });

  test('by a class that only the connector knows, its class decides', async () => {
    vendorAnswers([400], [503]);
    const { outcome, events } = await course(write, { readFailure: lockedThenQuota });

    expect(outcome).toMatchObject({ code: 'quota-exhausted' });
    expect(events.map(({ errorClass }) => errorClass)).toEqual(['locked', 'quota-exhausted']);
  });
});

function failed(code: ErrorClass, details: Partial<VendorErrorDetails> = {}): VendorError {
  return new VendorError(code, 'x', { connector: 'acme', method: 'GET', path: '/', ...details });
}

/** The first three waits after failures of a class. */
function waits(code: ErrorClass, random: number): unknown[] {
  return [1, 2, 3].map((attempt) =>
    decideRetry(failed(code), attempt, { maxWaitMs: 60_000, random: () => random }),
  );
}

describe('the wait', () => {
  test.each([
    ['7', 7000],
    ['0', 0],
    ['1.5', 1500],
    ['Sun, 22 Nov 2026 12:00:09 GMT', 9000],
    ['Sun, 22 Nov 2026 11:59:00 GMT', 0],
  ])('is what Retry-After: %s asks for, and a little spread', async (header, waitMs) => {
    vendorAnswers([429, { 'retry-after': header }]);

    const { outcome, slept, events } = await course(read, { random: () => 0.5 });

    expect(outcome).toEqual({ done: true });
    expect(slept[0]).toBe(waitMs + 125);
    expect(events).toEqual([
      {
        method: 'GET',
        path: '/deals',
        attempt: 1,
        status: 429,
        errorClass: 'rate-limited',
        waitMs: waitMs + 125,
      },
      { method: 'GET', path: '/deals', attempt: 2, status: 200 },
    ]);
  });

  test('for a date is counted on the clock of the vendor where it shows one', () => {
    const headers = { 'retry-after': 'Sun, 22 Nov 2026 12:00:09 GMT', date: 'Sun, 22 Nov 2026 12:00:05 GMT' };

    expect(retryAfterMs(headers, Date.parse('2026-11-22T18:00:00Z'))).toBe(4000);
  });

  test.each(['soon', '-5', '1e9', '2026-11-22T12:00:09Z', '', 'Sun, 99 Nov 2026 12:00:09 GMT'])(
    'takes no notice of Retry-After: %j',
    (header) => {
      expect(retryAfterMs({ 'retry-after': header }, 0)).toBeUndefined();
    },
  );

  test('is what the connector reads where the header is absent', async () => {
    vendorAnswers([429]);

    expect(
      (await course(read, { readFailure: () => ({ retryAfterMs: 3000 }), random: () => 0 })).slept,
    ).toEqual([3000]);
  });

  test('that is longer than a request is held suspends the run and says until when', async () => {
    vendorAnswers([429, { 'retry-after': '3600' }]);
    expect(await course(read)).toMatchObject({
      outcome: {
        code: 'quota-exhausted',
        disposition: { action: 'suspend-run' },
        details: { retryAfterMs: 3_600_000 },
        hint: 'Try again in 60 min.',
      },
      slept: [],
    });
    nock.cleanAll();

    vendorAnswers([503, { 'retry-after': '7200' }]);
    expect((await course(read)).outcome).toMatchObject({
      code: 'suspended',
      details: { retryAfterMs: 7_200_000 },
    });
  });

  test('grows without a word from the vendor, up to a cap', async () => {
    vendorAnswers([500], [500], [500], [500], [500]);
    const { slept } = await course(read, { random: () => 0.999, retry: { maxWaitMs: 5000 } });

    expect(slept).toEqual([999, 1998, 3996, 5000, 5000]);
  });

  const classes = fc.constantFrom(...(Object.keys(dispositions) as ErrorClass[]));

  test('is never shorter than asked for, never longer than the cap, and there is none for what waiting does not cure', () => {
    fc.assert(
      fc.property(
        classes,
        fc.option(fc.integer({ min: 0, max: 200_000 }), { nil: undefined }),
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 0, max: 100_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (code, statedMs, attempt, maxWaitMs, random) => {
          const error = failed(code, statedMs === undefined ? {} : { retryAfterMs: statedMs });
          const decision = decideRetry(error, attempt, { maxWaitMs, random: () => random });

          const mayRetry = dispositions[code].action === 'retry' && (statedMs ?? 0) <= maxWaitMs;
          expect(decision.retry).toBe(mayRetry);
          if (!decision.retry) return;
          expect(decision.waitMs).toBeGreaterThanOrEqual(statedMs ?? 0);
          expect(decision.waitMs).toBeLessThanOrEqual(maxWaitMs);
        },
      ),
    );
  });

  test('after a limit is at least half of what it may be, after a failure anything up to it', () => {
    expect(waits('rate-limited', 0)).toEqual([1000, 2000, 4000].map((waitMs) => ({ retry: true, waitMs })));
    expect(waits('network', 0)).toEqual([0, 0, 0].map((waitMs) => ({ retry: true, waitMs })));
    expect(waits('rate-limited', 1)).toEqual([2000, 4000, 8000].map((waitMs) => ({ retry: true, waitMs })));
    expect(waits('network', 1)).toEqual([1000, 2000, 4000].map((waitMs) => ({ retry: true, waitMs })));
  });
});

describe('tries end', () => {
  test('when their number is reached', async () => {
    vendorAnswers([500], [500], [500]);

    const { outcome, events } = await course(read, { retry: { attempts: 3 } });

    expect(outcome).toMatchObject({ code: 'vendor-unavailable', details: { attempts: 3 } });
    expect(events.map(({ waitMs }) => typeof waitMs)).toEqual(['number', 'number', 'undefined']);
  });

  test('when the retries of the whole session are used up; successes bring them back', async () => {
    nock(acmeOrigin).persist().get('/v1/bad').reply(500, {});
    vendorAnswers();
    const session = acmeSession({ retry: { attempts: 2, budget: 2 } });
    const bad = (): Promise<unknown> =>
      rejection(session.request({ method: 'GET', path: '/bad' }, z.unknown()));
    const attempts = async (): Promise<number> => {
      const before = session.usage().requests;
      await bad();
      return session.usage().requests - before;
    };

    expect([await attempts(), await attempts(), await attempts()]).toEqual([2, 2, 1]);
    for (let count = 0; count < 11; count += 1) await session.request(read, z.unknown());
    expect([await attempts(), await attempts()]).toEqual([2, 1]);
    expect(session.usage().retries).toBe(3);
  });
});

test('a limit pauses all requests of the session, not only the one it met', async () => {
  const clock = jumpingClock();
  const startMs = clock.now();
  const sentMs: Record<string, number> = {};
  nock(acmeOrigin).get('/v1/deals').reply(429, {}, { 'retry-after': '30' });
  nock(acmeOrigin)
    .persist()
    .get(/.*/)
    .reply(200, (request: Request) => {
      sentMs[new URL(request.url).pathname] = clock.now() - startMs;
      return {};
    });
  // The other request comes while the first one waits; time stands still until it was sent or waits too.
  const otherIsSettled = Promise.withResolvers<void>();
  let other: Promise<unknown> | undefined;
  const session = acmeSession({
    clock: {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      async sleep(ms, signal) {
        if (other === undefined) {
          other = session.request({ method: 'GET', path: '/other' }, z.unknown());
          void other.finally(() => otherIsSettled.resolve());
        } else otherIsSettled.resolve();
        await otherIsSettled.promise;
        await clock.sleep(ms, signal);
      },
    },
  });
  await session.request(read, z.unknown());
  await other;

  expect(sentMs['/v1/deals']).toBeGreaterThanOrEqual(30_000);
  expect(sentMs['/v1/other']).toBeGreaterThanOrEqual(30_000);
});

test('a quota that is used up ends in an error that says until when, without asking the vendor', async () => {
  vendorAnswers();
  const source = 'https://acme.example/limits';
  const session = acmeSession({ budgets: [{ name: 'daily', amount: 1, perMs: 86_400_000, source }] });
  await session.request(read, z.unknown());

  const error = await rejection(session.request(read, z.unknown()));

  expect(error).toMatchObject({ code: 'quota-exhausted', message: expect.stringContaining('"daily"') });
  expect(error).toHaveProperty('details.retryAfterMs', expect.closeTo(86_400_000, -5));
  expect(session.usage()).toMatchObject({
    requests: 1,
    budgets: [{ name: 'daily', limit: 1, perMs: 86_400_000, share: 1, peakShare: 1, spent: 1 }],
  });
});
