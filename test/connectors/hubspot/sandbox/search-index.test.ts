import { describe, expect, test } from 'vitest';
import { ids, objectIn, openAccount, results, type Reply, type SandboxClient } from '../sandbox-client.ts';

const deals = '/crm/v3/objects/deals';
const won = {
  filterGroups: [{ filters: [{ propertyName: 'dealstage', operator: 'EQ', value: 'closedwon' }] }],
  limit: 200,
};

function search(account: SandboxClient, body: object): Promise<Reply> {
  return account.send('POST', `${deals}/search`, body);
}

function changedSince(value: string): object {
  return {
    limit: 200,
    filterGroups: [
      {
        filters: [
          { propertyName: 'hs_lastmodifieddate', operator: 'BETWEEN', value, highValue: '2027-01-01' },
        ],
      },
    ],
  };
}

/** What a search should find, by reading every living deal alone. */
async function wonDeals({ sandbox }: SandboxClient): Promise<readonly string[]> {
  const all = await Promise.all(
    (await sandbox.control.ids()).map(async (id) => ({ id, deal: await sandbox.control.truth(id) })),
  );
  return all
    .filter(({ deal }) => objectIn({ ...deal }, 'properties')['dealstage'] === 'closedwon')
    .map(({ id }) => id);
}

describe('what a search remembers', () => {
  test('is right after deals were edited, created, archived, restored and merged', async () => {
    const account = await openAccount({ deals: 200 });
    const { control } = account.sandbox;
    const before = ids(await search(account, won));
    const open = (await control.ids()).filter((id) => !before.includes(id));

    expect(before).toEqual(await wonDeals(account));
    await control.edit(open[0] ?? '', { pipeline: 'default', dealstage: 'closedwon' });
    await control.edit(before[0] ?? '', { pipeline: 'default', dealstage: 'closedlost' });
    await control.create({ pipeline: 'default', dealstage: 'closedwon' });
    expect(ids(await search(account, won))).toEqual(await wonDeals(account));
    await control.delete(before[1] ?? '');
    await control.merge(open[1] ?? '', before[2] ?? '');
    expect(ids(await search(account, won))).toEqual(await wonDeals(account));
    await control.restore(before[1] ?? '');
    expect(ids(await search(account, won))).toEqual(await wonDeals(account));
    expect(ids(await search(account, won))).toContain(before[1]);
  });

  test('goes by change times that a pipeline’s edit moved', async () => {
    const account = await openAccount({ deals: 50 });
    await account.sandbox.control.advanceClock(60_000);
    const since = account.sandbox.control.now();

    const before = await search(account, changedSince(since));
    await account.send('PATCH', '/crm/v3/pipelines/deals/default', { label: 'New' });

    expect(ids(before)).toEqual([]);
    expect(ids(await search(account, changedSince(since)))).toEqual(await account.sandbox.control.ids());
  });

  test('hides a change until the index has caught up', async () => {
    const account = await openAccount({ deals: 100 });
    const before = ids(await search(account, won));
    account.sandbox.control.fault('index-lag=5s');

    await account.sandbox.control.edit(before[0] ?? '', { pipeline: 'default', dealstage: 'closedlost' });

    expect(ids(await search(account, won))).toEqual(before);
    await account.sandbox.control.advanceClock(5000);
    expect(ids(await search(account, won))).toEqual(before.slice(1));
  });
});

describe('the order of a search', () => {
  test('by ids can be turned round, page by page', async () => {
    const account = await openAccount({ deals: 60 });
    const all = (await account.sandbox.control.ids()).toReversed();

    const pages = await Promise.all(
      ['0', '25', '50'].map((after) => search(account, { sorts: ['-hs_object_id'], limit: 25, after })),
    );

    expect(pages.flatMap((page) => ids(page))).toEqual(all);
  });

  test('puts what has no value last in both directions, and pages without gaps', async () => {
    const account = await openAccount({ deals: 80 });
    for (const sign of ['', '-']) {
      const pages = await Promise.all(
        ['0', '30', '60'].map((after) =>
          search(account, { sorts: [`${sign}amount`], properties: ['amount'], limit: 30, after }),
        ),
      );
      const all = pages.flatMap((page) => results(page));
      const amounts = all.map((deal) => objectIn(deal, 'properties')['amount']);
      const valued = amounts.filter((amount) => amount !== null).map(Number);

      expect(amounts.slice(0, valued.length)).not.toContain(null);
      expect(amounts.slice(valued.length).every((amount) => amount === null)).toBe(true);
      expect(valued).toEqual(valued.toSorted((a, b) => (sign === '' ? a - b : b - a)));
      expect(new Set(all.map((deal) => deal['id'])).size).toBe((await account.sandbox.control.ids()).length);
    }
  });

  test('of contacts and leads is by ids as well', async () => {
    const account = await openAccount({ deals: 60 });
    for (const kind of ['contacts', 'leads']) {
      const found = ids(await account.send('POST', `/crm/v3/objects/${kind}/search`, { limit: 100 }));
      const listed = ids(await account.get(`/crm/v3/objects/${kind}?limit=100`));

      expect(found).toEqual(listed);
      expect(found.length).toBeGreaterThan(0);
    }
  });
});
