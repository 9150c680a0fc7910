import { expect, it } from 'vitest';
import { bundledConnector, connect, openSqliteStore, sync } from '../../src/index.ts';
import { sandboxes } from '../../connectors/sandboxes.ts';

it('two connections of one account keep its limits together: side by side, not one request is refused', async () => {
  const definition = sandboxes.find(({ connector }) => connector === 'pipedrive');
  const vendor = await definition?.start({ deals: 40, seed: 5, limits: 'vendor' });
  if (vendor === undefined) throw new Error('There is no emulated Pipedrive.');
  const { credentials, baseUrl, control } = vendor;
  const store = await openSqliteStore(':memory:');
  try {
    const crms = await Promise.all(
      // As two configurations would have them: equal, and written in another order.
      [credentials, Object.fromEntries(Object.entries(credentials).toReversed())].map((own) =>
        connect({ connector: bundledConnector('pipedrive'), credentials: own, baseUrl }),
      ),
    );
    const results = await Promise.all(
      crms.map((connection, at) => sync({ connection, to: store, name: `account-${at}` })),
    );
    await Promise.all(crms.map((crm) => crm.close()));

    const { requests, rateLimited } = control.stats();
    expect(results.map(({ counts }) => counts.added)).toEqual([
      results[0]?.counts.added,
      results[0]?.counts.added,
    ]);
    expect(results.reduce((sum, result) => sum + result.requests, 0)).toBe(requests);
    expect(rateLimited).toBe(0);
    expect(Object.values(control.stats().windows).some(({ limit, peak }) => peak >= limit * 0.8)).toBe(true);
  } finally {
    await store.close();
    await vendor.close();
  }
});
