import { Configuration as Configuration1, UsersApi } from 'pipedrive/v1';
import {
  Configuration,
  DealFieldsApi,
  DealsApi,
  PersonsApi,
  PipelinesApi,
  StagesApi,
  type GetDealsResponse,
} from 'pipedrive/v2';
import { expect, test } from 'vitest';
import { openAccount, type SandboxClient } from './sandbox-client.ts';

/** Pipedrive's own client, pointed at the sandbox. */
function configure({ sandbox, apiToken }: SandboxClient): Configuration {
  return new Configuration({ apiKey: apiToken, basePath: `${sandbox.baseUrl}/api/v2` });
}

test('the vendor’s own client walks all deals by cursor', async () => {
  const account = await openAccount({ deals: 130 });
  const api = new DealsApi(configure(account));
  const found: (number | undefined)[] = [];

  for (let cursor: string | null | undefined = ''; typeof cursor === 'string';) {
    const page: GetDealsResponse = await api.getDeals({ limit: 50, ...(cursor === '' ? {} : { cursor }) });
    found.push(...(page.data ?? []).map((deal) => deal.id));
    cursor = page.additional_data?.next_cursor;
  }

  const archived = await api.getArchivedDeals({ limit: 500 });
  expect(new Set(found).size).toBe(found.length);
  expect(found.length + (archived.data ?? []).length).toBe((await account.sandbox.control.ids()).length);
});

test('the vendor’s own client creates, reads, changes and deletes a deal', async () => {
  const account = await openAccount({ deals: 10 });
  const api = new DealsApi(configure(account));

  const created = await api.addDeal({
    AddDealRequest: { title: 'From the client', value: 12.5, currency: 'EUR' },
  });
  const id = Number(created.data?.id);
  const read = await api.getDeal({ id, include_option_labels: true });
  const changed = await api.updateDeal({
    id,
    UpdateDealRequest: { status: 'lost', lost_reason: 'Went silent' },
  });
  const deleted = await api.deleteDeal({ id });

  expect(read.data).toMatchObject({ id, title: 'From the client', value: 12.5 });
  expect(changed.data).toMatchObject({ status: 'lost', lost_reason: 'Went silent' });
  expect(deleted).toMatchObject({ success: true, data: { id } });
  await expect(api.deleteDeal({ id })).rejects.toMatchObject({ success: false, error: 'Deal not found' });
});

test('the vendor’s own client reads stages, pipelines, fields and persons', async () => {
  const configuration = configure(await openAccount({ deals: 10 }));

  const stages = await new StagesApi(configuration).getStages({ limit: 500 });
  const pipelines = await new PipelinesApi(configuration).getPipelines({ limit: 500 });
  const fields = await new DealFieldsApi(configuration).getDealFields({ limit: 500 });
  const persons = await new PersonsApi(configuration).getPersons({ limit: 2 });

  expect(stages.data?.map((stage) => stage.name)).toContain('First meeting');
  expect(pipelines.data?.map((pipeline) => pipeline.name)).toEqual(['Sales', 'Renewals']);
  expect(fields.data?.map((field) => field.field_code)).toContain('lost_reason');
  expect(persons.data).toHaveLength(2);
});

test('the vendor’s own client reads users through the older API', async () => {
  const { sandbox, apiToken } = await openAccount({ deals: 0 });
  const api = new UsersApi(new Configuration1({ apiKey: apiToken, basePath: `${sandbox.baseUrl}/v1` }));

  const me = await api.getCurrentUser();
  const users = await api.getUsers();

  expect(me.data).toMatchObject({ company_domain: 'sandbox' });
  expect(users.data).toHaveLength(12);
});

test('the vendor’s own client is told what is wrong with a request', async () => {
  const account = await openAccount({ deals: 0 });
  const api = new DealsApi(configure(account));

  await expect(api.addDeal({ AddDealRequest: { title: 'x', probability: 200 } })).rejects.toMatchObject({
    code: 'ERR_SCHEMA_VALIDATION_FAILED',
  });
});
