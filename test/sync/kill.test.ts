import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitSteps } from '../../src/store/destination.ts';
import { unaccounted } from '../../src/store/counts.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { runSync } from '../../src/sync/run-sync.ts';
import { connectionOver } from '../support/fake-connection.ts';
import { sendTo, serveFakeVendor } from '../support/fake-vendor-server.ts';
import { fakeDeal, fakeVendor, type FakeVendor } from '../support/fake-vendor.ts';
import { storeContents } from '../support/store-contents.ts';

const now = '2026-06-01T00:00:00.000Z';
const childScript = fileURLToPath(new URL('../support/sync-child.ts', import.meta.url));
const pages = ['/deals', '/deals?after=40', '/deals?after=80'];
/** What the run after a completed one asks for. */
const incremental = ['/deals?since=2026-01-01T00:01:39.000Z'];
/** The pass is opened in a commit of its own, and closed in another once nothing is left to be compared. */
const steps = (pages.length + 2) * commitSteps.length;

let folder = '';
let vendor: FakeVendor;
let server: Awaited<ReturnType<typeof serveFakeVendor>>;
let ended: Awaited<ReturnType<typeof child>>;
let neverKilled: ReturnType<typeof storeContents>;

function vendorOfTests(): FakeVendor {
  const made = fakeVendor(101, 40);
  made.deals.set('7', fakeDeal(7, { broken: true }));
  made.deleted.set('500', '2026-02-01T00:00:00.000Z');
  return made;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'opportune-kill-'));
  vendor = vendorOfTests();
  server = await serveFakeVendor(vendor);
  const file = join(folder, 'never-killed.db');
  ended = await child(file, 0);
  neverKilled = storeContents(file);
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function child(file: string, killAt: number): Promise<{ signal: string | null; steps: number }> {
  const killable = spawn(process.execPath, [childScript, server.url, file, String(killAt), now], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Two dozen processes load the same modules.
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  });
  let output = '';
  killable.stdout.on('data', (chunk) => (output += String(chunk)));
  const [, signal] = await once(killable, 'close');
  return { signal, steps: Number(output) };
}

/** What a store of a killed run promises: whole pages, each counted, and the way on: the pages that are still to come. */
async function expectWholePages(file: string): Promise<readonly string[]> {
  const store = await openSqliteStore(file, { mustExist: true });
  const [status] = await store.status();
  const counts = status?.lastRun?.counts;
  await store.close();
  if (status === undefined || counts === undefined) return pages;
  expect(unaccounted(counts)).toBe(0);
  expect(status.rows).toBe(counts.added);
  expect(status.quarantined).toBe(counts.quarantined);
  const { pass, watermark } = status.checkpoint;
  if (watermark !== undefined) return incremental;
  const isRead = pass?.comparingAfter !== undefined;
  expect(counts.fetched).toBe(isRead ? 102 : Number(pass?.cursor ?? 0));
  return isRead ? [] : pages.slice(Number(pass?.cursor ?? 0) / 40);
}

it('a sync that nobody kills passes through every step', () => {
  expect(ended).toEqual({ signal: null, steps });
});

describe('a sync that is killed', () => {
  const points = Array.from({ length: steps }, (_, index) => index + 1);

  it.concurrent.each(points)(
    'at step %i of the commit protocol goes on where it was, and ends like one that never was',
    async (point) => {
      const file = join(folder, `killed-${point}.db`);
      expect((await child(file, point)).signal).toBe('SIGKILL');
      const ahead = await expectWholePages(file);

      const after = vendorOfTests();
      const store = await openSqliteStore(file, { now: () => now, mustExist: true });
      const connection = connectionOver(async (request) => ({ data: after.answer(request), now: after.now }));
      await runSync({ connection, destination: store, now: () => Date.parse(now) });
      await store.close();

      expect(storeContents(file)).toEqual(neverKilled);
      expect(pagesAsked(after)).toEqual(ahead);
    },
  );

  it('again and again, whenever it comes, ends like one that never was', async () => {
    const file = join(folder, 'again.db');
    let kills = 0;

    // Each child may live a little longer than the one before, so the last one reaches the end.
    for (let point = 1; (await child(file, point)).signal === 'SIGKILL'; point += 3) kills += 1;

    expect(kills).toBeGreaterThan(3);
    expect(storeContents(file)).toEqual(neverKilled);
  });
});

function pagesAsked({ requests }: FakeVendor): string[] {
  return requests.filter((line) => line.startsWith('/deals'));
}

it('the loopback vendor and the one in this process send the same', async () => {
  const request = { method: 'GET', path: '/deals' } as const;
  const { data } = await sendTo(server.url)(request);

  expect(data).toEqual(vendorOfTests().answer(request));
});
