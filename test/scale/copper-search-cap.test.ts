import { expect, test } from 'vitest';
import { copper } from '../../connectors/copper/index.ts';
import { opportunities } from '../../connectors/copper/opportunities.ts';
import { sandbox } from '../../connectors/copper/sandbox/index.ts';
import { allOf } from '../support/all-of.ts';
import { openTestSession } from '../support/open-test-session.ts';

test('more opportunities than a search of Copper shows are all read', { timeout: 180_000 }, async () => {
  const vendor = await sandbox.start({ seed: 31, limits: 'off', deals: 100_700 });
  try {
    const ids = await vendor.control.ids({ limit: 101_000 });
    const session = openTestSession(copper, vendor.credentials, vendor.baseUrl);

    const pages = await allOf(opportunities.census(session, {}));

    const found = new Set(pages.flatMap(({ entries }) => entries.map(({ id }) => id)));
    expect(ids.length).toBeGreaterThan(100_000);
    expect(ids.filter((id) => !found.has(id))).toEqual([]);
    expect(found.size).toBe(ids.length);
  } finally {
    await vendor.close();
  }
});
