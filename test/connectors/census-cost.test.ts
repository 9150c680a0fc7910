import { expect, test } from 'vitest';
import { bundledConnector } from '../../src/bundled.ts';
import { sandboxes } from '../../connectors/sandboxes.ts';
import { bundledMapping } from '../support/bundled-mapping.ts';
import { openTestSession } from '../support/open-test-session.ts';

/** Requests for 2,000 deals. The READMEs of the connectors state those for 10,000, which were measured in the same way. */
const costs: Readonly<Record<string, { readonly census: number; readonly listing: number }>> = {
  // Half of the listing's requests complete the links of deals that have very many.
  hubspot: { census: 20, listing: 40 },
  // Nearly all of the listing's requests are for the persons of deals that have several.
  pipedrive: { census: 6, listing: 544 },
  copper: { census: 11, listing: 11 },
};

async function exhausted(pages: AsyncIterable<unknown>): Promise<void> {
  for await (const _page of pages);
}

test.each(sandboxes.map((sandbox) => [sandbox.connector, sandbox] as const))(
  'what a census of %s costs beside a full listing',
  async (id, sandbox) => {
    const vendor = await sandbox.start({ deals: 2000, seed: 11, limits: 'off' });
    try {
      const connector = bundledConnector(id);
      const resource = connector.resources['opportunity'];
      if (resource === undefined) throw new Error(`${id} has no opportunities`);
      const session = openTestSession(connector, vendor.credentials, vendor.baseUrl);
      const catalogue = (await resource.customFields?.(session)) ?? [];
      const { paths, lookups } = bundledMapping(id, catalogue);
      const plan = { paths, lookups, customFieldKeys: catalogue.map(({ key }) => key) };
      const requests = (): number => vendor.control.stats().requests;

      const start = requests();
      await exhausted(resource.census(session, {}));
      const counted = requests();
      await exhausted(resource.list(session, { plan }));

      expect({ census: counted - start, listing: requests() - counted }).toEqual(costs[id]);
    } finally {
      await vendor.close();
    }
  },
);
