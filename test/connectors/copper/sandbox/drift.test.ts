import { describe, expect, test } from 'vitest';
import { copper } from '../../../../connectors/copper/index.ts';
import { opportunities } from '../../../../connectors/copper/opportunities.ts';
import { sandbox } from '../../../../connectors/copper/sandbox/index.ts';
import { allOf } from '../../../support/all-of.ts';
import { openTestSession } from '../../../support/open-test-session.ts';
import { ids, openAccount, type SandboxClient, type Wire } from '../sandbox-client.ts';

/** Reads page by page, by number, as the vendor's own examples do. */
async function byNumber(account: SandboxClient, order: Wire): Promise<number[]> {
  const found: number[] = [];
  for (let number = 1; ; number += 1) {
    const { rows } = await account.search({ ...order, page_size: 10, page_number: number });
    if (rows.length === 0) return found;
    found.push(...ids(rows));
  }
}

const byChange = { sort_by: 'date_modified' };

describe('drift between the pages of a search', () => {
  test('edits the first record of each page, so that whoever counts pages misses one a page', async () => {
    const account = await openAccount({ faults: ['drift=edit'] });
    const before = await account.sandbox.control.ids();

    const found = await byNumber(account, byChange);

    expect(await account.sandbox.control.ids()).toEqual(before);
    expect(before.length - new Set(found).size).toBe(5);
    expect(await account.sandbox.control.truth(String(found[0]))).toMatchObject({
      details: 'Edited in between: 1',
    });
  });

  test('deletes it, or creates one', async () => {
    const deleting = await openAccount({ faults: ['drift=delete'] });
    const creating = await openAccount({ faults: ['drift=create'] });

    const found = await byNumber(deleting, { sort_by: 'date_created' });
    const repeated = await byNumber(creating, { sort_by: 'date_created', sort_direction: 'desc' });

    expect(await deleting.sandbox.control.ids()).toHaveLength(60 - 6);
    expect(new Set(found).size).toBeLessThan(60);
    expect(new Set(repeated).size).toBeLessThan(repeated.length);
    expect((await creating.sandbox.control.ids()).length).toBeGreaterThan(60);
  });

  test('does all three in turn, until faults are cleared', async () => {
    const account = await openAccount({ faults: ['drift'] });

    const pages = await Promise.all([1, 2, 3].map((page) => account.search({ page_number: page })));
    account.sandbox.control.clearFaults();
    const after = await account.sandbox.control.ids();
    await account.search();

    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
    // One edited, one deleted, one created.
    expect(after).toHaveLength(60);
    expect(await account.sandbox.control.ids()).toEqual(after);
  });

  test('takes no other word', async () => {
    await expect(openAccount({ faults: ['drift=sideways'] })).rejects.toMatchObject({
      code: 'sandbox/fault-value',
      hint: expect.stringContaining('edit, delete, create'),
    });
  });

  test('costs a reader that goes by time no record that was there all along', async () => {
    const vendor = await sandbox.start({ seed: 31, deals: 700, limits: 'off' });
    const before = await vendor.control.ids({ limit: 5000 });
    await vendor.control.advanceClock(86_400_000);
    vendor.control.fault('drift');

    const session = openTestSession(copper, vendor.credentials, vendor.baseUrl);
    const pages = await allOf(opportunities.list(session, {}));
    vendor.control.clearFaults();
    const after = new Set(await vendor.control.ids({ limit: 5000 }));
    await vendor.close();

    const found = new Set(pages.flatMap(({ records }) => records.map(({ id }) => id)));
    expect(before.filter((id) => after.has(id) && !found.has(id))).toEqual([]);
    expect(before.filter((id) => !after.has(id)).length).toBeGreaterThan(0);
  });
});
