import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RateBudget } from '../../src/connector-kit/index.ts';
import { AccountLimiter } from '../../src/http/limits/account-limiter.ts';
import { systemClock } from '../../src/http/index.ts';
import { accountKey, shareLimiter } from '../../src/http/limits/shared-limiters.ts';
import { fullestWindow, get, sendOver, sessionOf, source, type Arrival } from './arrivals.ts';

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('sessions of one account', () => {
  const budget: RateBudget = { name: 'all', amount: 10, perMs: 1000, source };

  test('keep its budgets together, in the order in which they ask', async () => {
    const account = new AccountLimiter({ budgets: [budget], enforce: true, clock: systemClock });
    const [one, other] = [sessionOf(account), sessionOf(account)];
    const arrivals: Arrival[] = [];
    for (let count = 0; count < 15; count += 1) {
      for (const [limiter, path] of [
        [one, '/one'],
        [other, '/other'],
      ] as const)
        void limiter.schedule(get(path), async () => {
          await sendOver(arrivals, get(path), 5, 5);
          return { status: 200, headers: {}, text: '' };
        });
    }
    await vi.advanceTimersByTimeAsync(1500);
    const ofOne = arrivals.filter(({ request }) => request.path === '/one').length;

    expect([arrivals.length, ofOne]).toEqual([20, 10]);
    expect(fullestWindow(budget, arrivals)).toBe(10);
    expect([one.usage(), other.usage()]).toMatchObject([[{ spent: 10 }], [{ spent: 10 }]]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(arrivals.length).toBe(30);
  });

  test('wait together where the vendor asks one for a pause; one that ends holds up nobody', async () => {
    const account = new AccountLimiter({ budgets: [budget], enforce: true, clock: systemClock });
    const ending = new AbortController();
    const [one, other] = [sessionOf(account, ending), sessionOf(account)];
    let sent = 0;
    const send = async () => {
      sent += 1;
      return { status: 200, headers: {}, text: '' };
    };
    one.pause(get('/deals'), performance.now() + 5000);
    const refused = one.schedule(get('/deals'), send).catch((error: unknown) => error);
    void other.schedule(get('/deals'), send);
    await vi.advanceTimersByTimeAsync(4000);
    ending.abort(new Error('closed'));
    const early = sent;
    await vi.advanceTimersByTimeAsync(1500);

    expect(await refused).toMatchObject({ message: 'closed' });
    expect([early, sent]).toEqual([0, 1]);
  });
});

describe('what sessions share', () => {
  const budgets: readonly RateBudget[] = [{ name: 'all', amount: 10, perMs: 1000, source }];
  const features = {
    connector: 'acme',
    baseUrl: undefined,
    credentials: { token: 'secret', user: 'u' },
    budgets,
  };
  const open = (clock = systemClock, more: Partial<typeof features> = {}) =>
    shareLimiter(accountKey({ ...features, ...more }), { budgets, enforce: true, clock });

  test('is one limiter for equal credentials, whatever their order, and another for any other', () => {
    const first = open();

    expect(open(systemClock, { credentials: { user: 'u', token: 'secret' } }).account).toBe(first.account);
    expect(open(systemClock, { credentials: { user: 'u', token: 'other' } }).account).not.toBe(first.account);
    expect(open({ ...systemClock }).account).not.toBe(first.account);
    expect(accountKey(features)).toMatch(/^[0-9a-f]{64}$/);
  });

  test('outlives the last of them by two minutes, since the vendor still counts what it sent', async () => {
    const clock = { ...systemClock };
    const first = open(clock);
    first.leave();
    await vi.advanceTimersByTimeAsync(100_000);
    const second = open(clock);
    second.leave();
    await vi.advanceTimersByTimeAsync(120_001);

    expect(second.account).toBe(first.account);
    expect(open(clock).account).not.toBe(first.account);
  });
});
