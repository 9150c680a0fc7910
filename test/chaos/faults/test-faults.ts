import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { runSync } from '../../../src/sync/run-sync.ts';
import { contents } from './contents.ts';
import { faults, idBeyondDoubles, withIdBeyondDoubles, type Fault } from './fault-list.ts';
import { deliverWhole } from './fault-proxy.ts';
import { faultyVendor, type FaultyVendor } from './faulty-vendor.ts';

const positions = ['first', 'middle', 'last'] as const;
const impatient = { idleMs: 300, attemptMs: 600 };

const open = (): Promise<Store> => openSqliteStore(':memory:', { now: () => '2026-11-22T12:00:00.000Z' });

/** Faults of which one tells how all of their kind end that do not pass. */
const lasting: ReadonlySet<string> = new Set([
  'less than the stated length',
  'text that is almost JSON',
  'a reset before the answer',
  'no answer',
  '429 without a word',
  '503 with a web page',
]);

/** Every fault on the first, a middle and the last page of a vendor: the store equals what the vendor has at the end. */
export function testFaults(name: string): void {
  let vendor: FaultyVendor;
  let clean: { readonly pages: number; readonly requests: number };
  let truth: unknown;

  async function sync(store: Store, { takesTime }: Pick<Fault, 'takesTime'> = {}) {
    const connection = await vendor.connect(takesTime === true ? impatient : {});
    try {
      const result = await runSync({ connection, destination: store });
      return { result, retries: connection.usage().retries };
    } finally {
      await connection.close();
    }
  }

  beforeAll(async () => {
    vendor = await faultyVendor(name);
    const store = await open();
    await sync(store);
    clean = vendor.proxy.counted();
    truth = await contents(store);
    const rows = await store.records({ limit: 1000 });
    const live = rows.filter(({ deletedAt }) => deletedAt === undefined).map(({ id }) => id);
    expect(live.toSorted()).toEqual([...(await vendor.sandbox.control.ids())].toSorted());
    expect(clean.pages).toBeGreaterThanOrEqual(3);
    await store.close();
  });
  afterAll(() => vendor.close());

  const pageAt = (position: (typeof positions)[number]): number =>
    ({ first: 1, middle: Math.ceil(clean.pages / 2), last: clean.pages })[position];

  describe.each(faults)('$name', (fault) => {
    it.each(positions)(
      'on the %s page leaves nothing lost, half-written or asked for without end',
      async (position) => {
        const store = await open();
        vendor.proxy.arm(pageAt(position), fault.deliver);

        if (fault.consequence === 'ends') {
          await expect(sync(store)).rejects.toMatchObject({ name: 'VendorError' });
          expect(vendor.proxy.counted().pages).toBeLessThanOrEqual(pageAt(position));
          const [status] = await store.status();
          expect(status?.lastRun).toMatchObject({ status: 'failed' });
          expect(status?.rows).toBe(status?.lastRun?.counts.added);
          vendor.proxy.disarm();
          await sync(store);
        } else {
          const { result, retries } = await sync(store, fault);
          expect(result.status).toBe('completed');
          // A machine that is busy may be slower than a clock that has been set to little.
          if (fault.takesTime === true) expect(retries).toBeGreaterThanOrEqual(1);
          else expect(retries).toBe(fault.consequence === 'retries' ? 1 : 0);
        }

        expect(await contents(store)).toEqual(truth);
        await store.close();
      },
    );
  });

  it('an id that a double cannot hold is stored digit for digit, or ends the run: never as another number', async () => {
    const store = await open();
    vendor.proxy.arm(1, withIdBeyondDoubles);

    const failure = await sync(store).then(
      () => undefined,
      (error: unknown) => error,
    );

    const ids = await vendor.sandbox.control.ids();
    const rows = await store.records({ limit: 1000 });
    const strange = rows.filter(({ id, deletedAt }) => deletedAt === undefined && !ids.includes(id));
    // Pipedrive's ids are numbers of its own database: anything else is no answer of its.
    if (name === 'pipedrive') expect(failure).toMatchObject({ name: 'VendorError' });
    else expect(failure).toBeUndefined();
    expect(strange.map(({ id }) => id)).toEqual(name === 'pipedrive' ? [] : [idBeyondDoubles]);
    await store.close();
  });

  it.each(faults.filter((fault) => lasting.has(fault.name)))(
    '$name that lasts ends the run after three tries, and the next run goes on',
    async (fault) => {
      const store = await open();
      vendor.proxy.arm(2, fault.deliver, true);

      await expect(sync(store, fault)).rejects.toMatchObject({ name: 'VendorError' });

      expect(vendor.proxy.counted().pages).toBe(1 + 3);
      const [status] = await store.status();
      expect(status?.rows).toBe(status?.lastRun?.counts.added);
      vendor.proxy.arm(1, deliverWhole);
      await sync(store);
      expect(await contents(store)).toEqual(truth);
      await store.close();
    },
  );
}
