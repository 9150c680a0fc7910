import { describe, expect, test } from 'vitest';
import { openSqliteStore, sync } from '../../src/index.ts';
import { withSandbox } from './with-sandbox.ts';

const hour = 3_600_000;

describe('a deal that comes back from the recycling bin', () => {
  test.each(['hubspot', 'pipedrive'] as const)('lives in the table again after a sweep: %s', async (id) => {
    await withSandbox(id, { deals: 30 }, async ({ vendor, crm }) => {
      const store = await openSqliteStore(':memory:');
      const { control } = vendor;
      const [deal = ''] = await control.ids({ offset: 7, limit: 1 });
      await sync({ connection: crm, to: store });
      await control.advanceClock(hour);
      const deletedAt = Date.parse(control.now());
      await control.delete(deal);
      await sync({ connection: crm, to: store });
      const marked = await store.get(id, deal);
      await control.advanceClock(hour);
      // HubSpot moves no change time for it.
      await control.restore(deal);
      await sync({ connection: crm, to: store, full: true });

      const back = await store.get(id, deal);
      await store.close();
      expect(Math.abs(Date.parse(marked?.deletedAt ?? '') - deletedAt)).toBeLessThan(60_000);
      expect(back?.deletedAt).toBeUndefined();
      expect(back?.record['deleted']).toBe(false);
    });
  });
});
