import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Crm } from '../../../../src/index.ts';
import type { JsonObject } from '../../../../src/model/json.ts';
import type { RunningSandbox } from '../../../../src/sandbox-kit/index.ts';
import { connectTo, startEmulated, type EmulatedName } from '../../../support/emulated-vendor.ts';

/** A key that an upsert goes by, and something of the vendor's record to be passed through. */
interface Case {
  readonly keyField: string;
  readonly keys: readonly (string | number)[];
  readonly path: string;
  /** Goes into the body, and shows in the record. */
  extra(text: string): JsonObject;
}

const cases: Readonly<Record<EmulatedName, Case>> = {
  copper: {
    keyField: 'Seats factor',
    keys: [77.25, 78.25, 79.25, 80.25],
    path: '$.details',
    extra: (details) => ({ details }),
  },
  hubspot: {
    keyField: 'ERP reference',
    keys: ['E-1', 'E-2', 'E-3', 'E-4'],
    path: '$.properties.hs_next_step',
    extra: (text) => ({ properties: { hs_next_step: text } }),
  },
  pipedrive: {
    keyField: 'PO number',
    keys: ['PO-1', 'PO-2', 'PO-3', 'PO-4'],
    path: '$.title',
    extra: (title) => ({ title }),
  },
};

describe.each(['copper', 'hubspot', 'pipedrive'] as const)(
  'passThrough of an upsert at emulated %s',
  (id) => {
    const { keyField, keys, path, extra } = cases[id];
    const [byObject = '', byPath = '', first = '', second = ''] = keys;
    let vendor: RunningSandbox;
    let crm: Crm;
    beforeAll(async () => {
      vendor = await startEmulated(id, { deals: 0 });
      crm = await connectTo(vendor);
    });
    afterAll(async () => {
      await crm.close();
      await vendor.close();
    });

    test.each([
      ['extendObject', byObject, (text: string) => ({ extendObject: extra(text) })],
      ['extendPaths', byPath, (value: string) => ({ extendPaths: [{ path, value }] })],
    ] as const)('%s reaches the record, created or updated', async (_how, value, entry) => {
      const key = { field: keyField, value };
      for (const outcome of ['created', 'updated']) {
        const passThrough = [{ serviceId: id, ...entry(`was ${outcome}`) }];
        const result = await crm.opportunities.upsert({ title: 'x', passThrough }, { key });

        expect(result).toMatchObject({ outcome });
        const record = await vendor.control.truth('outcome' in result ? result.id : '');
        expect(record).toMatchObject(extra(`was ${outcome}`));
      }
    });

    test('of many: each has its own', async () => {
      const items = [first, second].map((key) => ({
        key,
        input: { title: 'x', passThrough: [{ serviceId: id, extendObject: extra(`of ${key}`) }] },
      }));

      const results = await crm.opportunities.upsertMany(items, { keyField });

      expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
      const records = await Promise.all(results.map((result) => vendor.control.truth(result.id ?? '')));
      expect(records).toMatchObject([extra(`of ${first}`), extra(`of ${second}`)]);
    });
  },
);

test.each([
  ['associations', { extendObject: { associations: [] } }],
  ['inputs', { extendPaths: [{ path: '$.inputs[0].properties.hs_next_step', value: 'x' }] }],
  ['$', { extendPaths: [{ path: '$', value: {} }] }],
])(
  'of a HubSpot upsert that says %s is refused: HubSpot would leave it out in silence',
  async (name, entry) => {
    const vendor = await startEmulated('hubspot', { deals: 0 });
    const crm = await connectTo(vendor);
    try {
      const passThrough = [{ serviceId: 'hubspot', ...entry }];
      const key = { field: 'ERP reference', value: 'E-1' };

      await expect(crm.opportunities.upsert({ title: 'x', passThrough }, { key })).rejects.toMatchObject({
        code: 'write-refused',
        issues: [
          {
            field: 'passThrough[0]',
            code: 'bad-pass-through',
            message: expect.stringContaining(`"${name}"`),
          },
        ],
      });
      expect(await vendor.control.ids()).toEqual([]);
    } finally {
      await crm.close();
      await vendor.close();
    }
  },
);
