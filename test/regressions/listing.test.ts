import { describe, expect, test, vi } from 'vitest';
import type { Crm, UnusableRecord } from '../../src/index.ts';
import { isJsonObject } from '../../src/model/json.ts';
import { listed, withSandbox } from './with-sandbox.ts';

/** No emulated vendor keeps a record without what it must have; a real one may send it all the same. */
function withoutName({ connection: { session } }: Crm, id: string): void {
  const real = session.send;
  vi.spyOn(session, 'send').mockImplementation(async (request, schema) => {
    const answer = await real(request, schema);
    const rows: unknown[] = Array.isArray(answer.data) ? answer.data : [];
    for (const row of rows)
      if (isJsonObject(row) && String(row['id']) === id) Object.assign(row, { name: null });
    return answer;
  });
}

/** Mistakes of others about which records come, each as a promise of ours. */
describe('listings lose no deal: not to links, pages, caps, failures or one bad record', () => {
  test('Pipedrive deals with a person or an organization do not vanish', async () => {
    await withSandbox('pipedrive', { deals: 300 }, async ({ vendor, crm }) => {
      const found = await listed(crm);
      const live = await vendor.control.ids({ limit: 1000 });
      const linked = [...found.values()].filter(
        (deal) => deal.companyId !== null || deal.primaryContactId !== null,
      );

      expect([...found.keys()]).toEqual(expect.arrayContaining([...live]));
      expect(linked.length).toBeGreaterThan(100);
    });
  });

  test('Pipedrive is read past its first page, and changes are asked of the vendor', async () => {
    await withSandbox('pipedrive', { deals: 350 }, async ({ vendor, crm }) => {
      expect((await listed(crm)).size).toBeGreaterThanOrEqual(350);

      await vendor.control.advanceClock(86_400_000);
      const [id = ''] = await vendor.control.ids({ offset: 250, limit: 1 });
      await vendor.control.edit(id, { title: 'Changed' });
      const since = new Date(Date.parse(vendor.control.now()) - 3_600_000).toISOString();

      expect([...(await listed(crm, since)).keys()]).toEqual([id]);
    });
  });

  test.each(['hubspot', 'pipedrive', 'copper'] as const)(
    '%s is read past the default page size',
    async (id) => {
      await withSandbox(id, { deals: 450 }, async ({ vendor, crm }) => {
        const found = await listed(crm);

        expect([...found.keys()]).toEqual(
          expect.arrayContaining([...(await vendor.control.ids({ limit: 1000 }))]),
        );
      });
    },
  );

  test('associations that cannot be read are a failure, never an empty list', async () => {
    await withSandbox('hubspot', { deals: 40 }, async ({ vendor, crm }) => {
      vendor.control.fault('status=500*always@associations');

      await expect(listed(crm, '2000-01-01T00:00:00Z')).rejects.toMatchObject({ code: 'vendor-unavailable' });
    });
  }, 60_000);

  test('Copper is asked for its definitions once a run, not once a page', async () => {
    await withSandbox('copper', { deals: 900 }, async ({ vendor, crm }) => {
      await listed(crm);
      const { byRoute } = vendor.control.stats();
      const asked = Object.entries(byRoute).filter(([route]) => route.includes('custom_field_definitions'));

      expect(asked.map(([, count]) => count)).toEqual([1]);
    });
  });

  test('one bad record does not abort the batch: it is counted and handed over, and the rest arrives', async () => {
    await withSandbox('copper', { deals: 30 }, async ({ vendor, crm }) => {
      const live = await vendor.control.ids({ limit: 100 });
      const bad = live[7] ?? '';
      withoutName(crm, bad);
      const arrived: string[] = [];
      const unusable: UnusableRecord[] = [];
      for await (const page of crm.opportunities.list().pages()) {
        arrived.push(...page.opportunities.map(({ id }) => id));
        unusable.push(...page.unusable);
      }

      expect(unusable.map(({ native, issues }) => [native.id, issues[0]?.code])).toEqual([[bad, 'missing']]);
      expect(unusable.every(({ native }) => isJsonObject(native.body))).toBe(true);
      expect(arrived.toSorted()).toEqual(live.filter((id) => id !== bad).toSorted());
    });
  });
});
