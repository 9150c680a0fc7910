import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bundledConnector } from '../../src/bundled.ts';
import { assembleConnection } from '../../src/client/assemble-connection.ts';
import type { VendorSession } from '../../src/connector-kit/vendor-session.ts';
import { isJsonObject } from '../../src/model/json.ts';
import { sandboxes } from '../../connectors/sandboxes.ts';
import { runSync } from '../../src/sync/run-sync.ts';
import { bundledMapping } from '../support/bundled-mapping.ts';
import { fakeDeal, fakeVendor } from '../support/fake-vendor.ts';
import { openTestSession } from '../support/open-test-session.ts';
import { memoryStore, sync } from './sync-of.ts';

describe('a record whose vendor tells no change time', () => {
  it('is written and counted, and moves no watermark', async () => {
    const vendor = fakeVendor(12);
    vendor.deals.set('13', fakeDeal(13, { changedAt: null }));
    vendor.deals.set('14', fakeDeal(14, { changedAt: null, broken: true }));
    const store = await memoryStore();

    const first = await sync(vendor, store);
    const second = await sync(vendor, store);
    const third = await sync(vendor, store, { full: true });

    expect(first.counts).toMatchObject({ fetched: 14, written: 13, quarantined: 1, undated: 2 });
    expect(first.watermark).toBe('2026-01-01T00:00:12.000Z');
    expect((await store.get('fake', '13'))?.changedAt).toBeUndefined();
    // No listing of changes shows it; everything again does.
    expect([second.counts.undated, third.counts.undated]).toEqual([0, 2]);
    expect((await store.runs()).map(({ counts }) => counts.undated)).toEqual([2, 0, 2]);
  });

  it('alone leaves the watermark an overlap before the start of the pass', async () => {
    const vendor = fakeVendor(0);
    vendor.deals.set('1', fakeDeal(1, { changedAt: null }));

    const { watermark } = await sync(vendor, await memoryStore());

    expect(watermark).toBe('2026-05-31T23:59:58.000Z');
  });

  // No emulated vendor ever leaves the time out: it is taken out of one deal on the way.
  it.each(sandboxes)('of $connector is written and counted', async (sandbox) => {
    const vendor = await sandbox.start({ deals: 5, limits: 'off' });
    try {
      const connector = bundledConnector(sandbox.connector);
      const resource = connector.resources['opportunity'];
      if (resource === undefined) throw new Error('No opportunities.');
      const [id = '', ...others] = await vendor.control.ids();
      const connection = assembleConnection({
        connector,
        resource,
        session: withoutTimeOf(id, openTestSession(connector, vendor.credentials, vendor.baseUrl)),
        mapping: bundledMapping(sandbox.connector),
        usage: () => ({ requests: 0, deletionWalk: 0, retries: 0, budgets: [] }),
        onWait: () => () => undefined,
        close: async () => undefined,
      });
      const store = await memoryStore();

      const { status, counts } = await runSync({ connection, destination: store, name: 'x' });

      expect(status).toBe('completed');
      expect(counts).toMatchObject({ undated: 1, quarantined: 0 });
      expect((await store.get('x', id))?.changedAt).toBeUndefined();
      expect((await store.get('x', others[0] ?? ''))?.changedAt).toBeDefined();
    } finally {
      await vendor.close();
    }
  });
});

const times = new Set(['updatedAt', 'hs_lastmodifieddate', 'update_time', 'add_time', 'date_modified']);

function withoutTimeOf(id: string, session: VendorSession): VendorSession {
  const strip = (value: unknown, isDeal: boolean): unknown => {
    if (Array.isArray(value)) return value.map((item) => strip(item, isDeal));
    if (!isJsonObject(value)) return value;
    const isIt = isDeal || String(value['id']) === id;
    const entries = Object.entries(value).filter(([key]) => !(isIt && times.has(key)));
    return Object.fromEntries(entries.map(([key, item]) => [key, strip(item, isIt)]));
  };
  const send: VendorSession['send'] = async (request, schema) => {
    const answer = await session.send(request, z.unknown());
    return { ...answer, data: schema.parse(strip(answer.data, false)) };
  };
  return { ...session, send, request: async (request, schema) => (await send(request, schema)).data };
}
