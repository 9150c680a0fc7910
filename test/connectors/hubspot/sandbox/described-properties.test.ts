import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { objectIn, openAccount, properties, results, type Wire } from '../sandbox-client.ts';

const deals = '/crm/v3/objects/deals';
const descriptor: Wire = parse(
  readFileSync(new URL('../../../../connectors/hubspot/deal.native.yaml', import.meta.url), 'utf8'),
);

test('the account has every property that the descriptor of a deal names, and lets write those it calls writable', async () => {
  const account = await openAccount({ deals: 1 });
  const fields = objectIn(descriptor, 'fields');
  const described = Object.keys(fields).filter((path) => path.startsWith('properties.'));
  const writable = new Map(
    results(await account.get('/crm/v3/properties/deals')).map((definition) => [
      `properties.${String(definition['name'])}`,
      objectIn(definition, 'modificationMetadata')['readOnlyValue'] === false,
    ]),
  );

  expect(described.length).toBeGreaterThan(50);
  expect(described.filter((path) => !writable.has(path))).toEqual([]);
  expect(
    described.filter((path) => writable.get(path) !== (objectIn(fields, path)['access'] !== 'read')),
  ).toEqual([]);
});

test('contract values are written like any amount; what only HubSpot sets is empty', async () => {
  const account = await openAccount({ deals: 0 });

  const created = await account.send('POST', deals, { properties: { dealname: 'x', hs_arr: '1200.50' } });
  const names = 'hs_arr,hs_mrr,hs_likelihood_to_close,hs_is_open_count,hs_closed_won_count';
  const read = await account.get(`${deals}/${String(created.body['id'])}?properties=${names}`);

  expect(created.status).toBe(201);
  expect(properties(read)).toMatchObject({
    hs_arr: '1200.50',
    hs_mrr: null,
    hs_likelihood_to_close: null,
    hs_is_open_count: '1',
    hs_closed_won_count: '0',
  });
});
