import { expect, test } from 'vitest';
import { connectTo, some, startEmulated } from '../../../support/emulated-vendor.ts';

test.each([
  ['an object', (associations: object[]) => ({ extendObject: { associations } })],
  ['a path', ([value = {}]: object[]) => ({ extendPaths: [{ path: '$.associations[0]', value }] })],
] as const)(
  'contacts of a new HubSpot deal that %s replaces are named as the field that they are',
  async (_how, entry) => {
    const vendor = await startEmulated('hubspot', { deals: 0 });
    const crm = await connectTo(vendor);
    try {
      const [a = '', b = ''] = await some(crm, 'hubspot', 'contacts');
      const [company = ''] = await some(crm, 'hubspot', 'companies');
      const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 3 }];
      const passThrough = [{ serviceId: 'hubspot', ...entry([{ to: { id: b }, types }]) } as never];

      const plan = async (input: object) =>
        (await crm.opportunities.create({ title: 'x', passThrough, ...input }, { dryRun: true })).issues;

      expect(await plan({ contactIds: [a] })).toMatchObject([{ field: 'contactIds', code: 'overridden' }]);
      expect(await plan({ companyId: company })).toMatchObject([{ field: 'companyId', code: 'overridden' }]);
    } finally {
      await crm.close();
      await vendor.close();
    }
  },
);
