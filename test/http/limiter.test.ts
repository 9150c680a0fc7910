import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RateBudget, VendorRequest } from '../../src/connector-kit/index.ts';
import { QuotaUsedUp } from '../../src/http/limits/admission.ts';
import { TransportFault } from '../../src/http/failures/transport-fault.ts';
import { fullestWindow, get, openTestLimiter, sendOver, source, wait, type Arrival } from './arrivals.ts';

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a budget', () => {
  const spec = fc.record({
    amount: fc.integer({ min: 1, max: 12 }),
    perMs: fc.integer({ min: 200, max: 3000 }),
    searches: fc.boolean(),
    costly: fc.boolean(),
    maxConcurrent: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  });
  // The slowest round trip takes at most twice the fastest: what the limiter assumes of a network.
  const job = fc.record({
    afterMs: fc.integer({ min: 0, max: 300 }),
    path: fc.constantFrom('/deals', '/search', '/deals/1'),
    outMs: fc.integer({ min: 50, max: 100 }),
    backMs: fc.integer({ min: 50, max: 100 }),
    fate: fc.constantFrom('answered', 'answered', 'answered', 'sent again', 'dropped', 'never left'),
    // Somebody sets the machine's clock.
    setMs: fc.option(fc.integer({ min: -3_600_000, max: 3_600_000 }), { freq: 10, nil: 0 }),
  });

  test('is never exceeded in any window, whatever arrives when, fails, is sent again, or becomes of the clock', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(spec, { minLength: 1, maxLength: 3 }),
        fc.array(job, { minLength: 1, maxLength: 40 }),
        async (specs, jobs) => {
          const budgets = specs.map(
            ({ amount, perMs, searches, costly, maxConcurrent }, index): RateBudget => ({
              name: `budget ${index}`,
              amount,
              perMs,
              source,
              ...(searches ? { appliesTo: ({ path }) => path === '/search' } : {}),
              ...(costly ? { cost: ({ path }) => Math.min(amount, path === '/deals/1' ? 1 : 3) } : {}),
              ...(maxConcurrent === undefined ? {} : { maxConcurrent }),
            }),
          );
          const limiter = openTestLimiter(budgets);
          const arrivals: Arrival[] = [];
          const run = async ({ path, outMs, backMs, fate }: (typeof jobs)[number]): Promise<void> => {
            const request = get(path);
            const send = async () => {
              if (fate === 'never left')
                throw new TransportFault('unreachable', { name: 'E', code: 'E', message: '' });
              await sendOver(arrivals, request, outMs, backMs);
              if (fate === 'dropped')
                throw new TransportFault('interrupted', { name: 'E', code: 'E', message: '' });
              return { status: 200, headers: {}, text: '' };
            };
            await limiter.schedule(request, send).catch(() => undefined);
            if (fate === 'sent again') await limiter.schedule(request, send);
          };
          const done: Promise<void>[] = [];
          for (const one of jobs) {
            // Not in the very moment in which a queue of Bottleneck is made: its first request goes by the machine's clock.
            await vi.advanceTimersByTimeAsync(Math.max(one.afterMs, one.setMs === 0 ? 0 : 1));
            vi.setSystemTime(Date.now() + one.setMs);
            done.push(run(one));
          }
          const all = Promise.all(done);
          await vi.advanceTimersByTimeAsync(40 * 2 * 3 * 4000);
          await all;

          const seen = jobs.filter(({ fate }) => fate !== 'never left').length;
          expect(arrivals.length).toBe(seen + jobs.filter(({ fate }) => fate === 'sent again').length);
          for (const budget of budgets)
            expect(fullestWindow(budget, arrivals)).toBeLessThanOrEqual(budget.amount);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([
    ['19 requests a second', 190, 10_000],
    ['20 requests in two seconds', 20, 2000],
    ['180 requests a minute', 180, 60_000],
  ])(
    'of %s is used to at least nine tenths when there is always more to send',
    async (_name, amount, perMs) => {
      const budget: RateBudget = { name: 'all', amount, perMs, source };
      const limiter = openTestLimiter([budget]);
      const arrivals: Arrival[] = [];
      const windows = 12;
      const request = get('/deals');
      const worker = async (): Promise<void> => {
        for (;;) {
          await limiter.schedule(request, async () => {
            await sendOver(arrivals, request, 75, 75);
            return { status: 200, headers: {}, text: '' };
          });
        }
      };
      for (let count = 0; count < 8; count += 1) void worker();
      await vi.advanceTimersByTimeAsync(windows * perMs);

      expect(fullestWindow(budget, arrivals)).toBeLessThanOrEqual(amount);
      expect(arrivals.length).toBeGreaterThanOrEqual(0.9 * amount * windows);
    },
  );
});

describe('requests that do not fit', () => {
  const arrivals: Arrival[] = [];
  beforeEach(() => {
    arrivals.length = 0;
  });
  const sendTo =
    (request: VendorRequest, headers: Record<string, string> = {}) =>
    async (): Promise<{ status: number; headers: Record<string, string>; text: string }> => {
      await sendOver(arrivals, request, 10, 10);
      return { status: 200, headers, text: '' };
    };
  const seconds = (): number[] => arrivals.map(({ atMs }) => Math.floor((atMs - startMs) / 1000));
  let startMs = 0;
  beforeEach(() => {
    startMs = performance.now();
  });

  test('keep their order, and a slow budget holds up only what draws on it', async () => {
    const limiter = openTestLimiter([
      { name: 'all', amount: 100, perMs: 1000, source },
      { name: 'search', amount: 1, perMs: 1000, source, appliesTo: ({ path }) => path.startsWith('/search') },
    ]);
    const paths = ['/search/1', '/search/2', '/search/3', '/deals/1', '/deals/2'];
    for (const path of paths) void limiter.schedule(get(path), sendTo(get(path)));
    await vi.advanceTimersByTimeAsync(5000);

    expect(arrivals.map(({ request }) => request.path)).toEqual([
      '/search/1',
      '/deals/1',
      '/deals/2',
      '/search/2',
      '/search/3',
    ]);
    expect(seconds()).toEqual([0, 0, 0, 1, 2]);
  });

  test('that cost much are not overtaken for ever by those that cost little', async () => {
    const limiter = openTestLimiter([
      { name: 'tokens', amount: 10, perMs: 1000, source, cost: ({ path }) => (path === '/big' ? 10 : 1) },
    ]);
    const paths = ['/1', '/2', '/3', '/big', '/4', '/5'];
    for (const path of paths) {
      void limiter.schedule(get(path), sendTo(get(path)));
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(5000);

    expect(arrivals.map(({ request }) => request.path)).toEqual(paths);
  });

  test('that cost more than the whole budget have a window to themselves', async () => {
    const limiter = openTestLimiter([{ name: 'tokens', amount: 10, perMs: 1000, source, cost: () => 25 }]);
    for (const path of ['/1', '/2', '/3']) void limiter.schedule(get(path), sendTo(get(path)));
    await vi.advanceTimersByTimeAsync(5000);

    expect(seconds()).toEqual([0, 1, 2]);
  });

  test('and then never leave are not counted', async () => {
    const limiter = openTestLimiter([{ name: 'all', amount: 1, perMs: 1000, source }]);
    const refused = limiter.schedule(get('/a'), () =>
      Promise.reject(new TransportFault('unreachable', { name: 'E', code: 'ECONNREFUSED', message: '' })),
    );
    await Promise.all([expect(refused).rejects.toThrow(TransportFault), vi.advanceTimersByTimeAsync(10)]);

    expect(limiter.usage()).toMatchObject([{ spent: 0, share: 0 }]);
  });

  test('wait for a free place where a budget limits requests at once, also across other budgets', async () => {
    const limiter = openTestLimiter(
      [
        { name: 'all', amount: 1000, perMs: 1000, maxConcurrent: 2, source },
        { name: 'search', amount: 1000, perMs: 1000, source, appliesTo: ({ path }) => path === '/search' },
      ],
      false,
    );
    let running = 0;
    let most = 0;
    for (const path of ['/a', '/search', '/b', '/search', '/c', '/search']) {
      void limiter.schedule(get(path), async () => {
        running += 1;
        most = Math.max(most, running);
        await wait(50);
        running -= 1;
        return { status: 200, headers: {}, text: '' };
      });
    }
    await vi.advanceTimersByTimeAsync(1000);

    expect({ running, most }).toEqual({ running: 0, most: 2 });
  });

  test('are all held while the vendor asks for a pause', async () => {
    const limiter = openTestLimiter([{ name: 'all', amount: 100, perMs: 1000, source }]);
    limiter.pause(get('/deals'), performance.now() + 7000);
    for (const path of ['/a', '/b']) void limiter.schedule(get(path), sendTo(get(path)));
    await vi.advanceTimersByTimeAsync(6999);
    const early = arrivals.length;
    await vi.advanceTimersByTimeAsync(100);

    expect([early, arrivals.length]).toEqual([0, 2]);
  });

  test('are refused with the wait where a quota frees nothing for longer than anyone waits', async () => {
    const limiter = openTestLimiter([{ name: 'daily', amount: 2, perMs: 86_400_000, source }]);
    const refusals: unknown[] = [];
    for (const path of ['/a', '/b', '/c'])
      limiter.schedule(get(path), sendTo(get(path))).catch((error: unknown) => refusals.push(error));
    await vi.advanceTimersByTimeAsync(1000);

    expect(arrivals).toHaveLength(2);
    expect(refusals).toEqual([expect.any(QuotaUsedUp)]);
    expect(refusals).toEqual([expect.objectContaining({ budget: 'daily', waitMs: expect.any(Number) })]);
  });

  test('are sent at once where limits are off', async () => {
    const limiter = openTestLimiter([{ name: 'all', amount: 1, perMs: 60_000, source }], false);
    for (const path of ['/a', '/b', '/c']) void limiter.schedule(get(path), sendTo(get(path)));
    await vi.advanceTimersByTimeAsync(100);

    expect(arrivals).toHaveLength(3);
  });
});

/** How many requests are sent within `ms` once the vendor answered the first with these headers. */
async function sentWithin(ms: number, budget: RateBudget, headers: Record<string, string>): Promise<number> {
  const limiter = openTestLimiter([budget]);
  const answer = { status: 200, headers, text: '' };
  await vi.advanceTimersByTimeAsync(1);
  const first = limiter.schedule(get('/first'), () => Promise.resolve(answer));
  await vi.advanceTimersByTimeAsync(5);
  await first;
  let sent = 0;
  for (let count = 0; count < 50; count += 1) {
    limiter
      .schedule(get('/deals'), async () => {
        sent += 1;
        await wait(5);
        return { status: 200, headers: {}, text: '' };
      })
      .catch(() => undefined);
  }
  await vi.advanceTimersByTimeAsync(ms);
  return sent;
}

describe('what the vendor says of a budget', () => {
  const reading: RateBudget = {
    name: 'all',
    amount: 2,
    perMs: 1000,
    source,
    readRemaining: (headers) => {
      const { limit, remaining } = headers;
      return {
        ...(limit === undefined ? {} : { limit: Number(limit) }),
        ...(remaining === undefined ? {} : { remaining: Number(remaining) }),
      };
    },
  };
  test('raises its limit', async () => {
    expect(await sentWithin(500, reading, {})).toBe(1);
    expect(await sentWithin(500, reading, { limit: '10' })).toBe(9);
  });

  test('leaves room for what others draw', async () => {
    expect(await sentWithin(500, { ...reading, amount: 20 }, { limit: '20', remaining: '19' })).toBe(19);
    expect(await sentWithin(500, { ...reading, amount: 20 }, { limit: '20', remaining: '4' })).toBe(4);
  });

  test('never makes room for more than it allows', async () => {
    expect(await sentWithin(500, { ...reading, amount: 20 }, { limit: '20', remaining: '20' })).toBe(19);
  });

  test('counts more than our own sums where the budget is a daily one', async () => {
    const daily = { ...reading, amount: 10, perMs: 86_400_000 };

    expect(await sentWithin(500, daily, { limit: '10', remaining: '3' })).toBe(3);
    expect(await sentWithin(500, { ...daily, amount: 1 }, { limit: '40', remaining: '40' })).toBe(40);
  });

  test('shrinks a short budget for a while after a refusal nobody could foresee', async () => {
    const limiter = openTestLimiter([{ ...reading, amount: 10 }]);
    limiter.pause(get('/deals'), performance.now() + 1000);
    limiter.pause(get('/deals'), performance.now() + 1000);
    let sent = 0;
    for (let count = 0; count < 30; count += 1) {
      void limiter.schedule(get('/deals'), async () => {
        sent += 1;
        return { status: 200, headers: {}, text: '' };
      });
    }
    await vi.advanceTimersByTimeAsync(1500);

    expect(sent).toBe(8);
  });
});
