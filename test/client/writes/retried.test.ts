import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Crm } from '../../../src/index.ts';
import type { RunningSandbox } from '../../../src/sandbox-kit/index.ts';
import { connectTo, startEmulated, type EmulatedName } from '../../support/emulated-vendor.ts';

/** A vendor that acts and does not answer, once; what is sent again finds what the first try has done. */
function emulated(id: EmulatedName) {
  let vendor: RunningSandbox;
  let crm: Crm;
  beforeAll(async () => {
    vendor = await startEmulated(id, { deals: 4 });
    crm = await connectTo(vendor);
  });
  afterAll(async () => {
    await crm.close();
    await vendor.close();
  });
  return {
    get crm() {
      return crm;
    },
    get control() {
      return vendor.control;
    },
  };
}

const losses = ['lost-answer', 'lost-answer=502'] as const;

describe.each(losses)('%s, then a second try', (loss) => {
  describe('of an upsert at HubSpot', () => {
    const vendor = emulated('hubspot');
    const keyField = 'ERP reference';

    test('finds the record that the first one created', async () => {
      vendor.control.fault(`${loss}@POST /crm/objects/2026-09/deals/batch/upsert`);

      const result = await vendor.crm.opportunities.upsert(
        { title: 'x' },
        { key: { field: keyField, value: 'E-1' } },
      );

      expect(result).toMatchObject({ outcome: 'created', confirmedBy: 'key' });
    });

    test('finds the records that the first one created, of many', async () => {
      const items = ['E-2', 'E-3'].map((key) => ({ key, input: { title: 'x' } }));
      vendor.control.fault(`${loss}@POST /crm/objects/2026-09/deals/batch/upsert`);

      const results = await vendor.crm.opportunities.upsertMany(items, { keyField });

      expect(results).toMatchObject(items.map(() => ({ outcome: 'created', confirmedBy: 'key' })));
    });
  });

  describe.each(['copper', 'hubspot', 'pipedrive'] as const)('of a deletion at %s', (id) => {
    const vendor = emulated(id);

    test('finds nothing any more: this call has deleted it', async () => {
      const [one = '', two = '', three = ''] = await vendor.control.ids();
      vendor.control.fault(`${loss}@DELETE /`);
      const alone = await vendor.crm.opportunities.delete(one);
      vendor.control.clearFaults();
      vendor.control.fault(`${loss}@${id === 'hubspot' ? 'POST' : 'DELETE'} /`);
      const [first, second] = await vendor.crm.opportunities.deleteMany([two, three]);

      expect([alone, first, second].map((result) => Reflect.get(result ?? {}, 'outcome'))).toEqual([
        'deleted',
        'deleted',
        'deleted',
      ]);
      expect(await vendor.control.ids()).not.toContain(one);
    });
  });

  describe('of a deletion at Copper', () => {
    const vendor = emulated('copper');

    test('says that the record is gone, and that no answer told who deleted it', async () => {
      const [one = ''] = await vendor.control.ids();
      vendor.control.fault(`${loss}@DELETE /`);

      expect(await vendor.crm.opportunities.delete(one)).toMatchObject({
        outcome: 'deleted',
        confirmedBy: 'reading',
      });
      expect(await vendor.crm.opportunities.delete(one)).not.toHaveProperty('confirmedBy');
      expect(await vendor.crm.opportunities.delete(one)).toMatchObject({ outcome: 'already-gone' });
    });
  });
});
