import { describe, expect, test } from 'vitest';
import { ids, openAccount, results } from '../sandbox-client.ts';

const deals = '/crm/v3/objects/deals';

describe('what is archived', () => {
  test.each(['true', 'True', 'TRUE'])('is asked for in any case, as clients write it: %s', async (yes) => {
    const account = await openAccount();
    const [id = ''] = await account.sandbox.control.ids();
    await account.send('DELETE', `${deals}/${id}`);

    expect(ids(await account.get(`${deals}?archived=${yes}&limit=100`))).toContain(id);
    expect((await account.get(`${deals}/${id}?archived=${yes}`)).status).toBe(200);
    expect(
      ids(await account.send('POST', `${deals}/batch/read?archived=${yes}`, { inputs: [{ id }] })),
    ).toEqual([id]);
    const owners = results(await account.get(`/crm/v3/owners?archived=${yes}`));
    expect(owners.every(({ archived }) => archived === true) && owners.length > 0).toBe(true);
    expect(results(await account.get(`/crm/v3/properties/deals?archived=${yes}`))).toEqual([]);
  });

  test('is no living deal, by whichever key it is named', async () => {
    const account = await openAccount();
    await account.send('POST', deals, { properties: { dealname: 'x', erp_reference: 'living' } });
    const byKey = `${deals}/living?idProperty=erp_reference`;

    expect((await account.get(byKey)).status).toBe(200);
    expect((await account.get(`${byKey}&archived=true`)).status).toBe(404);
    const batch = { idProperty: 'erp_reference', inputs: [{ id: 'living' }] };
    expect((await account.send('POST', `${deals}/batch/read?archived=true`, batch)).status).toBe(207);
  });
});

describe('a limit', () => {
  test.each(['1e1', '%201', '0x5', '+5', '1.0'])('is a whole number in digits: %s is none', async (limit) => {
    const account = await openAccount();
    const [id = ''] = await account.sandbox.control.ids();

    expect((await account.get(`${deals}?limit=${limit}`)).status).toBe(400);
    expect((await account.get(`/crm/v3/owners?limit=${limit}`)).status).toBe(400);
    expect(
      (await account.get(`/crm/v4/objects/deals/${id}/associations/contacts?limit=${limit}`)).status,
    ).toBe(400);
  });

  test('that is empty is the usual one', async () => {
    const account = await openAccount();
    const [id = ''] = await account.sandbox.control.ids();

    expect((await account.get(`${deals}?limit=`)).status).toBe(200);
    expect((await account.get('/crm/v3/owners?limit=&after=')).status).toBe(200);
    expect((await account.get(`/crm/v4/objects/deals/${id}/associations/contacts?limit=`)).status).toBe(200);
  });
});

test('an upsert needs a key in each input', async () => {
  const account = await openAccount();

  const inputs = [{ id: '', idProperty: 'erp_reference', properties: { dealname: 'x' } }];

  expect((await account.send('POST', `${deals}/batch/upsert`, { inputs })).status).toBe(400);
});

describe('a request', () => {
  test('names its media type in any case', async () => {
    const { sandbox } = await openAccount();
    const authorization = `Bearer ${String(sandbox.credentials['accessToken'])}`;

    const reply = await fetch(`${sandbox.baseUrl}${deals}/search`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'Application/JSON; charset=UTF-8' },
      body: '{"limit":1}',
    });

    expect(reply.status).toBe(200);
    expect(await reply.json()).toMatchObject({ results: [expect.anything()] });
  });

  test('names a deal by a key with a slash in it', async () => {
    const account = await openAccount();
    const key = 'PO/2026 100%';
    await account.send('POST', deals, { properties: { dealname: 'x', erp_reference: key } });

    const path = `${deals}/${encodeURIComponent(key)}?idProperty=erp_reference&properties=erp_reference`;

    expect((await account.get(path)).body).toMatchObject({ properties: { erp_reference: key } });
  });
});
