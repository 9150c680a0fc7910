import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { withAccount, type VendorName } from './emulated-account.ts';

const hour = 3_600_000;

/**
 * What a run costs that begins three hours after the one before, so that no table is young enough to be used again, and
 * another one three hours later. The account is asked for once a day: the first of the two does. HubSpot's first page of
 * archived deals is in it.
 * The number of deals does not matter: `test/connectors/incremental-cost.test.ts` compares a thousand with twelve
 * thousand, `npm run bench -- changes` has a hundred thousand.
 */
const costs: Readonly<Record<VendorName, readonly [number, number]>> = {
  hubspot: [10, 9],
  pipedrive: [10, 9],
  copper: [5, 4],
};

const named: Readonly<Record<VendorName, string>> = {
  hubspot: 'dealname',
  pipedrive: 'title',
  copper: 'name',
};

/** Both clocks go on, that of the vendor and that of the engine. */
function pass(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}

describe('a run of a fresh process after ten changes', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-02T09:00:00Z') }));
  afterEach(() => void vi.useRealTimers());

  test.each(['hubspot', 'pipedrive', 'copper'] as const)(
    'costs ten requests at most, against a store that was synced: %s',
    async (id) => {
      await withAccount(id, { deals: 1000, seed: 11 }, async ({ vendor, run, store }) => {
        const { control } = vendor;
        for (let days = 0; days < 2; days += 1) {
          await run();
          pass(24 * hour);
        }
        const ids = await control.ids({ limit: 1000 });
        const totals: number[] = [];
        for (const round of ['first', 'second']) {
          for (let turn = 0; turn < 10; turn += 1)
            await control.edit(ids[turn * 97] ?? '', { [named[id]]: `Edited ${turn}, ${round}` });
          pass(3 * hour);
          const before = control.stats().requests;
          const { requests, counts } = await run();

          totals.push(requests);
          expect(control.stats().requests - before).toBe(requests);
          expect(counts.written).toBe(10);
          expect((await store.get(id, ids[970 - 97] ?? ''))?.record['title']).toBe(`Edited 9, ${round}`);
        }
        expect(totals).toEqual(costs[id]);
        expect(Math.max(...totals)).toBeLessThanOrEqual(10);
      });
    },
  );

  test('says apart what HubSpot costs by all that was archived in 90 days, once an hour', async () => {
    await withAccount('hubspot', { deals: 400, seed: 11 }, async ({ vendor, run }) => {
      const { control } = vendor;
      await run();
      for (const id of await control.ids({ limit: 290 })) await control.delete(id);
      pass(24 * hour);
      await run();
      const ids = await control.ids({ limit: 10 });
      const runAfter = async (waitMs: number) => {
        for (const id of ids) await control.edit(id, { dealname: `Edited ${Date.now()}` });
        pass(waitMs);
        const before = control.stats().requests;
        const { requests, passes, counts } = await run();

        expect(control.stats().requests - before).toBe(requests);
        expect(counts.written).toBe(10);
        const walk = passes.reduce((sum, { deletionWalk }) => sum + deletionWalk, 0);
        return { walk, others: requests - walk };
      };

      // What changed last is read again until something newer is seen: that is the deletions now.
      await runAfter(3 * hour);
      // About 300 of them, a hundred a request, the first hundred with the changes.
      expect(await runAfter(3 * hour)).toEqual({ walk: 3, others: 9 });
      expect(await runAfter(hour / 4)).toEqual({ walk: 0, others: 9 });
    });
  });
});
