import { describe, expect, test } from 'vitest';
import { withAccount, type VendorName } from './emulated-account.ts';

const hour = 3_600_000;
const named: Readonly<Record<VendorName, string>> = {
  hubspot: 'dealname',
  pipedrive: 'title',
  copper: 'name',
};

/** Pipedrive's names are asked for once for changed deals and once for new ones, which are pages of their own. */
const most: Readonly<Record<VendorName, number>> = { hubspot: 10, pipedrive: 12, copper: 10 };

/** HubSpot tells deletions only in a list of all deals archived within 90 days, a hundred a page. */
const archive = 'GET /crm/objects/2026-09/:type';

describe('a run of a fresh process after ten changes', () => {
  test.each(['hubspot', 'pipedrive', 'copper'] as const)(
    'costs ten requests at most, against a store that was synced: %s',
    async (id) => {
      await withAccount(id, { deals: 1000, seed: 11 }, async ({ vendor, run, store }) => {
        const { control } = vendor;
        await run();
        await control.advanceClock(24 * hour);
        await run();
        await control.advanceClock(24 * hour);
        const ids = await control.ids({ limit: 1000 });
        for (let turn = 0; turn < 10; turn += 1)
          await control.edit(ids[turn * 97] ?? '', { [named[id]]: `Edited ${turn}` });
        await control.advanceClock(3 * hour);
        const before = control.stats().byRoute;

        const { requests, counts } = await run();

        const spent = Object.entries(control.stats().byRoute)
          .map(([route, count]) => [route, count - (before[route] ?? 0)] as const)
          .filter(([, count]) => count > 0);
        const deletions = spent.find(([route]) => route === archive)?.[1] ?? 0;
        expect(counts.written).toBe(10);
        expect((await store.get(id, ids[970 - 97] ?? ''))?.record['title']).toBe('Edited 9');
        expect({ spent, total: requests - deletions }).toSatisfy(({ total }) => total <= most[id]);
      });
    },
  );
});
