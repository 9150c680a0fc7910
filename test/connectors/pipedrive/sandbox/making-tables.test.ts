import {
  Configuration,
  DealFieldsApi,
  PipelinesApi,
  StagesApi,
  type AddDealFieldRequestFieldTypeConst,
} from 'pipedrive/v2';
import { describe, expect, test } from 'vitest';
import { openAccount, type Wire } from '../sandbox-client.ts';

const deals = '/api/v2/deals';

async function open() {
  const account = await openAccount();
  const configuration = new Configuration({
    apiKey: account.apiToken,
    basePath: `${account.sandbox.baseUrl}/api/v2`,
  });
  return {
    account,
    fields: new DealFieldsApi(configuration),
    pipelines: new PipelinesApi(configuration),
    stages: new StagesApi(configuration),
  };
}

function data(body: Wire): Wire {
  const { data: found } = body;
  return typeof found === 'object' && found !== null ? { ...found } : {};
}

const enumeration: AddDealFieldRequestFieldTypeConst = 'enum';

describe('the vendor’s own client, on tables', () => {
  test('makes a pipeline with stages, which takes deals at once', async () => {
    const { account, pipelines, stages } = await open();

    const { data: made } = await pipelines.addPipeline({ AddPipelineRequest: { name: 'Partners' } });
    const pipeline = Number(made?.id);
    const empty = await account.send('POST', deals, { title: 'x', pipeline_id: pipeline });
    const { data: first } = await stages.addStage({
      AddStageRequest: { name: 'Contacted', pipeline_id: pipeline, deal_probability: 10 },
    });
    const { data: second } = await stages.addStage({
      AddStageRequest: { name: 'Signed', pipeline_id: pipeline },
    });
    const deal = await account.send('POST', deals, { title: 'x', pipeline_id: pipeline });

    expect(empty.status).toBe(400);
    expect([first?.order_nr, second?.order_nr]).toEqual([1, 2]);
    expect([first?.deal_probability, second?.deal_probability]).toEqual([10, 100]);
    expect(data(deal.body)).toMatchObject({ pipeline_id: pipeline, stage_id: first?.id });
  });

  test('changes and deletes them; deals keep naming a stage that is gone', async () => {
    const { account, pipelines, stages } = await open();
    const [id = ''] = await account.sandbox.control.ids();
    const { stage_id: stage } = data((await account.get(`${deals}/${id}`)).body);

    const { data: renamed } = await stages.updateStage({
      id: Number(stage),
      UpdateStageRequest: { name: 'Renamed' },
    });
    const { data: pipeline } = await pipelines.updatePipeline({
      id: 7,
      UpdatePipelineRequest: { is_deal_probability_enabled: true },
    });
    await stages.deleteStage({ id: Number(stage) });
    await pipelines.deletePipeline({ id: 7 });

    expect([renamed?.name, pipeline?.is_deal_probability_enabled]).toEqual(['Renamed', true]);
    expect(renamed?.update_time).toMatch(/^2026-11-22T10:/);
    const left = (await stages.getStages({ limit: 500 })).data ?? [];
    expect(left.filter((one) => one.pipeline_id === 7 || one.id === stage)).toEqual([]);
    expect((await pipelines.getPipelines({ limit: 500 })).data?.map((one) => one.id)).toEqual([5]);
    expect(data((await account.get(`${deals}/${id}`)).body)['stage_id']).toBe(stage);
    expect((await account.send('PATCH', `/api/v2/stages/${stage}`, { name: 'x' })).status).toBe(404);
  });

  test('makes a field with options, which deals can have, renames and deletes it', async () => {
    const { account, fields } = await open();
    const { data: made } = await fields.addDealField({
      AddDealFieldRequest: {
        field_name: 'Tier',
        field_type: enumeration,
        options: [{ label: 'Gold' }, { label: 'Silver' }],
      },
    });
    const code = made?.field_code ?? '';
    const option = (await account.get(`/api/v2/dealFields/${code}`)).body;
    const [gold] = Object(data(option)['options']);
    const deal = await account.send('POST', deals, { title: 'x', custom_fields: { [code]: gold.id } });
    const { data: renamed } = await fields.updateDealField({
      field_code: code,
      UpdateDealFieldRequest: { field_name: 'Level' },
    });
    await fields.deleteDealField({ field_code: code });
    const after = await account.get(`${deals}/${String(data(deal.body)['id'])}`);

    expect(made).toMatchObject({ field_name: 'Tier', is_custom_field: true });
    expect(data(deal.body)['custom_fields']).toMatchObject({ [code]: gold.id });
    expect(renamed?.field_name).toBe('Level');
    expect(data(after.body)['custom_fields']).not.toHaveProperty(code);
    expect((await account.get(`/api/v2/dealFields/${code}`)).status).toBe(404);
  });

  test('adds, renames and deletes labels, which deals can have', async () => {
    const { account, fields } = await open();

    const { data: added } = await fields.addDealFieldOptions({
      field_code: 'label_ids',
      AddDealFieldOptionsRequestInner: [{ label: 'Urgent' }],
    });
    const id = Number(added?.[0]?.id);
    const labelled = await account.send('POST', deals, { title: 'x', label_ids: [id] });
    await account.sandbox.control.rename('options', `label_ids:${id}`, 'By hand');
    await fields.updateDealFieldOptions({
      field_code: 'label_ids',
      UpdateDealFieldOptionsRequestInner: [{ id, label: 'Pressing' }],
    });
    const renamed = (await account.get('/api/v2/dealFields/label_ids')).text;
    await fields.deleteDealFieldOptions({
      field_code: 'label_ids',
      DeleteDealFieldOptionsRequestInner: [{ id }],
    });
    const refused = await account.send('POST', deals, { title: 'x', label_ids: [id] });

    expect(data(labelled.body)['label_ids']).toEqual([id]);
    expect(renamed).toContain('Pressing');
    expect(renamed).not.toContain('By hand');
    expect(refused.status).toBe(400);
  });
});

test.each([
  ['POST', 'pipelines', {}, 'name: Required'],
  ['POST', 'pipelines', { name: 'x', colour: 1 }, "Parameter 'colour' is not allowed"],
  ['POST', 'stages', { name: 'x' }, 'pipeline_id: Required'],
  ['POST', 'stages', { name: 'x', pipeline_id: 1 }, 'pipeline_id: Pipeline not found'],
  ['POST', 'stages', { name: ' ', pipeline_id: 5, deal_probability: 101 }, 'deal_probability'],
  ['POST', 'dealFields', { field_name: 'x', field_type: 'colour' }, 'field_type: Invalid enum value'],
  ['POST', 'dealFields', { field_name: 'x', field_type: 'set' }, 'options: Required'],
  ['POST', 'dealFields/label_ids/options', [{}], '0.label: Required'],
  ['DELETE', 'dealFields/label_ids/options', [{ id: 1 }], '0.id: Option not found'],
])('%s %s of %j is refused', async (method, path, body, words) => {
  const account = await openAccount();

  const reply = await account.send(method, `/api/v2/${path}`, body);

  expect(reply.status).toBe(400);
  expect(reply.body['error']).toContain(words);
});

test('fields that every company has are neither renamed nor deleted', async () => {
  const account = await openAccount();

  expect((await account.send('PATCH', '/api/v2/dealFields/title', { field_name: 'x' })).status).toBe(403);
  expect((await account.send('DELETE', '/api/v2/dealFields/title')).status).toBe(403);
  expect((await account.send('DELETE', '/api/v2/dealFields/nope')).status).toBe(404);
});
