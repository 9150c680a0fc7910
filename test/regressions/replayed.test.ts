import { describe, expect, test } from 'vitest';
import { openSqliteStore, replay, sync } from '../../src/index.ts';
import { withSandbox } from './with-sandbox.ts';

describe('a replay', () => {
  test.each(['hubspot', 'pipedrive', 'copper'] as const)(
    'with the mapping of before gives what the vendor’s own answers gave, down to the order of lists: %s',
    async (id) => {
      await withSandbox(id, { deals: 30 }, async ({ crm }) => {
        const store = await openSqliteStore(':memory:');
        await sync({ connection: crm, to: store });
        const before = await store.records({ limit: 100 });
        // There and back again, since rows of the same mapping are left alone.
        await replay({ connector: id, store, overlays: ['pipeline-labels'] });
        await replay({ connector: id, store });
        const again = await sync({ connection: crm, to: store, full: true });

        const after = await store.records({ limit: 100 });
        await store.close();
        expect(after.map(({ record }) => record)).toEqual(before.map(({ record }) => record));
        expect(again.counts.written).toBe(0);
      });
    },
  );
});
