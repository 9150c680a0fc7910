import { describe, expect, test } from 'vitest';
import { sandbox } from '../../../../connectors/hubspot/sandbox/index.ts';
import {
  ids,
  listAll,
  listIn,
  nextAfter,
  objectIn,
  openAccount,
  results,
  type SandboxClient,
  type Wire,
} from '../sandbox-client.ts';

const deals = '/crm/v3/objects/deals';

function form(
  account: SandboxClient,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<Response> {
  return fetch(`${account.sandbox.baseUrl}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
}

const app = { client_id: 'sandbox-client-id', client_secret: 'sandbox-client-secret' };

describe('pipelines', () => {
  test.each(['/crm/v3/pipelines/deals', '/crm/pipelines/2026-09/0-3'])(
    '%s leaves out what was put away',
    async (path) => {
      const account = await openAccount();

      const pipelines = results(await account.get(path));

      expect(pipelines.map((pipeline) => pipeline['id'])).toEqual(['default', '77120045']);
      expect(listIn(pipelines[0] ?? {}, 'stages')[0]).toMatchObject({
        id: 'appointmentscheduled',
        metadata: { isClosed: 'false', probability: '0.2' },
      });
      expect(
        listIn(pipelines[1] ?? {}, 'stages').some((stage) => /^[0-9a-f]{8}-/.test(String(stage['id']))),
      ).toBe(true);
    },
  );

  test('that deals still name may be gone, and so may their stages', async () => {
    const account = await openAccount({ deals: 700 });

    const all = (await listAll(account, `${deals}?limit=100&properties=pipeline,dealstage`)).map((deal) =>
      objectIn(deal, 'properties'),
    );

    expect(all.some((deal) => deal['pipeline'] === '64003311')).toBe(true);
    expect(all.some((deal) => deal['dealstage'] === 'gone_stage_1')).toBe(true);
  });

  test('move the change time of every deal when one is edited', async () => {
    const account = await openAccount();
    await account.sandbox.control.advanceClock(60_000);
    const before = account.sandbox.control.now();

    const edited = await account.send('PATCH', '/crm/v3/pipelines/deals/default', {
      label: 'Sales, renamed',
    });

    const all = await listAll(account, `${deals}?limit=100`);
    expect(edited.body['label']).toBe('Sales, renamed');
    expect(all.every((deal) => String(deal['updatedAt']) >= before.slice(0, 19))).toBe(true);
    expect(
      (await account.send('PATCH', '/crm/v3/pipelines/deals/default/stages/closedwon', { label: 'Won!' }))
        .body['label'],
    ).toBe('Won!');
  });
});

describe('property definitions', () => {
  test('come whole, tell the vendor’s own by a key that custom ones lack, and hide options of stages', async () => {
    const account = await openAccount();

    const all = results(await account.get('/crm/v3/properties/deals'));

    const named = (name: string): Wire => all.find((definition) => definition['name'] === name) ?? {};
    expect(all.length).toBeGreaterThan(100);
    expect(named('dealstage')).toMatchObject({ externalOptions: true, options: [], hubspotDefined: true });
    expect(named('plan_tier')).not.toHaveProperty('hubspotDefined');
    expect(named('needs_regions')).toMatchObject({ type: 'enumeration', fieldType: 'checkbox' });
    expect(named('erp_reference')).toMatchObject({ hasUniqueValue: true });
    expect(named('margin_estimate')).toMatchObject({ calculated: false, fieldType: 'calculation_equation' });
    expect(named('account_manager')).toMatchObject({ referencedObjectType: 'OWNER' });
    const custom = all
      .filter((definition) => !('hubspotDefined' in definition))
      .map((definition) => definition['type']);
    expect(new Set(custom)).toEqual(
      new Set(['string', 'number', 'date', 'datetime', 'bool', 'enumeration', 'phone_number']),
    );
  });

  test('can be read one by one', async () => {
    const account = await openAccount();

    expect((await account.get('/crm/properties/2026-03/deals/amount')).body['type']).toBe('number');
    expect((await account.get('/crm/v3/properties/deals/kolor')).status).toBe(404);
  });
});

describe('owners', () => {
  test('are paged, and those who left are only in the archived list, without a user id', async () => {
    const account = await openAccount();

    const first = await account.get('/crm/v3/owners/?limit=5');
    const second = await account.get(`/crm/owners/2026-09?limit=5&after=${nextAfter(first.body)}`);
    const archived = results(await account.get('/crm/v3/owners?archived=true'));

    expect(ids(first)).toHaveLength(5);
    expect(ids(second).filter((id) => ids(first).includes(id))).toEqual([]);
    expect(archived.length).toBeGreaterThan(0);
    expect(archived[0]).toMatchObject({
      archived: true,
      userId: null,
      userIdIncludingInactive: expect.any(Number),
    });
    expect(results(await account.get('/crm/v3/owners')).some((owner) => owner['type'] === 'QUEUE')).toBe(
      true,
    );
  });

  test('are found by owner id or by user id', async () => {
    const account = await openAccount();
    const [owner] = results(await account.get('/crm/v3/owners?limit=1'));

    expect((await account.get(`/crm/v3/owners/${String(owner?.['id'])}`)).body).toEqual(owner);
    expect((await account.get(`/crm/v3/owners/${String(owner?.['userId'])}?idProperty=userId`)).body).toEqual(
      owner,
    );
    expect((await account.get('/crm/v3/owners/1')).status).toBe(404);
  });
});

test('the account tells its currency and a time zone by its legacy name', async () => {
  const account = await openAccount();

  expect((await account.get('/account-info/2026-09/details')).body).toMatchObject({
    portalId: 424_242,
    timeZone: 'US/Eastern',
    companyCurrency: 'USD',
    additionalCurrencies: expect.arrayContaining(['EUR', 'JPY']),
  });
  expect((await account.get('/settings/v3/currencies/company-currency')).body['currencyCode']).toBe('USD');
  expect(
    results(await account.get('/settings/currencies/2026-09/exchange-rates/current')).length,
  ).toBeGreaterThan(3);
  expect(results(await account.get('/account-info/v3/api-usage/daily/private-apps'))).toMatchObject([
    { currentUsage: 4 },
  ]);
});

describe('OAuth', () => {
  test.each(['/oauth/v1/token', '/oauth/v3/token', '/oauth/2026-03/token'])('%s refreshes', async (path) => {
    const account = await openAccount();

    const response = await form(account, path, {
      ...app,
      grant_type: 'refresh_token',
      refresh_token: 'sandbox-refresh-token',
    });

    const body: Wire = JSON.parse(await response.text());
    expect(response.status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'bearer',
      expires_in: 1800,
      refresh_token: 'sandbox-refresh-token',
    });
    expect('hub_id' in body).toBe(path !== '/oauth/v1/token');
    expect((await account.as(String(body['access_token'])).get(deals)).status).toBe(200);
  });

  test('refuses a wrong refresh token and a wrong app', async () => {
    const account = await openAccount();
    const grant = { grant_type: 'refresh_token', refresh_token: 'stolen' };

    const wrongToken = await form(account, '/oauth/v1/token', { ...app, ...grant });
    const wrongApp = await form(account, '/oauth/v1/token', { ...grant, client_id: 'x', client_secret: 'y' });

    expect(wrongToken.status).toBe(400);
    expect(JSON.parse(await wrongToken.text())).toMatchObject({
      error: 'invalid_grant',
      status: 'BAD_REFRESH_TOKEN',
    });
    expect(wrongApp.status).toBe(400);
  });

  test('introspects and revokes', async () => {
    const account = await openAccount();
    const issued = await form(account, '/oauth/v3/token', {
      ...app,
      grant_type: 'authorization_code',
      code: 'sandbox-authorisation-code',
    });
    const token = String(JSON.parse(await issued.text()).access_token);
    const introspect = async (): Promise<Wire> =>
      JSON.parse(await (await form(account, '/oauth/2026-09/token/introspect', { token })).text());

    expect(await introspect()).toMatchObject({ active: true, hub_id: 424_242 });
    await form(account, '/oauth/v3/token/revoke', { token });
    expect(await introspect()).toEqual({ active: false });
  });
});

describe('a refresh token', () => {
  const grant = { ...app, grant_type: 'refresh_token', refresh_token: 'sandbox-refresh-token' };
  const consent = { ...app, grant_type: 'authorization_code', code: 'sandbox-authorisation-code' };
  const refreshTokens = '/oauth/v1/refresh-tokens/sandbox-refresh-token';

  test.each(['revoked', 'deleted'])('that was %s opens nothing until people consent again', async (how) => {
    const account = await openAccount();
    if (how === 'revoked') await form(account, '/oauth/v3/token/revoke', { token: 'sandbox-refresh-token' });
    else expect((await account.send('DELETE', refreshTokens)).status).toBe(204);

    const refused = await form(account, '/oauth/v3/token', grant);

    expect(refused.status).toBe(400);
    expect(JSON.parse(await refused.text())).toMatchObject({ status: 'BAD_REFRESH_TOKEN' });
    expect((await account.get(refreshTokens)).status).toBe(404);
    const introspected = await form(account, '/oauth/v3/token/introspect', {
      token: 'sandbox-refresh-token',
    });
    expect(JSON.parse(await introspected.text())).toEqual({ active: false });
    expect((await form(account, '/oauth/v3/token', consent)).status).toBe(200);
    expect((await form(account, '/oauth/v3/token', grant)).status).toBe(200);
  });

  test('travels in a form; the first version reads the query as well', async () => {
    const account = await openAccount();
    const query = new URLSearchParams(grant).toString();

    expect((await account.send('POST', '/oauth/v1/token', grant)).status).toBe(415);
    expect((await account.send('POST', `/oauth/v1/token?${query}`)).status).toBe(200);
    expect((await account.send('POST', `/oauth/v3/token?${query}`)).status).toBe(400);
  });
});

describe('behind the API', () => {
  test('people edit a deal and its change time moves; calculated values and links move none', async () => {
    const account = await openAccount();
    const [id = ''] = await account.sandbox.control.ids({ limit: 1 });
    const [company = ''] = ids(await account.get('/crm/v3/objects/companies?limit=1'));
    const before = await account.sandbox.control.truth(id);
    await account.sandbox.control.advanceClock(60_000);

    await account.sandbox.control.edit(id, {
      num_notes: '41',
      notes_last_updated: '2026-11-22T09:00:00Z',
      associations: { companies: [company] },
    });
    const counted = await account.sandbox.control.truth(id);
    await account.sandbox.control.edit(id, { dealname: 'By hand' });
    const edited = await account.sandbox.control.truth(id);

    expect(objectIn(counted, 'properties')).toMatchObject({
      num_notes: '41',
      hs_primary_associated_company: company,
    });
    expect(counted?.['updatedAt']).toBe(before?.['updatedAt']);
    expect(String(edited?.['updatedAt']) > String(before?.['updatedAt'])).toBe(true);
    expect(objectIn((await account.get(`${deals}/${id}`)).body, 'properties')).toMatchObject({
      dealname: 'By hand',
    });
    await expect(account.sandbox.control.edit(id, { kolor: 'red' })).rejects.toThrow('no property kolor');
  });

  test('people create and delete, and the API shows it', async () => {
    const account = await openAccount();

    const id = await account.sandbox.control.create({ dealname: 'Walk-in', dealstage: 'qualifiedtobuy' });
    const shown = await account.get(`${deals}/${id}?properties=dealname,hs_created_by_user_id,pipeline`);
    await account.sandbox.control.delete(id);

    expect(shown.body['properties']).toMatchObject({
      dealname: 'Walk-in',
      hs_created_by_user_id: '70001',
      pipeline: 'default',
    });
    expect(await account.sandbox.control.truth(id)).toBeUndefined();
  });

  test('every fault has its sentence', () => {
    expect(
      Object.entries(sandbox.faults).filter(
        ([, sentence]) => !/^[A-Z].+\.$/.test(sentence) && !sentence.includes(': '),
      ),
    ).toEqual([]);
    expect(Object.keys(sandbox.faults)).toEqual(
      expect.arrayContaining(['locked', 'migrating', 'index-lag', 'status']),
    );
  });

  test('no account is larger than a million deals, and one that large answers a page and a search', async () => {
    await expect(async () => sandbox.start({ deals: 1_000_001 })).rejects.toThrow('0 to 1000000');
    const account = await openAccount({ deals: 1_000_000 });

    const page = await account.get(`${deals}?limit=100&after=31001500000`);
    const search = await account.send('POST', `${deals}/search`, {
      filterGroups: [
        {
          filters: [
            { propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: String(Date.parse('2026-11-20')) },
          ],
        },
      ],
      sorts: ['hs_object_id'],
      limit: 200,
    });

    expect(ids(page)).toHaveLength(100);
    expect(ids(search)).toHaveLength(200);
  });
});
