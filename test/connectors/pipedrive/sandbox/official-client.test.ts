import {
  Configuration as Configuration1,
  CurrenciesApi,
  DealsApi as OldDealsApi,
  UsersApi,
} from 'pipedrive/v1';
import {
  ActivitiesApi,
  Configuration,
  DealFieldsApi,
  DealProductsApi,
  DealsApi,
  OrganizationsApi,
  PersonsApi,
  PipelinesApi,
  StagesApi,
  type Deal,
  type DealsApiGetDealsRequest,
} from 'pipedrive/v2';
import { describe, expect, test } from 'vitest';
import type { SandboxOptions } from '../../../../src/sandbox-kit/index.ts';
import { openAccount, type SandboxClient } from '../sandbox-client.ts';

interface Opened {
  readonly account: SandboxClient;
  readonly configuration: Configuration;
  readonly deals: DealsApi;
  readonly old: Configuration1;
}

/** Pipedrive's own client, in both of its versions, pointed at the sandbox. */
async function open(options: SandboxOptions = {}): Promise<Opened> {
  const account = await openAccount(options);
  const { sandbox, apiToken: apiKey } = account;
  const configuration = new Configuration({ apiKey, basePath: `${sandbox.baseUrl}/api/v2` });
  const old = new Configuration1({ apiKey, basePath: `${sandbox.baseUrl}/v1` });
  return { account, configuration, deals: new DealsApi(configuration), old };
}

function idsOf(records: readonly { readonly id?: number }[] | undefined): readonly number[] {
  return (records ?? []).map(({ id }) => Number(id));
}

describe('the vendor’s own client, on lists of deals', () => {
  test('walks all of them by cursor', async () => {
    const { account, deals } = await open({ deals: 130 });
    const found: number[] = [];

    for (let cursor: string | null | undefined = ''; typeof cursor === 'string';) {
      const page = await deals.getDeals({ limit: 50, ...(cursor === '' ? {} : { cursor }) });
      found.push(...idsOf(page.data));
      cursor = page.additional_data?.next_cursor;
    }

    const archived = await deals.getArchivedDeals({ limit: 500 });
    expect(new Set(found).size).toBe(found.length);
    expect(found.length + idsOf(archived.data).length).toBe((await account.sandbox.control.ids()).length);
  });

  test('narrows and shapes them by each parameter it knows', async () => {
    const { deals } = await open({ deals: 120 });
    const all = (await deals.getDeals({ limit: 500 })).data ?? [];
    const some = all.find((deal) => typeof deal.person_id === 'number' && typeof deal.org_id === 'number');
    const since = '2026-06-01T00:00:00Z';
    const filters: readonly [DealsApiGetDealsRequest, (deal: Deal) => boolean][] = [
      [{ ids: `${some?.id},999999` }, (deal) => deal.id === some?.id],
      [{ owner_id: Number(some?.owner_id) }, (deal) => deal.owner_id === some?.owner_id],
      [{ person_id: Number(some?.person_id) }, (deal) => deal.person_id === some?.person_id],
      [{ org_id: Number(some?.org_id) }, (deal) => deal.org_id === some?.org_id],
      [{ pipeline_id: 5 }, (deal) => deal.pipeline_id === 5],
      [{ stage_id: 31 }, (deal) => deal.stage_id === 31],
      [{ status: 'won' }, (deal) => deal.status === 'won'],
      [{ filter_id: 1, status: 'won' }, (deal) => deal.status === 'open'],
      [{ updated_since: since }, (deal) => String(deal.update_time ?? deal.add_time) >= since],
      [{ updated_until: since }, (deal) => String(deal.update_time ?? deal.add_time) < since],
    ];

    for (const [filter, isMeant] of filters) {
      const page = await deals.getDeals({ ...filter, limit: 500 });
      expect([filter, idsOf(page.data)]).toEqual([filter, idsOf(all.filter(isMeant))]);
    }
    for (const sort_by of ['id', 'update_time', 'add_time'] as const) {
      const up = await deals.getDeals({ sort_by, sort_direction: 'asc', limit: 500 });
      const down = await deals.getDeals({ sort_by, sort_direction: 'desc', limit: 500 });
      expect(idsOf(down.data)).toEqual(idsOf(up.data).toReversed());
    }
  });

  test('is shown deleted deals, options and labels on request', async () => {
    const { deals, configuration } = await open({ deals: 20 });
    const fields = (await new DealFieldsApi(configuration).getDealFields({ limit: 500 })).data ?? [];
    const code = fields.find(({ field_name: name }) => name === 'Regions')?.field_code ?? '';
    const AddDealRequest = { title: 'Labelled', label_ids: [11], custom_fields: { [code]: [52] } };
    const { data } = await deals.addDeal({ AddDealRequest });
    const id = Number(data?.id);

    const shown = await deals.getDeals({
      ids: String(id),
      include_labels: true,
      include_option_labels: true,
      include_fields: 'participants_count',
      custom_fields: code,
    });
    await deals.deleteDeal({ id });
    const deleted = await deals.getDeals({ status: 'deleted', limit: 500 });

    expect(shown.data).toMatchObject([
      {
        labels: [{ id: 11, label: expect.any(String) }],
        custom_fields: { [code]: [{ id: 52, label: expect.any(String) }] },
        participants_count: 0,
      },
    ]);
    expect(idsOf(deleted.data)).toContain(id);
    expect(deleted.data?.every((deal) => deal.is_deleted === true)).toBe(true);
  });

  test('finds a deal by a part of its title', async () => {
    const { deals } = await open({ deals: 20 });
    const [first] = (await deals.getDeals({ limit: 1 })).data ?? [];

    const found = await deals.searchDeals({
      term: String(first?.title),
      fields: 'title',
      exact_match: true,
      limit: 10,
    });

    expect(found.data?.items?.map(({ item }) => item?.id)).toContain(first?.id);
  });
});

describe('the vendor’s own client, on one deal', () => {
  test('creates, reads, changes and deletes it', async () => {
    const { deals } = await open({ deals: 10 });

    const created = await deals.addDeal({
      AddDealRequest: { title: 'From the client', value: 12.5, currency: 'EUR' },
    });
    const id = Number(created.data?.id);
    const read = await deals.getDeal({ id, include_option_labels: true });
    const changed = await deals.updateDeal({
      id,
      UpdateDealRequest: { status: 'lost', lost_reason: 'Went silent', person_id: null, label_ids: [14] },
    });
    const deleted = await deals.deleteDeal({ id });

    expect(read.data).toMatchObject({ id, title: 'From the client', value: 12.5 });
    expect(changed.data).toMatchObject({ status: 'lost', lost_reason: 'Went silent', label_ids: [14] });
    expect(deleted).toMatchObject({ success: true, data: { id } });
    await expect(deals.deleteDeal({ id })).rejects.toMatchObject({ success: false, error: 'Deal not found' });
    await expect(deals.getDeal({ id: 99 })).rejects.toMatchObject({ error: 'Deal not found' });
  });

  test('lets persons join and leave it', async () => {
    const { deals, old, configuration } = await open({ deals: 10 });
    const persons = new PersonsApi(configuration);
    const participants = new OldDealsApi(old);
    const [first, second] = idsOf((await persons.getPersons({ limit: 2 })).data);
    const { data } = await deals.addDeal({
      AddDealRequest: { title: 'Committee', person_id: Number(first) },
    });
    const id = Number(data?.id);

    const AddDealParticipantRequest = { person_id: Number(second) };
    const added = await participants.addDealParticipant({ id, AddDealParticipantRequest });
    const listed = await participants.getDealParticipants({ id });
    const there = idsOf((await persons.getPersons({ deal_id: id })).data);
    await participants.deleteDealParticipant({ id, deal_participant_id: Number(added.data?.id) });

    expect(listed.data?.map((one) => one.person_id?.value)).toEqual([first, second]);
    expect(there).toEqual([first, second]);
    expect(idsOf((await persons.getPersons({ deal_id: id })).data)).toEqual([first]);
  });

  test('duplicates and merges it, and reads what changed', async () => {
    const { deals, old } = await open({ deals: 10 });
    const api = new OldDealsApi(old);
    const created = await deals.addDeal({ AddDealRequest: { title: 'One', value: 1 } });
    const id = Number(created.data?.id);

    const copy = Number((await api.duplicateDeal({ id })).data?.id);
    await deals.updateDeal({ id, UpdateDealRequest: { value: 2 } });
    const changes = await api.getDealChangelog({ id });
    const merged = await api.mergeDeals({ id: copy, MergeDealsRequest: { merge_with_id: id } });

    expect(changes.data).toMatchObject([{ field_key: 'value', old_value: '1', new_value: '2' }]);
    expect(merged.data).toMatchObject({ id, merge_what_id: copy });
    expect((await deals.getDeal({ id: copy })).data).toMatchObject({ is_deleted: true });
  });

  test('puts products and followers on it', async () => {
    const { deals, configuration } = await open({ deals: 10 });
    const products = new DealProductsApi(configuration);
    const { data } = await deals.addDeal({ AddDealRequest: { title: 'Priced' } });
    const id = Number(data?.id);

    await products.addDealProduct({
      id,
      AddDealProductRequest: { product_id: 501, item_price: 20, quantity: 2 },
    });
    await deals.addDealFollower({ id, AddDealFollowerRequest: { user_id: 70_012 } });

    expect((await deals.getDeal({ id })).data?.value).toBe(40);
    expect((await products.getDealsProducts({ deal_ids: [id] })).data).toMatchObject([{ sum: 40 }]);
    expect((await deals.getDealFollowers({ id })).data?.map((one) => one.user_id)).toEqual([70_011, 70_012]);
    expect((await deals.getDealFollowersChangelog({ id })).data).toMatchObject([{ action: 'added' }]);
  });
});

describe('the vendor’s own client, on what deals point at', () => {
  test('reads stages, pipelines, fields and activities', async () => {
    const { configuration, deals } = await open({ deals: 20 });
    const fieldsApi = new DealFieldsApi(configuration);

    const stages = await new StagesApi(configuration).getStages({ pipeline_id: 5, limit: 500 });
    const pipelines = await new PipelinesApi(configuration).getPipelines({ limit: 500 });
    const fields = await fieldsApi.getDealFields({ limit: 500 });
    const reason = await fieldsApi.getDealField({ field_code: 'lost_reason' });
    const page = await deals.getDeals({ include_fields: 'last_activity_id', limit: 500 });
    const last = page.data?.flatMap((deal) => Object.entries(deal));
    const activity = last?.find(([name, value]) => name === 'last_activity_id' && value !== null)?.[1];
    const activities = await new ActivitiesApi(configuration).getActivities({ ids: String(activity) });

    expect(stages.data?.map((stage) => stage.name)).toContain('First meeting');
    expect(pipelines.data?.map((pipeline) => pipeline.name)).toEqual(['Sales', 'Renewals']);
    expect(fields.data?.map((field) => field.field_code)).toContain('lost_reason');
    expect(reason.data).toMatchObject({ field_type: 'varchar_options' });
    expect(idsOf(activities.data)).toEqual([activity]);
  });

  test('reads and adds persons and organizations', async () => {
    const { configuration } = await open({ deals: 10 });
    const persons = new PersonsApi(configuration);
    const organizations = new OrganizationsApi(configuration);

    const company = await organizations.addOrganization({ AddOrganizationRequest: { name: 'Kite OÜ' } });
    const org_id = Number(company.data?.id);
    const person = await persons.addPerson({ AddPersonRequest: { name: 'Anna Kask', org_id } });
    const id = Number(person.data?.id);
    const found = await persons.searchPersons({ term: 'kask' });

    expect((await persons.getPerson({ id })).data).toMatchObject({ name: 'Anna Kask', org_id });
    expect(idsOf((await organizations.getOrganizations({ ids: String(org_id) })).data)).toEqual([org_id]);
    expect(found.data?.items?.map(({ item }) => item?.id)).toContain(id);
  });

  test('reads users and currencies through the older API', async () => {
    const { old } = await open({ deals: 0 });
    const users = new UsersApi(old);

    expect((await users.getCurrentUser()).data).toMatchObject({ company_domain: 'sandbox' });
    expect((await users.getUsers()).data).toHaveLength(12);
    expect((await new CurrenciesApi(old).getCurrencies({ term: 'EUR' })).data).toMatchObject([
      { code: 'EUR', decimal_points: 2 },
    ]);
  });
});

describe('the vendor’s own client, refused', () => {
  test('is told what is wrong with a request', async () => {
    const { deals } = await open({ deals: 0 });

    await expect(deals.addDeal({ AddDealRequest: { title: 'x', probability: 200 } })).rejects.toMatchObject({
      code: 'ERR_SCHEMA_VALIDATION_FAILED',
      error: expect.stringContaining('probability'),
    });
    await expect(deals.getDeals({ limit: 501 })).rejects.toMatchObject({ success: false });
    await expect(deals.getDeals({ cursor: 'nowhere' })).rejects.toMatchObject({ success: false });
  });

  test('is told that it asks too often', async () => {
    const { deals } = await open({ deals: 0, limits: 'vendor' });

    const all = await Promise.allSettled(Array.from({ length: 21 }, () => deals.getDeals({ limit: 1 })));

    expect(all.filter(({ status }) => status === 'rejected')).toMatchObject([{ reason: { errorCode: 429 } }]);
  });
});
