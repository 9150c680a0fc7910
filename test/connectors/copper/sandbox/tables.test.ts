import { describe, expect, test } from 'vitest';
import { openAccount, searchAll } from '../sandbox-client.ts';

describe('tables', () => {
  test('pipelines have stages with chances; stages can be read apart and by pipeline', async () => {
    const account = await openAccount();

    const { rows } = await account.get('/pipelines');
    const stages = await account.get('/pipeline_stages');
    const one = await account.get('/pipeline_stages/pipeline/213018');

    expect(rows.map(({ name, type, is_revenue: revenue }) => [name, type, revenue])).toEqual([
      ['Sales', 'opportunity', true],
      ['Renewals', 'opportunity', true],
      ['Partner deals 2024', 'project', false],
    ]);
    expect(stages.rows).toHaveLength(10);
    expect(one.rows).toEqual(stages.rows.filter(({ pipeline_id: id }) => id === 213_018));
    expect(one.rows[2]).toEqual({
      id: 987_107,
      name: 'Negotiation',
      pipeline_id: 213_018,
      win_probability: 73,
    });
    expect((await account.get('/pipeline_stages/pipeline/1')).status).toBe(404);
  });

  test('definitions cover every type of data, with ranked options in no order', async () => {
    const account = await openAccount();

    const { rows } = await account.get('/custom_field_definitions');
    const plan = rows.find(({ id }) => id === 380_004);

    expect(new Set(rows.map((row) => row['data_type']))).toEqual(
      new Set([
        'String',
        'Text',
        'Dropdown',
        'MultiSelect',
        'Date',
        'Checkbox',
        'Float',
        'URL',
        'Percentage',
        'Currency',
        'Connect',
      ]),
    );
    expect(plan?.['options']).toEqual(expect.arrayContaining([{ id: 640_001, name: 'Bronze', rank: 0 }]));
    expect(rows.find((row) => row['data_type'] === 'Currency')).toMatchObject({ currency: 'EUR' });
    expect((await account.get('/custom_field_definitions/380004')).body).toEqual(plan);
  });

  test('sources and loss reasons are pairs of id and name', async () => {
    const account = await openAccount();

    expect((await account.get('/customer_sources')).rows[0]).toEqual({ id: 331_240, name: 'Organic search' });
    expect((await account.get('/loss_reasons')).rows[0]).toEqual({ id: 970_011, name: 'Price too high' });
  });

  test('users come in pages, by id and as the owner of the key', async () => {
    const account = await openAccount();

    const all = await account.send('POST', '/users/search', { page_size: 200 });
    const page = await account.send('POST', '/users/search', { page_size: 4, page_number: 3 });
    const me = await account.get('/users/me');

    expect(all.rows).toHaveLength(10);
    expect(page.rows).toEqual(all.rows.slice(8));
    expect(me.body).toMatchObject({ email: 'user-1@seller.example.com', groups: [{ name: 'North' }] });
    expect((await account.get(`/users/${String(me.body['id'])}`)).body).toEqual(me.body);
    expect((await account.get('/users/1')).status).toBe(404);
    expect((await account.send('POST', '/users/search', { email: 'x' })).status).toBe(422);
  });

  test('tags have counts and no ids, or only names', async () => {
    const account = await openAccount();
    const deals = await searchAll(account);

    const { rows } = await account.get('/tags');
    const hot = deals.filter(({ tags }) => Array.isArray(tags) && tags.includes('hot')).length;

    expect(rows.find(({ name }) => name === 'hot')).toMatchObject({ count: hot, count_opportunities: hot });
    expect((await account.get('/tags?tag_names_only=true')).rows).toEqual(rows.map(({ name }) => name));
  });

  test('activity types are an object of two lists', async () => {
    const account = await openAccount();

    expect((await account.get('/activity_types')).body).toMatchObject({
      user: [{ id: 0, name: 'Note' }, {}, {}],
      system: [
        { id: 1, name: 'Property Changed' },
        { id: 3, name: 'Pipeline Stage Changed' },
      ],
    });
  });

  test('the account names itself and its time zone', async () => {
    const account = await openAccount();

    expect((await account.get('/account')).body).toMatchObject({
      name: 'Sandbox Trading Company',
      primary_timezone: 'America/Los_Angeles',
      settings: { setting_team_permissions_enabled: true },
    });
  });
});

describe('what opportunities refer to', () => {
  test('people and companies are found by id, one by one or many', async () => {
    const account = await openAccount();
    const deal = (await searchAll(account)).find(
      (one) => one['company_id'] !== null && one['primary_contact_id'] !== null,
    );

    const company = await account.get(`/companies/${String(deal?.['company_id'])}`);
    const people = await account.send('POST', '/people/search', { ids: [deal?.['primary_contact_id'], 5] });

    expect(company.body['name']).toBe(deal?.['company_name']);
    expect(people.rows).toMatchObject([{ id: deal?.['primary_contact_id'] }]);
    expect((await account.get('/people/5')).status).toBe(404);
    expect(
      (await account.send('POST', '/companies/search', { page_size: 3, page_number: 2 })).rows,
    ).toHaveLength(3);
  });

  test('people and companies are found by name, people by address as well', async () => {
    const account = await openAccount();
    const [person] = (await account.send('POST', '/people/search', { page_size: 1 })).rows;
    const [company] = (await account.send('POST', '/companies/search', { page_size: 1 })).rows;
    const address = String(JSON.stringify(person).match(/[\w.-]+@[\w.-]+/)?.[0]);
    const idsOf = async (kind: string, body: object): Promise<readonly unknown[]> =>
      (await account.send('POST', `/${kind}/search`, body)).rows.map(({ id }) => id);

    expect(await idsOf('people', { name: person?.['name'], page_size: 200 })).toContain(person?.['id']);
    expect(await idsOf('people', { emails: [address] })).toEqual([person?.['id']]);
    expect(await idsOf('people', { emails: ['nobody@example.com'] })).toEqual([]);
    expect(await idsOf('companies', { name: company?.['name'] })).toEqual([company?.['id']]);
    expect((await account.send('POST', '/people/search', { name: 5 })).status).toBe(422);
    expect((await account.send('POST', '/companies/search', { emails: [address] })).status).toBe(422);
  });
});
