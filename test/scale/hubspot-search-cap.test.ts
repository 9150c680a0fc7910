import { expect, test } from 'vitest';
import { listed, withSandbox } from '../regressions/with-sandbox.ts';

test('a changed-since listing of HubSpot passes 10,000 deals and keeps companies and contacts', async () => {
  await withSandbox('hubspot', { deals: 10_200 }, async ({ vendor, crm }) => {
    const changed = await listed(crm, '2000-01-01T00:00:00Z');
    const live = await vendor.control.ids({ limit: 20_000 });
    const linked = [...changed.values()].filter((deal) => deal.companyId !== null);

    expect(live.filter((id) => !changed.has(id))).toEqual([]);
    expect(linked.length).toBeGreaterThan(1000);
  });
});
