import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { runSync } from '../../../src/sync/run-sync.ts';
import { contents } from './contents.ts';
import { faults, serverError, type Fault } from './fault-list.ts';
import { faultyVendor, type FaultyVendor } from './faulty-vendor.ts';

const hourMs = 3_600_000;
const impatient = { idleMs: 300, attemptMs: 600 };

/** One of each kind: the matrix of full passes shows that the others of a kind end alike. */
const telling: ReadonlySet<string> = new Set([
  'less than the stated length',
  'a web page with status 200',
  'a reset before the answer',
  'no answer',
]);

const open = (file: string): Promise<Store> =>
  openSqliteStore(file, { now: () => '2026-11-22T12:00:00.000Z' });

/** What every vendor's title is called there. */
export interface ChangedVendor {
  readonly title: string;
  /** Requests that read deals in a run that reads changes, at least. */
  readonly atLeast: number;
}

/** The telling faults on every request for deals of a run that reads changes, deletions among them. */
export function testFaultsInChanges(name: string, { title, atLeast }: ChangedVendor): void {
  let folder = '';
  let vendor: FaultyVendor;
  let truth: unknown;
  let requests = 0;

  /** The store as it was before the changes. */
  async function before(): Promise<Store> {
    const file = join(mkdtempSync(join(folder, 'store-')), 'deals.db');
    copyFileSync(join(folder, 'before.db'), file);
    return open(file);
  }

  async function sync(store: Store, { takesTime }: Pick<Fault, 'takesTime'> = {}) {
    const connection = await vendor.connect(takesTime === true ? impatient : {});
    try {
      const result = await runSync({ connection, destination: store, sweepEveryMs: Infinity });
      return { result, retries: connection.usage().retries };
    } finally {
      await connection.close();
    }
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'opportune-faults-'));
    vendor = await faultyVendor(name, 'changes');
    const first = await open(join(folder, 'before.db'));
    await sync(first);
    await first.close();
    const { control } = vendor.sandbox;
    await control.advanceClock(hourMs);
    const [gone = '', ...edited] = await control.ids({ limit: 12 });
    for (const id of edited) await control.edit(id, { [title]: `Edited ${id}` });
    await control.delete(gone);
    await control.advanceClock(hourMs);
    vendor.proxy.disarm();
    const store = await before();
    const { result } = await sync(store);
    requests = vendor.proxy.counted().pages;
    truth = await contents(store);
    expect(result.passes.map(({ kind }) => kind)).toEqual(['incremental']);
    expect(result.counts.written).toBeGreaterThanOrEqual(edited.length);
    expect(requests).toBeGreaterThanOrEqual(atLeast);
    await store.close();
  });
  afterAll(async () => {
    await vendor.close();
    rmSync(folder, { recursive: true });
  });

  describe.each([...faults.filter((fault) => telling.has(fault.name)), serverError])('$name', (fault) => {
    it('on any request for what has changed leaves nothing lost or half-written', async () => {
      for (let at = 1; at <= requests; at += 1) {
        const store = await before();
        vendor.proxy.arm(at, fault.deliver);

        const { result, retries } = await sync(store, fault);

        expect(result.status).toBe('completed');
        if (fault.takesTime === true) expect(retries).toBeGreaterThanOrEqual(1);
        else expect(retries).toBe(1);
        expect(await contents(store)).toEqual(truth);
        await store.close();
      }
    });
  });
}
