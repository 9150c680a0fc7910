import { expect, test } from 'vitest';
import { connectTo, startEmulated } from '../../../support/emulated-vendor.ts';

test('a currency that Copper takes and does not keep is told, with no request more', async () => {
  const vendor = await startEmulated('copper', { deals: 5 });
  await using crm = await connectTo(vendor);
  const { opportunities } = crm;
  const other = { field: 'currency', wanted: 'EUR', found: 'USD' };

  vendor.control.fault('unit-ignored');
  const made = await opportunities.create({ title: 'Kept', monetaryAmount: 100, currency: 'EUR' });
  const { id = '' } = made;
  expect(made).toMatchObject({ outcome: 'created', differences: [other] });
  const input = { monetaryAmount: 120, currency: 'EUR' };
  expect(await opportunities.update(id, input)).toMatchObject({ outcome: 'updated', differences: [other] });
  expect(await opportunities.update(id, input, { verify: true })).toMatchObject({ differences: [other] });
  vendor.control.clearFaults();

  vendor.control.fault('unit-writable');
  expect(await opportunities.update(id, input)).not.toHaveProperty('differences');
  await vendor.close();
});

test('so it is of many that are created in one request, each for itself', async () => {
  const requests: string[] = [];
  const vendor = await startEmulated('copper', {
    deals: 5,
    onRequest: ({ method, path }) => void requests.push(`${method} ${path}`),
  });
  await using crm = await connectTo(vendor);
  vendor.control.fault('unit-ignored');

  const results = await crm.opportunities.createMany([
    { title: 'Other', monetaryAmount: 100, currency: 'EUR' },
    { title: 'Own', monetaryAmount: 100, currency: 'USD' },
    { title: 'None' },
  ]);

  expect(requests.filter((request) => request.endsWith('bulk_create'))).toHaveLength(1);
  expect(results.map(({ outcome, differences }) => ({ outcome, differences }))).toEqual([
    { outcome: 'created', differences: [{ field: 'currency', wanted: 'EUR', found: 'USD' }] },
    { outcome: 'created', differences: undefined },
    { outcome: 'created', differences: undefined },
  ]);
  await vendor.close();
});
