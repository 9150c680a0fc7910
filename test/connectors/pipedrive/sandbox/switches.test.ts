import { describe, expect, test } from 'vitest';
import {
  createDeal,
  data,
  ids,
  objectIn,
  openAccount,
  rows,
  type Reply,
  type SandboxClient,
} from '../sandbox-client.ts';

const deals = '/api/v2/deals';

async function openWithDeal(): Promise<{
  account: SandboxClient;
  patch: (body: unknown) => Promise<Reply>;
}> {
  const account = await openAccount({ deals: 10 });
  const id = Number((await createDeal(account, { value: 5 }))['id']);
  await account.sandbox.control.advanceClock(10_000);
  return { account, patch: (body) => account.send('PATCH', `${deals}/${id}`, body) };
}

describe('what is not documented, told to the sandbox', () => {
  test('strict-nulls refuses null where the published types have none', async () => {
    const { account, patch } = await openWithDeal();
    account.sandbox.control.fault('strict-nulls');

    for (const name of ['value', 'probability', 'lost_reason', 'expected_close_date', 'close_time'])
      expect(await patch({ [name]: null })).toMatchObject({ status: 400 });
    expect(await patch({ person_id: null, org_id: null, archive_time: null })).toMatchObject({ status: 200 });
  });

  test('untouched-unlisted keeps deals that nobody has edited out of what changed', async () => {
    const { account, patch } = await openWithDeal();
    const { id } = await createDeal(account, { title: 'Untouched' });
    const changed = async () => ids(await account.get(`${deals}?updated_since=2026-11-22T10:00:00Z`));
    const before = await changed();
    account.sandbox.control.fault('untouched-unlisted');

    expect(before).toContain(id);
    expect(await changed()).not.toContain(id);
    expect(ids(await account.get(`${deals}?limit=500`))).toContain(id);
    const edited = data(await patch({ title: 'Edited' }))['id'];
    expect(await changed()).toContain(edited);
    await account.sandbox.control.delete(String(id));
    expect(ids(await account.get(`${deals}?updated_since=2026-11-22T10:00:00Z&status=deleted`))).toContain(
      id,
    );
  });

  test('stage-mismatch refuses a stage of another pipeline instead of following it', async () => {
    const { account, patch } = await openWithDeal();
    const followed = data(await patch({ stage_id: 42, pipeline_id: 5 }));
    account.sandbox.control.fault('stage-mismatch');

    const refused = await patch({ stage_id: 31, pipeline_id: 7 });

    expect(followed).toMatchObject({ stage_id: 42, pipeline_id: 7 });
    expect(refused).toMatchObject({ status: 400 });
    expect(refused.body['error']).toContain('stage_id');
    expect(data(await patch({ stage_id: 31, pipeline_id: 5 }))).toMatchObject({ pipeline_id: 5 });
  });

  test('predefined-reasons refuses a reason that is not on the list', async () => {
    const { account, patch } = await openWithDeal();
    account.sandbox.control.fault('predefined-reasons');

    expect(await patch({ status: 'lost', lost_reason: 'Because' })).toMatchObject({ status: 400 });
    expect(data(await patch({ status: 'lost', lost_reason: 'Price too high' }))).toMatchObject({
      lost_reason: 'Price too high',
    });
  });

  test('product-value lets products keep the value of a deal, or refuses to change it', async () => {
    const account = await openAccount({ deals: 60 });
    account.sandbox.control.fault('plan=growth');
    const withProduct = rows(await account.get(`${deals}?limit=500`)).find((deal) => deal['arr'] === 0);
    const path = `${deals}/${String(withProduct?.['id'])}`;

    account.sandbox.control.fault('product-value=keep');
    const kept = await account.send('PATCH', path, { value: 1, title: 'New' });
    account.sandbox.control.fault('product-value=refuse');
    const refused = await account.send('PATCH', path, { value: 1 });

    expect(data(kept)).toMatchObject({ value: withProduct?.['value'], title: 'New' });
    expect(refused).toMatchObject({ status: 400 });
    expect(objectIn(refused.body, 'data')).toEqual({});
  });

  test('required-field makes a field of the company’s own needed for every new deal', async () => {
    const account = await openAccount({ deals: 0 });
    account.sandbox.control.fault('required-field=PO number');
    const fields = rows(await account.get('/api/v2/dealFields?limit=500&include_fields=required_fields'));
    const field = fields.find(({ field_name: name }) => name === 'PO number');
    const code = String(field?.['field_code']);
    const create = (custom_fields: unknown) => account.send('POST', deals, { title: 'New', custom_fields });

    expect(field?.['required_fields']).toMatchObject({ enabled: true });
    for (const custom of [{}, { [code]: null }, { [code]: '' }])
      expect(await create(custom)).toMatchObject({
        status: 400,
        body: { error: `Validation failed: custom_fields.${code}: Required` },
      });
    expect((await account.send('POST', deals, { title: 'New' })).status).toBe(400);
    expect((await create({ [code]: 'PO-1' })).status).toBe(200);
  });
});
