import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxes } from '../../connectors/sandboxes.ts';
import { bundledConnector, connect, openSqliteStore, sync, type Crm, type Store } from '../../src/index.ts';
import type { RunningSandbox } from '../../src/sandbox-kit/index.ts';

const byNumber = (left: string, right: string): number => Number(left) - Number(right);

describe.each(sandboxes.map((sandbox) => [sandbox.connector, sandbox] as const))(
  'emulated %s',
  (id, sandbox) => {
    let running: RunningSandbox;
    let crm: Crm;
    let store: Store;

    beforeAll(async () => {
      running = await sandbox.start({ deals: 230, limits: 'off' });
      const { credentials, baseUrl } = running;
      crm = await connect({ connector: bundledConnector(id), credentials, baseUrl, limits: 'off' });
      store = await openSqliteStore(':memory:');
    });

    afterAll(async () => {
      await store.close();
      await crm.close();
      await running.close();
    });

    it('is brought into a store whole: what is not deleted there is what exists', async () => {
      const result = await sync({ connection: crm, to: store });

      const rows = await store.records({ limit: 1000 });
      const live = rows.filter(({ deletedAt }) => deletedAt === undefined).map((row) => row.id);
      expect(result).toMatchObject({
        status: 'completed',
        passes: [{ kind: 'backfill' }],
        missingPermissions: [],
      });
      expect(result.counts).toMatchObject({ quarantined: 0, written: rows.length });
      expect(live.toSorted(byNumber)).toEqual(
        [...(await running.control.ids({ limit: 1000 }))].toSorted(byNumber),
      );
    });

    it('costs nothing to write when nothing has changed', async () => {
      const again = await sync({ connection: crm, to: store });
      const full = await sync({ connection: crm, to: store, full: true });

      expect([again.counts.written, full.counts.written]).toEqual([0, 0]);
      expect(full.counts.added).toBe(0);
    });

    it('costs nothing to write either in another process, which takes tables and fields from the store', async () => {
      const { credentials, baseUrl } = running;
      const connection = { connector: bundledConnector(id), credentials, baseUrl, limits: 'off' } as const;

      const again = await sync({ connection, to: store });
      const full = await sync({ connection, to: store, full: true });

      expect([again.counts.written, full.counts.written]).toEqual([0, 0]);
    });

    it('lists, gets and explains the same opportunity', async () => {
      const [first] = await running.control.ids({ limit: 1 });
      const got = await crm.opportunities.get(first ?? '');
      const title = await crm.opportunities.explain(first ?? '', 'title');
      let listed: unknown;
      for await (const opportunity of crm.opportunities.list())
        if (opportunity.id === first) listed = opportunity;

      expect(got?.id).toBe(first);
      expect(listed).toEqual(got);
      expect(title?.value).toBe(got?.title);
      expect(await crm.opportunities.get('999999999999')).toBeUndefined();
    });
  },
);
