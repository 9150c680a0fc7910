import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { withAccount, type VendorName } from './emulated-account.ts';

const hour = 3_600_000;

/**
 * What a run costs that begins three hours after the one before, so that no table is young enough to be used again.
 * The number of deals does not matter: `test/connectors/incremental-cost.test.ts` compares a thousand with twelve thousand.
 */
const costs: Readonly<Record<VendorName, number>> = { hubspot: 10, pipedrive: 10, copper: 5 };

/**
 * HubSpot tells deletions only in a list of all deals archived within 90 days: one request more for the first hundred,
 * and once an hour one for each further hundred.
 */
const archive = 'GET /crm/objects/2026-09/:type';
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
        for (let turn = 0; turn < 10; turn += 1)
          await control.edit(ids[turn * 97] ?? '', { [named[id]]: `Edited ${turn}` });
        pass(3 * hour);
        const before = control.stats().byRoute;

        const { requests, counts } = await run();

        const spent = Object.entries(control.stats().byRoute)
          .map(([route, count]) => [route, count - (before[route] ?? 0)] as const)
          .filter(([, count]) => count > 0);
        const deletions = spent.find(([route]) => route === archive)?.[1] ?? 0;
        expect(counts.written).toBe(10);
        expect((await store.get(id, ids[970 - 97] ?? ''))?.record['title']).toBe('Edited 9');
        expect({ spent, total: requests - deletions }).toMatchObject({ total: costs[id] });
        expect(costs[id]).toBeLessThanOrEqual(10);
        expect(deletions).toBeLessThanOrEqual(id === 'hubspot' ? 1 : 0);
      });
    },
  );
});
