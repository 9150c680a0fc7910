import { describe, expect, test } from 'vitest';
import { createDeal, data, ids, openAccount, rows } from '../sandbox-client.ts';

describe('a person or an organization', () => {
  test('can be added, and stands on deals like any other', async () => {
    const account = await openAccount({ deals: 10 });

    const organization = data(await account.send('POST', '/api/v2/organizations', { name: 'Kite OÜ' }));
    const person = data(
      await account.send('POST', '/api/v2/persons', {
        name: 'Anna Maria Kask',
        org_id: organization['id'],
        emails: [{ value: 'anna@kite.example', primary: true, label: 'work' }],
      }),
    );
    const deal = await createDeal(account, { person_id: person['id'], org_id: organization['id'] });

    expect(person).toMatchObject({
      name: 'Anna Maria Kask',
      first_name: 'Anna Maria',
      last_name: 'Kask',
      owner_id: 70_011,
      is_deleted: false,
      add_time: '2026-11-22T10:00:00Z',
      update_time: null,
    });
    expect(deal).toMatchObject({ person_id: person['id'], org_id: organization['id'] });
    expect(rows(await account.get(`/api/v2/persons?deal_id=${String(deal['id'])}`))).toEqual([person]);
    expect(rows(await account.get(`/api/v2/organizations?ids=${String(organization['id'])}`))).toEqual([
      organization,
    ]);
    expect(ids(await account.get('/api/v2/persons?limit=500')).at(-1)).toBe(person['id']);
  });

  test('can be changed', async () => {
    const account = await openAccount({ deals: 10 });
    const [id] = ids(await account.get('/api/v2/organizations?limit=1'));
    await account.sandbox.control.advanceClock(5000);

    const changed = await account.send('PATCH', `/api/v2/organizations/${id}`, { name: 'Renamed AS' });

    expect(data(changed)).toMatchObject({ id, name: 'Renamed AS', update_time: '2026-11-22T10:00:05Z' });
    expect(data(await account.get(`/api/v2/organizations/${id}`))).toEqual(data(changed));
    expect(ids(await account.get('/api/v2/organizations?limit=500')).filter((one) => one === id)).toEqual([
      id,
    ]);
  });

  test('that is deleted is in no list, and nobody can put it on a deal', async () => {
    const account = await openAccount({ deals: 10 });
    const [id] = ids(await account.get('/api/v2/persons?limit=1'));

    const reply = await account.send('DELETE', `/api/v2/persons/${id}`);

    expect(reply).toMatchObject({ status: 200, body: { success: true, data: { id } } });
    expect(ids(await account.get(`/api/v2/persons?ids=${id}`))).toEqual([]);
    expect(ids(await account.get('/api/v2/persons?limit=500'))).not.toContain(id);
    expect((await account.get(`/api/v2/persons/${id}`)).status).toBe(404);
    expect(await account.send('POST', '/api/v2/deals', { title: 'x', person_id: id })).toMatchObject({
      status: 400,
    });
  });

  test.each([
    ['persons', {}, 'name: Required'],
    ['persons', { name: '' }, 'name: '],
    ['persons', { name: 'x', org_id: 1 }, 'org_id: '],
    ['persons', { name: 'x', email: 'a@b.c' }, "Parameter 'email' is not allowed"],
    ['persons', { name: 'x', emails: 'a@b.c' }, 'emails: Expected array'],
    ['organizations', {}, 'name: Required'],
    ['organizations', { name: 'x', owner_id: 5 }, 'owner_id: '],
    ['organizations', { name: 'x', visible_to: '3' }, 'visible_to: '],
  ])('cannot be added to %s as %j', async (table, body, reason) => {
    const account = await openAccount({ deals: 0 });

    const reply = await account.send('POST', `/api/v2/${table}`, body);

    expect(reply.status).toBe(400);
    expect(reply.body['error']).toContain(reason);
  });

  test('is found by a part of its name', async () => {
    const account = await openAccount({ deals: 10 });
    const [person] = rows(await account.get('/api/v2/persons?limit=1'));
    const term = encodeURIComponent(String(person?.['last_name']));

    const found = data(await account.get(`/api/v2/persons/search?term=${term}`))['items'];

    expect(found).toContainEqual({
      result_score: expect.any(Number),
      item: expect.objectContaining({ id: person?.['id'], type: 'person', name: person?.['name'] }),
    });
    expect(await account.get('/api/v2/organizations/search?term=x')).toMatchObject({ status: 400 });
  });
});

describe('lists of persons, organizations and activities', () => {
  test('take every parameter the vendor’s own client knows', async () => {
    const account = await openAccount({ deals: 10 });
    const more = 'custom_fields=ab&include_option_labels=true&include_labels=true&limit=2';

    const persons = rows(
      await account.get(`/api/v2/persons?include_fields=open_deals_count,smart_bcc_email&${more}`),
    );
    const organizations = rows(
      await account.get(`/api/v2/organizations?include_fields=people_count&${more}`),
    );
    const activities = rows(
      await account.get('/api/v2/activities?include_fields=attendees&sort_by=due_date'),
    );

    expect(persons[0]).toMatchObject({
      open_deals_count: 0,
      smart_bcc_email: expect.any(String),
      labels: [],
    });
    expect(organizations[0]).toMatchObject({ people_count: 0, labels: [] });
    expect(activities[0]).toMatchObject({ attendees: [] });
    const days = activities.map((row) => String(row['due_date']));
    expect(days).toEqual(days.toSorted());
  });

  test('still refuse others', async () => {
    const account = await openAccount({ deals: 10 });

    for (const query of [
      'persons?start=0',
      'persons?include_fields=x',
      'organizations?deal_id=5',
      'persons?filter_id=9',
    ])
      expect([query, (await account.get(`/api/v2/${query}`)).status]).toEqual([query, 400]);
  });
});
