import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandbox } from '../../../../connectors/hubspot/sandbox/index.ts';
import { bundledConnector, connect, type Crm } from '../../../../src/index.ts';
import type { RunningSandbox } from '../../../../src/sandbox-kit/index.ts';

let vendor: RunningSandbox;

beforeAll(async () => {
  vendor = await sandbox.start({ deals: 40, seed: 2, limits: 'off' });
});
afterAll(async () => {
  await vendor.close();
});

function open(apiVersion?: string): Promise<Crm> {
  const credentials = { ...vendor.credentials, ...(apiVersion === undefined ? {} : { apiVersion }) };
  return connect({
    connector: bundledConnector('hubspot'),
    credentials,
    baseUrl: vendor.baseUrl,
    limits: 'off',
  });
}

describe.each(['2026-09', 'v3'])('through the client, in %s', (apiVersion) => {
  test('a deal is made, won and archived, and every step is told', async () => {
    await using crm = await open(apiVersion);
    const { opportunities } = crm;

    const made = await opportunities.create(
      { title: 'By the client', pipelineStageId: 'qualifiedtobuy', monetaryAmount: 10.5, currency: 'EUR' },
      { verify: true },
    );
    expect(made).toMatchObject({
      outcome: 'created',
      differences: [],
      opportunity: { pipelineId: 'default' },
    });
    if (!('outcome' in made)) throw new Error('not made');

    const won = await opportunities.update(
      made.id,
      { status: 'Won', closeDate: '2026-11-20', wonReason: 'Price' },
      { verify: true },
    );
    expect(won).toMatchObject({
      outcome: 'updated',
      differences: [],
      opportunity: { status: 'Won', closeDate: '2026-11-20', wonReason: 'Price', winProbability: 100 },
    });

    expect(await opportunities.update(made.id, { status: 'Won' })).toMatchObject({ outcome: 'unchanged' });
    expect(await opportunities.delete(made.id)).toMatchObject({ outcome: 'deleted' });
  });
});

test('a merged deal is not the one it was merged into: neither written nor archived in its place', async () => {
  await using crm = await open();
  const [into = '', from = ''] = await vendor.control.ids({ offset: 5, limit: 2 });
  await vendor.control.merge(into, from);

  await expect(crm.opportunities.update(from, { title: 'wrong one' })).rejects.toMatchObject({
    code: 'no-such-record',
  });
  expect(await crm.opportunities.delete(from)).toMatchObject({ outcome: 'already-gone' });
  expect(await crm.opportunities.deleteMany([from])).toMatchObject([{ outcome: 'already-gone' }]);
  expect(await vendor.control.ids({ limit: 1000 })).toContain(into);
});

test('what HubSpot refuses is said in the words of the model', async () => {
  await using crm = await open();
  const [id = ''] = await vendor.control.ids({ offset: 12, limit: 1 });

  await expect(crm.opportunities.update(id, { currency: 'CHF' })).rejects.toMatchObject({
    fields: [{ field: 'currency', native: 'deal_currency_code', code: 'INVALID_OPTION' }],
  });
});

test('many are written in batches, and the one that HubSpot refuses is named', async () => {
  await using crm = await open();
  const [one = '', two = '', three = ''] = await vendor.control.ids({ offset: 20, limit: 3 });

  const results = await crm.opportunities.updateMany([
    { id: one, changes: { title: 'one' } },
    { id: two, changes: { currency: 'CHF' } },
    { id: three, changes: { title: 'three', contactIds: [] } },
  ]);

  expect(results.map(({ outcome }) => outcome)).toEqual(['updated', 'failed', 'updated']);
  expect(results[1]?.error).toMatchObject({ fields: [{ field: 'currency', code: 'INVALID_OPTION' }] });
  expect(await crm.opportunities.get(three)).toMatchObject({ title: 'three', contactIds: [] });
});

test('what a batch did not create is said item by item, with the fields and the records meant', async () => {
  await using crm = await open();

  const results = await crm.opportunities.createMany([
    { title: 'good' },
    { title: 'Twin', customFields: [{ id: 'erp_reference', value: 'ERP-0000003' }] },
    { title: 'Nobody’s', contactIds: ['1'], companyId: '2' },
    { title: '', monetaryAmount: 5 },
  ]);

  expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'failed', 'failed', 'failed']);
  const fields = results.map(({ error }) => (error === undefined ? [] : Reflect.get(error, 'fields')));
  const id = expect.stringMatching(/^\d+$/);
  expect(fields).toMatchObject([
    [],
    [{ field: 'customFields[erp_reference]', code: 'CONFLICTING_UNIQUE_VALUE', records: [id] }],
    [{ field: 'contactIds', native: 'associations.contacts.results[].id', records: ['1'] }],
    [{ field: 'title', native: 'dealname', code: 'MISSING_REQUIRED_PROPERTY' }],
  ]);
});

test('the account’s own rules, which only HubSpot knows, are told by the field that they ask for', async () => {
  await using crm = await open();
  const made = await crm.opportunities.create({ title: 'Undated', pipelineStageId: 'qualifiedtobuy' });
  const id = String(Reflect.get(made, 'id'));

  await expect(crm.opportunities.create({ title: '', monetaryAmount: 1 })).rejects.toMatchObject({
    fields: [{ field: 'title', native: 'dealname', code: 'MISSING_REQUIRED_PROPERTY' }],
  });
  await expect(crm.opportunities.update(id, { status: 'Won' })).rejects.toMatchObject({
    fields: [{ field: 'closeDate', native: 'closedate', code: 'MISSING_REQUIRED_PROPERTY' }],
  });
  await using older = await open('v3');
  expect(await older.opportunities.create({ title: '', monetaryAmount: 1 })).toMatchObject({
    outcome: 'created',
  });
});

test('a key that HubSpot keeps unique makes one deal', async () => {
  await using crm = await open();
  const key = { field: 'erp_reference', value: 'C-1' };

  const first = await crm.opportunities.upsert({ title: 'keyed', monetaryAmount: 1 }, { key });
  const second = await crm.opportunities.upsert({ title: 'keyed', monetaryAmount: 2 }, { key });

  expect(first).toMatchObject({ outcome: 'created' });
  expect(second).toMatchObject({ outcome: 'updated', id: Reflect.get(first, 'id') });
});

function passThrough(name: string) {
  return [{ serviceId: 'hubspot', extendObject: { properties: { [name]: 'call them' } } }];
}

test('passThrough reaches the body, and a key that HubSpot does not know is named', async () => {
  await using crm = await open();
  const [id = ''] = await vendor.control.ids({ offset: 14, limit: 1 });

  expect(await crm.opportunities.update(id, { passThrough: passThrough('hs_next_step') })).toMatchObject({
    outcome: 'updated',
  });
  expect((await vendor.control.truth(id))?.['properties']).toMatchObject({ hs_next_step: 'call them' });
  await expect(crm.opportunities.update(id, { passThrough: passThrough('kolor') })).rejects.toMatchObject({
    fields: [{ native: 'kolor', code: 'PROPERTY_DOESNT_EXIST' }],
  });
});
