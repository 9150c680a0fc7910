import { expect, test } from 'vitest';
import { connectTo, startEmulated } from '../../support/emulated-vendor.ts';

test('issues of the mapping and of the client are worded alike: to be read after the name of their field', async () => {
  const vendor = await startEmulated('hubspot', { deals: 5 });
  const crm = await connectTo(vendor);
  // As a caller without types may give it.
  const input = JSON.parse(`{
    "titel": "x", "status": "Perhaps", "monetaryAmount": "many", "closeDate": "someday", "companyId": 5,
    "customFields": [{ "name": "Nonsense", "value": 1 }], "customMappings": { "none": 1 }, "createdAt": "2026-01-01",
    "passThrough": [
      { "serviceId": "hubspot", "operationId": "deals.nothing" },
      { "serviceId": "hubspots" },
      { "serviceId": "hubspot", "extendPaths": [{ "path": "$.a[*]", "value": 1 }] }
    ]
  }`);

  const { issues } = await crm.opportunities.create(input, { dryRun: true });
  await crm.close();
  await vendor.close();

  const fields = new Set(issues.map(({ field }) => field));
  expect([...fields]).toEqual(
    expect.arrayContaining(['titel', 'status', 'monetaryAmount', 'passThrough[0]', 'passThrough[1]']),
  );
  const asSentences = issues
    .flatMap(({ message, hint }) => [message, hint])
    .filter((text) => /^[A-Z][a-z]* /.test(text) || text.endsWith('.'));
  expect(asSentences).toEqual([]);
});
