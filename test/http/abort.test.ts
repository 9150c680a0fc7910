import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { SessionClosedError, systemClock, type Clock } from '../../src/http/index.ts';
import { acmeOrigin, acmeSession, rejection } from './acme.ts';
import { rawAnswer, rawServer } from './raw-server.ts';
import { jumpingClock } from '../support/open-test-session.ts';
import { interceptRequests, nock } from '../support/intercept-requests.ts';

const read = { method: 'GET', path: '/deals' } as const;
const reason = new Error('enough');
const source = 'https://acme.example/limits';

interceptRequests();

describe('the signal ends', () => {
  test('a session before its first request', async () => {
    const crm = acmeSession({ signal: AbortSignal.abort(reason) });

    expect(await rejection(crm.request(read, z.unknown()))).toBe(reason);
  });

  test('a request in flight, and the connection with it', async () => {
    const control = new AbortController();
    const closed = Promise.withResolvers<void>();
    const server = await rawServer((socket) => {
      socket.on('close', () => closed.resolve());
      control.abort(reason);
    });
    const crm = acmeSession({ baseUrl: server.baseUrl, signal: control.signal });

    expect(await rejection(crm.request(read, z.unknown()))).toBe(reason);
    await closed.promise;
    await server.close();
    expect(server.received).toHaveLength(1);
  });

  test('a wait for the next try', async () => {
    nock(acmeOrigin).persist().get('/v1/deals').reply(429, {}, { 'retry-after': '50' });
    const control = new AbortController();
    const crm = acmeSession({
      clock: systemClock,
      signal: control.signal,
      onAttempt: ({ waitMs }) => {
        if (waitMs !== undefined) setImmediate(() => control.abort(reason));
      },
    });

    expect(await rejection(crm.request(read, z.unknown()))).toBe(reason);
  });

  test('requests that wait for their budget, whether queued or at its gate', async () => {
    nock(acmeOrigin).persist().get('/v1/deals').reply(200, {});
    const control = new AbortController();
    const crm = acmeSession({
      clock: systemClock,
      signal: control.signal,
      budgets: [{ name: 'all', amount: 1, perMs: 50_000, maxConcurrent: 1, source }],
    });
    await crm.request(read, z.unknown());
    const waiting = [1, 2, 3].map(() => rejection(crm.request(read, z.unknown())));
    setTimeout(() => control.abort(reason), 20);

    expect(await Promise.all(waiting)).toEqual([reason, reason, reason]);
    expect(crm.usage().requests).toBe(1);
  });
});

test('a signal of one request ends its wait for a budget, so that it is never sent, and no other one', async () => {
  nock(acmeOrigin).persist().get('/v1/deals').reply(200, {});
  const control = new AbortController();
  const onSleep = vi.fn<() => void>();
  const jumping = jumpingClock();
  const clock: Clock = {
    now: jumping.now,
    monotonic: jumping.monotonic,
    async sleep(ms, signal) {
      await new Promise(setImmediate);
      onSleep();
      await jumping.sleep(ms, signal);
    },
  };
  const crm = acmeSession({ clock, budgets: [{ name: 'all', amount: 1, perMs: 50_000, source }] });
  await crm.send(read, z.unknown(), control.signal);
  onSleep.mockImplementation(() => control.abort(reason));
  const write = { method: 'POST', path: '/deals', body: {} } as const;
  const waiting = [rejection(crm.send(write, z.unknown(), control.signal)), crm.request(read, z.unknown())];

  expect(await Promise.all(waiting)).toEqual([reason, {}]);
  expect(crm.usage().requests).toBe(2);
});

describe('closing a session', () => {
  test('lets go of connections that were kept for more requests', async () => {
    const closed = Promise.withResolvers<void>();
    const server = await rawServer((socket) => {
      socket.on('close', () => closed.resolve());
      socket.write(rawAnswer(200, '{}'));
    });
    const crm = acmeSession({ baseUrl: server.baseUrl });
    await crm.request(read, z.unknown());
    await crm.close();

    await expect(closed.promise).resolves.toBeUndefined();
    await server.close();
  });

  test('ends what runs and refuses what comes', async () => {
    const arrived = Promise.withResolvers<void>();
    const server = await rawServer(() => arrived.resolve());
    const crm = acmeSession({ baseUrl: server.baseUrl });
    const running = rejection(crm.request(read, z.unknown()));
    await arrived.promise;
    await crm.close();

    expect(await running).toBeInstanceOf(SessionClosedError);
    expect(await rejection(crm.request(read, z.unknown()))).toMatchObject({ code: 'session-closed' });
    expect(crm.signal.aborted).toBe(true);
    await crm.close();
    await server.close();
  });
});
