import { expect, it } from 'vitest';
import { bundledConnector, connect, sync as syncInto } from '../../src/index.ts';
import type { CompiledMapping } from '../../src/mapping/mapping-types.ts';
import { isJsonObject, type JsonObject } from '../../src/model/json.ts';
import type { Opportunity } from '../../src/model/opportunity.ts';
import type { SyncEvent } from '../../src/sync/sync-types.ts';
import { alteredVendor } from '../support/altered-vendor.ts';
import { fakeMapping } from '../support/fake-mapping.ts';
import { fakeDeal, fakeVendor, refusal } from '../support/fake-vendor.ts';
import { withAccount } from './emulated-account.ts';
import { memoryStore, sync } from './sync-of.ts';

const vendors = ['copper', 'hubspot', 'pipedrive'] as const;
const none = { listed: [], hasMore: false };

it.each(vendors)('what %s sends today is known, in every pass', async (id) => {
  await withAccount(id, { deals: 60 }, async ({ vendor: { control }, run }) => {
    const events: SyncEvent[] = [];
    const onEvent = (event: SyncEvent) => void events.push(event);
    const first = await run({ onEvent });
    const [edited = '', gone = ''] = await control.ids();
    await control.edit(edited, { [id === 'hubspot' ? 'dealname' : id === 'copper' ? 'name' : 'title']: 'x' });
    await control.delete(gone);

    const again = await run({ onEvent, full: true });

    expect([first.unknownFields, again.unknownFields]).toEqual([none, none]);
    expect(events.filter(({ type }) => type === 'unknown-fields')).toEqual([]);
  });
});

function isMeant(deal: JsonObject): boolean {
  return Number(deal['id']) % 3 === 0;
}

const fresh = 'f0'.repeat(20);
/** A field of the vendor's own, a null beside it, and a custom field that was added after the definitions were read. */
const additions: Readonly<Record<(typeof vendors)[number], (deal: JsonObject) => JsonObject>> = {
  copper: (deal) => ({
    ...deal,
    next_gen_score: 7,
    later: null,
    custom_fields: [
      ...(Array.isArray(deal['custom_fields']) ? deal['custom_fields'] : []),
      { custom_field_definition_id: 999_999, value: 'x', extra: 1 },
    ],
  }),
  hubspot: (deal) => ({
    ...deal,
    next_gen_score: 7,
    later: null,
    properties: { ...objectIn(deal, 'properties'), hs_new_thing: '1', hs_later: null, added_just_now: 'x' },
  }),
  pipedrive: (deal) => ({
    ...deal,
    next_gen_score: 7,
    later: null,
    custom_fields: { ...objectIn(deal, 'custom_fields'), [fresh]: 'x' },
  }),
};

function objectIn(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  return isJsonObject(value) ? value : {};
}

it.each(vendors)(
  'a field that %s has of late is counted, and nothing is lost or changed by it',
  async (id) => {
    await withAccount(id, { deals: 30 }, async ({ vendor, store, run }) => {
      await run();
      const before = await store.records();
      const meant = before.filter((row) => isMeant(row.native)).length;
      const altered = await alteredVendor(id, vendor.baseUrl, (deal) =>
        isMeant(deal) ? additions[id](deal) : deal,
      );
      const events: SyncEvent[] = [];
      const crm = await connect({
        connector: bundledConnector(id),
        credentials: vendor.credentials,
        baseUrl: altered.url,
        limits: 'off',
      });

      const result = await syncInto({
        connection: crm,
        to: store,
        full: true,
        onEvent: (event) => void events.push(event),
      });
      await crm.close();
      await altered.close();

      const paths = id === 'hubspot' ? ['next_gen_score', 'properties.hs_new_thing'] : ['next_gen_score'];
      // The pass that keeps up reads none of them, or some a second time.
      const counts = result.unknownFields.listed.map(({ records }) => records);
      expect(result.unknownFields.listed.map(({ path }) => path)).toEqual(paths);
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(meant);
      expect(Math.max(...counts)).toBeLessThanOrEqual(2 * meant);
      expect(meant).toBeGreaterThan(5);
      expect(events.filter(({ type }) => type === 'unknown-fields')).toEqual([
        { type: 'unknown-fields', fields: result.unknownFields },
      ]);
      expect(result).toMatchObject({ status: 'completed', counts: { quarantined: 0, added: 0 } });

      const after = await store.records();
      expect(after.map((row) => withoutCustom(row.record))).toEqual(
        before.map((row) => withoutCustom(row.record)),
      );
      for (const { native, record } of after.filter((row) => isMeant(row.native))) {
        expect(native).toMatchObject({ next_gen_score: 7, later: null });
        expect(record['customFields']).toContainEqual(expect.objectContaining({ name: null, value: 'x' }));
      }
    });
  },
);

function withoutCustom({ customFields: _customFields, ...rest }: JsonObject): JsonObject {
  return rest;
}

function keysWithX(native: JsonObject): string[] {
  return Object.keys(native).filter((key) => key.startsWith('x'));
}

/** Knows every field but those that begin with `x`. */
function mappingThatKnows(): CompiledMapping<Opportunity> {
  const mapping = fakeMapping();
  return {
    ...mapping,
    bind(context) {
      const bound = mapping.bind(context);
      return { ...bound, read: (native) => ({ ...bound.read(native), unknownFields: keysWithX(native) }) };
    },
  };
}

it('the most frequent stand first, and quarantined records count', async () => {
  const vendor = fakeVendor(3);
  vendor.deals.set('1', { ...fakeDeal(1), xb: 1, xa: 1 });
  vendor.deals.set('2', { ...fakeDeal(2), xc: 1 });
  vendor.deals.set('3', { ...fakeDeal(3, { broken: true }), xc: 1 });

  const { unknownFields } = await sync(vendor, await memoryStore(), {
    over: { mapping: mappingThatKnows() },
  });

  expect(unknownFields).toEqual({
    listed: [
      { path: 'xc', records: 2 },
      { path: 'xa', records: 1 },
      { path: 'xb', records: 1 },
    ],
    hasMore: false,
  });
});

it('a vendor that makes names up does not fill the memory: a hundred are listed', async () => {
  const vendor = fakeVendor(0);
  for (let id = 1; id <= 34; id += 1) {
    const ofItsOwn = { [`xa${id}`]: 1, [`xb${id}`]: 1, [`xc${id}`]: 1 };
    vendor.deals.set(String(id), { ...fakeDeal(id), xall: 1, ...ofItsOwn });
  }

  const { unknownFields } = await sync(vendor, await memoryStore(), {
    over: { mapping: mappingThatKnows() },
  });

  expect(unknownFields.listed).toHaveLength(100);
  expect(unknownFields.listed[0]).toEqual({ path: 'xall', records: 34 });
  expect(unknownFields.hasMore).toBe(true);
});

it('a run that fails tells what it has met in the pages that were committed', async () => {
  const vendor = fakeVendor(25);
  for (const [id, deal] of vendor.deals) vendor.deals.set(id, { ...deal, x: 1 });
  vendor.before = ({ query }) => {
    if (String(query?.['after']) === '20') throw refusal('permission');
  };
  const events: SyncEvent[] = [];

  const run = sync(vendor, await memoryStore(), {
    over: { mapping: mappingThatKnows() },
    onEvent: (event) => void events.push(event),
  });

  await expect(run).rejects.toMatchObject({ code: 'permission' });
  expect(events.slice(-2)).toMatchObject([
    { type: 'unknown-fields', fields: { listed: [{ path: 'x', records: 20 }], hasMore: false } },
    { type: 'failed', counts: { fetched: 20 } },
  ]);
});
