import { Client } from '@hubspot/api-client';
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/deals/models/AssociationSpec.js';
import {
  PropertyCreateFieldTypeEnum,
  PropertyCreateTypeEnum,
} from '@hubspot/api-client/lib/codegen/crm/properties/models/PropertyCreate.js';
import { describe, expect, test } from 'vitest';
import { openAccount } from '../sandbox-client.ts';

async function open(): Promise<Client> {
  const { sandbox } = await openAccount();
  return new Client({
    basePath: sandbox.baseUrl,
    accessToken: String(sandbox.credentials['accessToken']),
    numberOfApiCallRetries: 1,
    limiterOptions: { minTime: 0, maxConcurrent: 10 },
  });
}

const key = {
  name: 'kite_key',
  label: 'Key',
  type: PropertyCreateTypeEnum.String,
  fieldType: PropertyCreateFieldTypeEnum.Text,
  groupName: 'kites',
  hasUniqueValue: true,
};

const contactType = {
  associationCategory: AssociationSpecAssociationCategoryEnum.HubspotDefined,
  associationTypeId: 3,
};
const companyType = { ...contactType, associationTypeId: 5 };

describe('the vendor’s published client, on what a test sets up', () => {
  test('makes a group and properties, and upserts by one of them', async () => {
    const client = await open();
    const { groupsApi, coreApi, batchApi } = client.crm.properties;

    await groupsApi.create('deals', { name: 'kites', label: 'Kites' });
    const made = await coreApi.create('deals', key);
    await batchApi.create('deals', { inputs: [{ ...key, name: 'kite_note', hasUniqueValue: false }] });
    const upsert = async (kite_note: string): Promise<unknown> =>
      await client.crm.deals.batchApi.upsert({
        inputs: [{ id: 'K-1', idProperty: 'kite_key', properties: { kite_note } }],
      });

    expect(made).toMatchObject({ name: 'kite_key', hasUniqueValue: true, createdAt: expect.any(Date) });
    expect(await upsert('new')).toMatchObject({ results: [{ _new: true }] });
    expect(await upsert('old')).toMatchObject({ results: [{ _new: false }] });
    expect(
      await client.crm.deals.basicApi.getById('K-1', ['kite_note'], [], [], false, 'kite_key'),
    ).toMatchObject({ properties: { kite_note: 'old' } });
    await expect(coreApi.create('deals', key)).rejects.toMatchObject({
      code: 409,
      body: { subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS' },
    });
    await coreApi.update('deals', 'kite_note', { label: 'Note' });
    await coreApi.archive('deals', 'kite_note');
    await batchApi.archive('deals', { inputs: [{ name: 'kite_key' }] });
    await groupsApi.archive('deals', 'kites');
    await expect(coreApi.getByName('deals', 'kite_key')).rejects.toMatchObject({ code: 404 });
    expect((await coreApi.getAll('deals', true)).results.map(({ name }) => name)).toEqual([
      'kite_note',
      'kite_key',
    ]);
  });

  test('makes a contact and a company, and a deal that is linked with both', async () => {
    const client = await open();
    const { contacts, companies, deals } = client.crm;
    const contact = await contacts.basicApi.create({
      properties: { email: 'ada@kites.example', firstname: 'Ada' },
      associations: [],
    });
    const company = await companies.basicApi.create({
      properties: { name: 'Kites Ltd', domain: 'kites.example' },
      associations: [],
    });
    await companies.basicApi.update(company.id, { properties: { city: 'Leeds' } });
    const deal = await deals.basicApi.create({
      properties: { dealname: 'Kites' },
      associations: [
        { to: { id: contact.id }, types: [contactType] },
        { to: { id: company.id }, types: [companyType] },
      ],
    });
    const read = await deals.basicApi.getById(deal.id, [], [], ['contacts', 'companies']);

    expect(read.associations?.['contacts']?.results).toMatchObject([{ id: contact.id }]);
    expect(read.associations?.['companies']?.results[0]).toMatchObject({ id: company.id });
    expect((await companies.basicApi.getById(company.id, ['city'])).properties['city']).toBe('Leeds');
    await expect(
      contacts.basicApi.create({ properties: { email: 'ada@kites.example' }, associations: [] }),
    ).rejects.toMatchObject({
      code: 409,
      body: { category: 'CONFLICT', message: `Contact already exists. Existing ID: ${contact.id}` },
    });
    await contacts.basicApi.archive(contact.id);
    await companies.batchApi.archive({ inputs: [{ id: company.id }] });
    expect(
      (await deals.basicApi.getById(deal.id, [], [], ['contacts', 'companies'])).associations,
    ).toBeUndefined();
  });

  test('makes, changes and deletes pipelines and stages', async () => {
    const client = await open();
    const { pipelinesApi, pipelineStagesApi } = client.crm.pipelines;

    const { id } = await pipelinesApi.create('deals', {
      label: 'Partners',
      displayOrder: 5,
      stages: [{ label: 'Contacted', displayOrder: 0, metadata: { probability: '0.1' } }],
    });
    const stage = await pipelineStagesApi.create('deals', id, {
      label: 'Signed',
      displayOrder: 1,
      metadata: { probability: '1.0' },
    });
    const renamed = await pipelinesApi.update('deals', id, { label: 'Allies' });
    const moved = await pipelineStagesApi.update('deals', id, stage.id, { label: 'Won' });
    await pipelineStagesApi.archive('deals', id, stage.id);
    const left = await pipelinesApi.getById('deals', id);
    await pipelinesApi.archive('deals', id);
    const all = await pipelinesApi.getAll('deals');

    expect([renamed.label, moved.label]).toEqual(['Allies', 'Won']);
    expect(left.stages.map(({ label }) => label)).toEqual(['Contacted']);
    expect(all.results.map((pipeline) => pipeline.id)).not.toContain(id);
  });
});
