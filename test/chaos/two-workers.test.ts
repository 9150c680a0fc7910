import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { commitSteps } from '../../src/store/destination.ts';
import { openStore } from '../../src/store/open-destination.ts';
import { runSync } from '../../src/sync/run-sync.ts';
import { connectionOver } from '../support/fake-connection.ts';
import { sendTo, serveFakeVendor } from '../support/fake-vendor-server.ts';
import { fakeVendor } from '../support/fake-vendor.ts';
import { postgresPlace, sqlitePlace, type ChaosPlace } from './places.ts';
import { differenceOf, storeState } from './store-state.ts';

const early = '2026-06-01T00:00:00.000Z';
/** Past the lease of a run that began `early`. */
const later = '2026-06-01T00:01:00.001Z';
const script = fileURLToPath(new URL('./freezing-child.ts', import.meta.url));
const serverUrl = inject('postgresUrl');
const kinds: readonly (readonly [string, () => Promise<ChaosPlace>])[] = [
  ['SQLite', async () => sqlitePlace()],
  ...(serverUrl === undefined ? [] : [['PostgreSQL', () => postgresPlace(serverUrl)] as const]),
];

interface Worker {
  readonly child: ChildProcess;
  /** Its next line; undefined once it has ended. */
  said(): Promise<string | undefined>;
  /** Stops it where it holds still, as a laptop that is closed does. */
  freeze(): void;
  thaw(): void;
  /** Resolves when it has ended, and with it everything it had open. */
  ended(): Promise<unknown>;
}

function worker(...args: readonly string[]): Worker {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const closed = once(child, 'close');
  return {
    child,
    said: async () => (await lines.next()).value,
    freeze() {
      // It cannot do so by itself: what wakes it could come before it sleeps, and would be lost.
      child.kill('SIGSTOP');
      child.stdin.write('\n');
    },
    thaw: () => void child.kill('SIGCONT'),
    ended: () => closed,
  };
}

describe.each(kinds)('two workers of one connection in %s', (_, makePlace) => {
  let place: ChaosPlace;
  let untouched: ChaosPlace;
  let vendor: ReturnType<typeof fakeVendor>;
  let server: Awaited<ReturnType<typeof serveFakeVendor>>;
  const children: ChildProcess[] = [];
  const start = (...args: readonly string[]): Worker => {
    const made = worker(...args);
    children.push(made.child);
    return made;
  };

  beforeEach(async () => {
    [place, untouched] = [await makePlace(), await makePlace()];
    vendor = fakeVendor(60);
    server = await serveFakeVendor(vendor);
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await server.close();
    await place.remove();
    await untouched.remove();
  });

  async function syncHere(to: string, now: string) {
    const store = await openStore(to, { now: () => now });
    try {
      return await runSync({ connection: connectionOver(sendTo(server.url)), destination: store });
    } finally {
      await store.close();
    }
  }

  it('one that was frozen past its lease writes nothing once another has taken over', async () => {
    // Opened, then the first page.
    const frozen = start(server.url, place.url, early, String(2 * commitSteps.length));
    expect(await frozen.said()).toBe('holds after committed');
    frozen.freeze();
    await expect(syncHere(place.url, early)).rejects.toMatchObject({ code: 'in-use' });
    vendor.deals.delete('1');
    vendor.deleted.set('1', '2026-05-01T00:00:00.000Z');

    const second = await syncHere(place.url, later);
    const whole = await storeState(place);
    frozen.thaw();

    expect(second).toMatchObject({ status: 'completed', passes: [{ resumed: true }] });
    expect(await frozen.said()).toBe('taken-over');
    await frozen.ended();
    expect(differenceOf(await storeState(place), whole)).toBeUndefined();
    const runs = await place.read('SELECT status, fetched FROM opportune_runs ORDER BY run');
    expect(runs.map(({ status }) => status)).toEqual(['interrupted', 'completed']);
    expect(runs.map(({ fetched }) => Number(fetched))).toEqual([10, 51]);
  });

  it('of which both start at the same moment: one works, the other says that it is in use', async () => {
    const held = Promise.withResolvers<void>();
    server.hold(({ query }) => (query?.['after'] === '10' ? held.promise : undefined));
    const pair = [start(server.url, place.url, early), start(server.url, place.url, early)];

    const [first, second] = pair.map(async (one) => ({ one, said: await one.said() }));
    const refused = await Promise.race([first, second]);
    held.resolve();
    const worked = await (refused?.one === pair[0] ? second : first);

    expect([refused?.said, worked?.said]).toEqual(['in-use', 'completed']);
    await syncHere(untouched.url, early);
    expect(differenceOf(await storeState(place), await storeState(untouched))).toBeUndefined();
    await Promise.all(pair.map((one) => one.ended()));
  });
});

describe('a worker that was frozen while it held the lock of SQLite', () => {
  it('keeps others waiting, who say so, and goes on as the only one', async () => {
    const place = sqlitePlace();
    const vendor = fakeVendor(60);
    const server = await serveFakeVendor(vendor);
    // In the transaction of the first page.
    const frozen = worker(server.url, place.url, early, String(commitSteps.length + 2));
    expect(await frozen.said()).toBe('holds after rows');
    frozen.freeze();

    const opening = openStore(place.url, { now: () => later, busyTimeoutMs: 1 });
    await expect(opening).rejects.toMatchObject({ code: 'store-busy' });
    frozen.thaw();

    expect(await frozen.said()).toBe('completed');
    await frozen.ended();
    expect(await place.read('SELECT count(*) AS n FROM opportunities')).toEqual([{ n: 60 }]);
    await server.close();
    await place.remove();
  });
});
