import { Client } from '@hubspot/api-client';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/deals/index.js';
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/deals/models/AssociationSpec.js';
import { describe, expect, test } from 'vitest';
import type { SandboxOptions } from '../../../../src/sandbox-kit/index.ts';
import { openAccount, type SandboxClient } from '../sandbox-client.ts';

interface Opened {
  readonly account: SandboxClient;
  readonly client: Client;
  /** Ids of the deals that live, ascending. */
  readonly ids: readonly string[];
}

/** The vendor's published client on an account, without waits between its requests. */
async function open(options: SandboxOptions = {}): Promise<Opened> {
  const account = await openAccount(options);
  const client = new Client({
    basePath: account.sandbox.baseUrl,
    accessToken: String(account.sandbox.credentials['accessToken']),
    numberOfApiCallRetries: 1,
    limiterOptions: { minTime: 0, maxConcurrent: 10 },
  });
  return { account, client, ids: await account.sandbox.control.ids() };
}

const plainContact = {
  associationCategory: AssociationSpecAssociationCategoryEnum.HubspotDefined,
  associationTypeId: 3,
};
const primaryCompany = { ...plainContact, associationTypeId: 5 };

async function contactId(client: Client): Promise<string> {
  const { results } = await client.crm.contacts.basicApi.getPage(1);
  return results[0]?.id ?? '';
}

describe('the vendor’s published client, on deals', () => {
  test('reads pages with properties, histories and associations, and goes on after them', async () => {
    const { client, ids } = await open({ deals: 130 });

    const first = await client.crm.deals.basicApi.getPage(
      50,
      undefined,
      ['dealname', 'amount'],
      ['dealstage'],
      ['contacts', 'companies'],
    );
    const second = await client.crm.deals.basicApi.getPage(100, first.paging?.next?.after);

    expect(first.results.map(({ id }) => id)).toEqual(ids.slice(0, 50));
    expect(second.results.map(({ id }) => id)).toEqual(ids.slice(50));
    expect(first.results[0]?.createdAt).toBeInstanceOf(Date);
    expect(first.results.some(({ propertiesWithHistory }) => propertiesWithHistory?.['dealstage'])).toBe(
      true,
    );
    expect(first.results.some(({ associations }) => associations?.['companies']?.results.length)).toBe(true);
  });

  test('reads them all, archived ones apart', async () => {
    const { client, ids } = await open({ deals: 230 });

    const living = await client.crm.deals.getAll(100);
    const archived = await client.crm.deals.getAll(100, undefined, undefined, undefined, undefined, true);

    expect(living.map(({ id }) => id)).toEqual(ids);
    expect(living.length + archived.length).toBe(230);
    expect(archived.every((deal) => deal.archived === true && deal.archivedAt instanceof Date)).toBe(true);
  });

  test('creates, reads, updates and archives one', async () => {
    const { client } = await open();
    const { basicApi } = client.crm.deals;
    const contact = await contactId(client);

    const created = await basicApi.create({
      properties: {
        dealname: 'Kite order',
        pipeline: 'default',
        dealstage: 'contractsent',
        amount: '1250.40',
      },
      associations: [{ to: { id: contact }, types: [plainContact] }],
    });
    await basicApi.update(created.id, { properties: { amount: '99.5' } });
    const read = await basicApi.getById(created.id, ['amount', 'dealname'], undefined, ['contacts']);
    await basicApi.archive(created.id);

    expect(read.properties).toMatchObject({ amount: '99.5', dealname: 'Kite order' });
    expect(read.associations?.['contacts']?.results).toEqual([{ id: contact, type: 'deal_to_contact' }]);
    await expect(basicApi.getById(created.id)).rejects.toMatchObject({ code: 404 });
    expect(await basicApi.getById(created.id, undefined, undefined, undefined, true)).toMatchObject({
      archived: true,
    });
  });

  test('reads by a unique property, and a merged deal under the survivor’s id', async () => {
    const { client, ids } = await open();
    const { basicApi } = client.crm.deals;
    const [into = '', from = ''] = ids;
    const reference = (await basicApi.getById(into, ['erp_reference'])).properties['erp_reference'];

    const found = await basicApi.getById(
      String(reference),
      undefined,
      undefined,
      undefined,
      false,
      'erp_reference',
    );
    await basicApi.merge({ primaryObjectId: into, objectIdToMerge: from });

    expect(found.id).toBe(into);
    expect((await basicApi.getById(from)).id).toBe(into);
  });

  test('gets validation problems as it expects them', async () => {
    const { client, ids } = await open();

    await expect(
      client.crm.deals.basicApi.update(ids[0] ?? '', { properties: { kolor: 'red' } }),
    ).rejects.toMatchObject({
      code: 400,
      body: {
        category: 'VALIDATION_ERROR',
        errors: [{ code: 'PROPERTY_DOESNT_EXIST', context: { propertyName: ['kolor'] } }],
      },
    });
  });
});

describe('the vendor’s published client, on batches of deals', () => {
  test('creates, reads, updates and archives', async () => {
    const { client } = await open();
    const { batchApi } = client.crm.deals;

    const created = await batchApi.create({
      inputs: ['one', 'two'].map((dealname) => ({ properties: { dealname }, associations: [] })),
    });
    const inputs = created.results.map(({ id }) => ({ id }));
    await batchApi.update({ inputs: inputs.map(({ id }) => ({ id, properties: { amount: '7' } })) });
    const read = await batchApi.read({ inputs, properties: ['amount'], propertiesWithHistory: [] });
    await batchApi.archive({ inputs });
    const gone = await batchApi.read({ inputs, properties: [], propertiesWithHistory: [] });

    expect(read.results.map(({ properties }) => properties['amount'])).toEqual(['7', '7']);
    expect(gone).toMatchObject({
      results: [],
      numErrors: 1,
      errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: inputs.map(({ id }) => id) } }],
    });
  });

  test('upserts by a unique property and hears which deal is new', async () => {
    const { client } = await open();
    const upsert = async (amount: string): Promise<unknown> =>
      await client.crm.deals.batchApi.upsert({
        inputs: [{ id: 'X-1', idProperty: 'erp_reference', properties: { amount } }],
      });

    expect(await upsert('1')).toMatchObject({ results: [{ _new: true }] });
    expect(await upsert('2')).toMatchObject({ results: [{ _new: false, properties: { amount: '2' } }] });
  });
});

describe('the vendor’s published client, on writes that fail in part', () => {
  test('hears which of the traced inputs failed, and why', async () => {
    const { client, ids } = await open();
    const [id = ''] = ids;

    const reply = await client.crm.deals.batchApi.update({
      inputs: [
        { id, objectWriteTraceId: 'good', properties: { amount: '7' } },
        { id: '7', objectWriteTraceId: 'lost', properties: { amount: '7' } },
        { id: ids[1] ?? '', objectWriteTraceId: 'wrong', properties: { hs_is_closed: 'true' } },
      ],
    });

    expect(reply).toMatchObject({
      status: 'COMPLETE',
      results: [{ id, objectWriteTraceId: 'good' }],
      numErrors: 2,
      errors: [
        { category: 'OBJECT_NOT_FOUND', context: { objectWriteTraceId: ['lost'] } },
        { category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['wrong'] } },
      ],
    });
  });

  test('updates by a unique property, and hears of a value that is taken', async () => {
    const { client, ids } = await open();
    const { basicApi } = client.crm.deals;
    const [id = '', other = ''] = ids;
    const key = String((await basicApi.getById(id, ['erp_reference'])).properties['erp_reference']);

    const updated = await basicApi.update(key, { properties: { amount: '8' } }, 'erp_reference');

    expect(updated).toMatchObject({ id, properties: { amount: '8' } });
    await expect(basicApi.update(other, { properties: { erp_reference: key } })).rejects.toMatchObject({
      code: 400,
      body: { category: 'VALIDATION_ERROR', errors: [{ code: 'CONFLICTING_UNIQUE_VALUE' }] },
    });
    await expect(basicApi.update('x', { properties: {} }, 'dealname')).rejects.toMatchObject({ code: 400 });
  });
});

test('the vendor’s published client searches, page by page', async () => {
  const { client, ids } = await open({ deals: 120 });
  const found: string[] = [];
  let after: string | undefined = '0';
  while (after !== undefined) {
    const page: Awaited<ReturnType<typeof client.crm.deals.searchApi.doSearch>> =
      await client.crm.deals.searchApi.doSearch({
        filterGroups: [
          {
            filters: [{ propertyName: 'hs_object_id', operator: FilterOperatorEnum.Gt, value: ids[9] ?? '' }],
          },
        ],
        sorts: ['hs_object_id'],
        properties: ['dealname'],
        limit: 40,
        after,
      });
    expect(page.total).toBe(ids.length - 10);
    found.push(...page.results.map(({ id }) => id));
    after = page.paging?.next?.after;
  }

  expect(found).toEqual(ids.slice(10));
});

describe('the vendor’s published client, on associations', () => {
  test('reads them in a batch: numbers for ids, and errors for deals without any', async () => {
    const { client, ids } = await open({ deals: 90 });

    const reply = await client.crm.associations.v4.batchApi.getPage('deals', 'companies', {
      inputs: ids.map((id) => ({ id })),
    });

    const [first] = reply.results;
    expect(first).toMatchObject({ _from: { id: expect.stringMatching(/^\d+$/) } });
    expect(first?.to[0]?.toObjectId).toBeTypeOf('number');
    expect(first?.to[0]?.associationTypes[0]).toMatchObject({ category: 'HUBSPOT_DEFINED' });
    expect(reply).toMatchObject({
      errors: expect.arrayContaining([
        expect.objectContaining({ subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND' }),
      ]),
    });
  });

  test('writes and removes them, in batches and one by one', async () => {
    const { client } = await open();
    const deal = (await client.crm.deals.basicApi.create({ properties: { dealname: 'x' }, associations: [] }))
      .id;
    const contact = await contactId(client);
    const company = (await client.crm.companies.basicApi.getPage(1)).results[0]?.id ?? '';
    const { batchApi, basicApi } = client.crm.associations.v4;
    const links = async (to: string): Promise<number> =>
      (await basicApi.getPage('deals', deal, to)).results.length;

    const created = await batchApi.create('deals', 'companies', {
      inputs: [{ _from: { id: deal }, to: { id: company }, types: [primaryCompany] }],
    });
    const byDefault = await batchApi.createDefault('deals', 'contacts', {
      inputs: [{ _from: { id: deal }, to: { id: contact } }],
    });

    expect(created.results).toMatchObject([
      { fromObjectTypeId: '0-3', toObjectTypeId: '0-2', labels: ['Primary'] },
    ]);
    expect(byDefault.results).toMatchObject([
      { _from: { id: deal }, to: { id: contact }, associationSpec: { associationTypeId: 3 } },
    ]);
    expect([await links('companies'), await links('contacts')]).toEqual([1, 1]);
    await batchApi.archive('deals', 'companies', {
      inputs: [{ _from: { id: deal }, to: [{ id: company }] }],
    });
    await basicApi.archive('deals', deal, 'contacts', contact);
    expect([await links('companies'), await links('contacts')]).toEqual([0, 0]);
    await basicApi.create('deals', deal, 'contacts', contact, [plainContact]);
    await basicApi.createDefault('deals', deal, 'companies', company);
    expect([await links('companies'), await links('contacts')]).toEqual([1, 1]);
  });

  test('reads and writes them by the oldest version, where types have names', async () => {
    const { client } = await open();
    const { batchApi } = client.crm.associations;
    const deal = (await client.crm.deals.basicApi.create({ properties: { dealname: 'x' }, associations: [] }))
      .id;
    const company = (await client.crm.companies.basicApi.getPage(1)).results[0]?.id ?? '';
    const primary = { _from: { id: deal }, to: { id: company }, type: 'deal_to_company' };
    const read = async (): Promise<unknown> =>
      await batchApi.read('deals', 'companies', { inputs: [{ id: deal }] });

    const created = await batchApi.create('deals', 'companies', { inputs: [primary] });
    const linked = await read();
    await batchApi.archive('deals', 'companies', { inputs: [primary] });
    const plain = await read();
    await batchApi.archive('deals', 'companies', {
      inputs: [{ ...primary, type: 'deal_to_company_unlabeled' }],
    });

    expect(created.results).toMatchObject([primary]);
    expect(linked).toMatchObject({
      results: [{ _from: { id: deal }, to: [{ id: company, type: primary.type }, { id: company }] }],
    });
    expect(plain).toMatchObject({ results: [{ to: [{ type: 'deal_to_company_unlabeled' }] }] });
    expect(await read()).toMatchObject({
      results: [],
      errors: [{ subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND' }],
    });
    await expect(
      batchApi.create('deals', 'companies', { inputs: [{ ...primary, type: 'deal_to_contact' }] }),
    ).rejects.toMatchObject({ code: 400 });
  });

  test('reads their types by name, and their labels', async () => {
    const { client } = await open();

    const types = await client.crm.associations.schema.typesApi.getAll('deals', 'contacts');

    expect(types.results).toContainEqual({ id: '3', name: 'deal_to_contact' });

    const { results } = await client.crm.associations.v4.schema.definitionsApi.getAll('deals', 'companies');

    expect(results.map(({ typeId }) => typeId).toSorted((a, b) => a - b)).toEqual([5, 61, 341]);
  });
});

describe('the vendor’s published client, on the account', () => {
  test('reads owners, pipelines with their stages, and property definitions', async () => {
    const { client } = await open();
    const { pipelinesApi, pipelineStagesApi } = client.crm.pipelines;

    const owners = await client.crm.owners.ownersApi.getPage();
    const owner = await client.crm.owners.ownersApi.getById(Number(owners.results[0]?.id));
    const pipelines = await pipelinesApi.getAll('deals');
    const stage = await pipelineStagesApi.getById('deals', 'default', 'closedwon');
    const properties = await client.crm.properties.coreApi.getAll('deals');
    const amount = await client.crm.properties.coreApi.getByName('deals', 'amount');
    const some = await client.crm.properties.batchApi.read('deals', {
      archived: false,
      inputs: [{ name: 'amount' }, { name: 'kolor' }],
    });
    const groups = await client.crm.properties.groupsApi.getAll('deals');

    expect(owner).toEqual(owners.results[0]);
    expect(await pipelinesApi.getById('deals', 'default')).toEqual(pipelines.results[0]);
    expect(stage.metadata).toEqual({ isClosed: 'true', probability: '1.0' });
    expect((await pipelineStagesApi.getAll('deals', 'default')).results).toContainEqual(stage);
    expect(properties.results.map(({ name }) => name)).toContain('dealstage');
    expect(amount.modificationMetadata?.readOnlyValue).toBe(false);
    expect(some.results.map(({ name }) => name)).toEqual(['amount']);
    expect(groups.results.map(({ name }) => name)).toContain(amount.groupName);
  });

  test('exchanges a code, refreshes, and works with the token it got', async () => {
    const { client, account } = await open();
    const app = ['sandbox-client-id', 'sandbox-client-secret'] as const;

    const first = await client.oauth.tokensApi.create(
      'authorization_code',
      'sandbox-authorisation-code',
      'https://app.example.com/back',
      ...app,
    );
    const second = await client.oauth.tokensApi.create(
      'refresh_token',
      undefined,
      undefined,
      ...app,
      first.refreshToken,
    );
    const facts = await client.oauth.accessTokensApi.get(second.accessToken);
    const authorised = new Client({ basePath: account.sandbox.baseUrl, accessToken: second.accessToken });

    expect(second).toMatchObject({ tokenType: 'bearer', expiresIn: 1800 });
    expect(facts).toMatchObject({ hubId: 424_242, token: second.accessToken });
    expect((await authorised.crm.deals.basicApi.getPage(1)).results).toHaveLength(1);
  });
});

test('the vendor’s published client knows the secondly limit of searches by its words', async () => {
  const { client } = await open({ deals: 3, faults: ['search-limit'] });

  await expect(client.crm.deals.searchApi.doSearch({ limit: 1 })).rejects.toMatchObject({
    code: 429,
    body: { message: 'You have reached your secondly limit.' },
  });
});
