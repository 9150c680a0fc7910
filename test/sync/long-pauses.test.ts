import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sandboxes } from '../../connectors/sandboxes.ts';
import { bundledConnector } from '../../src/bundled.ts';
import { openConnection } from '../../src/client/open-connection.ts';
import type { Clock } from '../../src/http/clock.ts';
import type { RunningSandbox } from '../../src/sandbox-kit/sandbox.ts';
import { runSync } from '../../src/sync/run-sync.ts';
import type { SyncEvent } from '../../src/sync/sync-types.ts';
import { jumpingClock } from '../support/open-test-session.ts';
import { memoryStore } from './sync-of.ts';

const hubspot = sandboxes.find(({ connector }) => connector === 'hubspot') ?? sandboxes[0];

describe('a pause that the vendor asks for', () => {
  let vendor: RunningSandbox;
  beforeEach(async () => {
    if (hubspot === undefined) throw new Error('There is no emulated vendor.');
    vendor = await hubspot.start({ deals: 230, limits: 'off' });
  });
  afterEach(() => vendor.close());

  function connect(clock: Clock, maxWaitMs?: number) {
    const options = {
      connector: bundledConnector('hubspot'),
      baseUrl: vendor.baseUrl,
      credentials: vendor.credentials,
      limits: 'off',
      retry: { maxWaitMs },
      clock,
      random: () => 0,
    } as const;
    return openConnection(options);
  }

  it('is told, and the lease is renewed through it: nobody else gets the connection', async () => {
    const passed = Promise.withResolvers<void>();
    let nowMs = Date.parse('2026-11-22T12:00:00Z');
    const clock: Clock = {
      now: () => nowMs,
      monotonic: () => nowMs,
      sleep: async (ms) => {
        await passed.promise;
        nowMs += ms;
      },
    };
    const store = await memoryStore();
    const renewed = Promise.withResolvers<void>();
    let renewals = 0;
    const watched: typeof store = {
      ...store,
      async renew(ticket) {
        await store.renew(ticket);
        renewals += 1;
        if (renewals === 3) renewed.resolve();
      },
    };
    const events: SyncEvent[] = [];
    vendor.control.fault('retry-after=600#2@/deals');
    const connection = await connect(clock, 900_000);

    const running = runSync({
      connection,
      destination: watched,
      leaseMs: 30,
      onEvent: (event) => events.push(event),
    });
    await renewed.promise;
    await expect(runSync({ connection, destination: store })).rejects.toMatchObject({ code: 'in-use' });
    passed.resolve();

    expect(await running).toMatchObject({ status: 'completed', counts: { added: 230 } });
    expect(events).toContainEqual({ type: 'wait', waitMs: 600_000, reason: 'rate-limited' });
    await connection.close();
  });

  it('longer than a run waits suspends it, and says when it may go on', async () => {
    const clock = jumpingClock(Date.now());
    const store = await memoryStore();
    vendor.control.fault('retry-after=600#2@/deals');
    const connection = await connect(clock);

    const result = await runSync({ connection, destination: store, now: () => 0 });
    const rest = await runSync({ connection, destination: store, now: () => 0 });

    expect(result).toMatchObject({ status: 'suspended', resumeAt: '1970-01-01T00:10:00.000Z' });
    expect(rest).toMatchObject({ status: 'completed', passes: [{ resumed: true }] });
    expect(await store.countRows('hubspot')).toBe(230);
    await connection.close();
  });
});

describe.each([
  ['hubspot', 'daily-limit#2@/deals'],
  ['pipedrive', 'daily-limit#1@/deals'],
])('the daily budget of %s that is used up', (name, fault) => {
  it('suspends the run, and the next one goes on', async () => {
    const definition = sandboxes.find(({ connector }) => connector === name);
    const vendor = await definition?.start({ deals: 230, limits: 'off' });
    if (vendor === undefined) throw new Error(`There is no emulated ${name}.`);
    vendor.control.fault(fault);
    const connection = await openConnection({
      connector: bundledConnector(name),
      baseUrl: vendor.baseUrl,
      credentials: vendor.credentials,
      limits: 'off',
    });
    const store = await memoryStore();

    const suspended = await runSync({ connection, destination: store });
    const [run] = await store.runs();
    const rest = await runSync({ connection, destination: store });

    expect(suspended.status).toBe('suspended');
    expect(suspended.resumeAt).toEqual(expect.any(String));
    expect(run).toMatchObject({ status: 'suspended', resumeAt: suspended.resumeAt });
    expect(rest.status).toBe('completed');
    await connection.close();
    await vendor.close();
  });
});
