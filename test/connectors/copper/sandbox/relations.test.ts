import { describe, expect, test } from 'vitest';
import { openAccount, startSeconds, type Reply } from '../sandbox-client.ts';

describe('creating in bulk', () => {
  test('answers for each item in its place', async () => {
    const account = await openAccount();

    const reply = await account.send('POST', '/opportunities/bulk_create', {
      opportunities: [{ name: 'ok' }, { name: '' }, { name: 'x', company_id: 'y' }],
    });

    expect(reply.status).toBe(200);
    expect(reply.rows).toMatchObject([
      { id: expect.any(Number), name: 'ok' },
      { success: false, message: { name: [{ error: 'invalid' }] } },
      { success: false, message: { company_id: [{ error: 'invalid' }] } },
    ]);
    expect(await account.sandbox.control.ids()).toHaveLength(61);
  });

  test('refuses attributes beside the list', async () => {
    const account = await openAccount();

    expect(
      await account.send('POST', '/opportunities/bulk_create', { opportunities: [], dryRun: true }),
    ).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining('Unrecognized attributes specified: dryRun') },
    });
  });

  test('takes ten at most', async () => {
    const account = await openAccount();
    const send = (count: number): Promise<Reply> =>
      account.send('POST', '/opportunities/bulk_create', {
        opportunities: Array.from({ length: count }, () => ({ name: 'x' })),
      });

    expect((await send(10)).rows).toHaveLength(10);
    expect(await send(11)).toMatchObject({
      status: 422,
      body: { error: 'Request size too large, limit is 10' },
    });
  });
});

describe('related items', () => {
  test('hold the primary contact and the company as long as the opportunity names them', async () => {
    const account = await openAccount();
    const people = (await account.send('POST', '/people/search', { page_size: 2 })).rows;
    const [first, second] = people.map(({ id }) => id);
    const made = await account.send('POST', '/opportunities', {
      name: 'Fleet',
      primary_contact_id: first,
      company_id: null,
    });
    const path = `/opportunities/${String(made.body['id'])}`;

    expect((await account.get(`${path}/related`)).rows).toEqual([{ id: first, type: 'person' }]);
    await account.send('PUT', path, { primary_contact_id: second });
    expect((await account.get(`${path}/related`)).rows).toEqual([{ id: second, type: 'person' }]);
    await account.send('PUT', path, { primary_contact_id: null });
    expect((await account.get(`${path}/related`)).rows).toEqual([]);
  });

  test.each(['constructor', '__proto__'])('know no kind named %s', async (kind) => {
    const account = await openAccount();
    const [id] = await account.sandbox.control.ids();

    expect((await account.get(`/opportunities/${id}/related/${kind}`)).status).toBe(404);
  });

  test('can be listed by kind, related and unrelated', async () => {
    const account = await openAccount();
    const [person] = (await account.send('POST', '/people/search', { page_size: 1 })).rows;
    const resource = { id: person?.['id'], type: 'person' };
    const made = await account.send('POST', '/opportunities', { name: 'Fleet' });
    const path = `/opportunities/${String(made.body['id'])}/related`;

    const added = await account.send('POST', path, { resource });
    const listed = await account.get(path);
    const people = await account.get(`${path}/people`);
    const companies = await account.get(`${path}/companies`);
    const removed = await account.send('DELETE', path, { resource });

    expect(added.body).toEqual({ added: true, resource });
    expect(listed.rows).toEqual([resource]);
    expect(people.rows).toEqual([resource]);
    expect(companies.rows).toEqual([]);
    expect(removed.body).toEqual({ removed: true, resource });
    expect(await account.send('DELETE', path, { resource })).toMatchObject({
      status: 422,
      body: { message: 'Invalid request: Resources are not related' },
    });
    expect((await account.get(`${path}/planets`)).status).toBe(404);
    expect((await account.send('POST', path, { resource: { id: 5, type: 'person' } })).status).toBe(404);
    expect((await account.send('POST', path, { resource: { id: 'x', type: 'planet' } })).status).toBe(422);
  });

  test('keep their places when one of them is related again, and refuse attributes they do not know', async () => {
    const account = await openAccount();
    const people = (await account.send('POST', '/people/search', { page_size: 2 })).rows;
    const items = people.map(({ id }) => ({ id, type: 'person' }));
    const made = await account.send('POST', '/opportunities', { name: 'Fleet' });
    const path = `/opportunities/${String(made.body['id'])}/related`;

    for (const resource of [...items, items[0]]) await account.send('POST', path, { resource });
    const bodies = [{ resource: items[0], primary: true }, { resource: { ...items[0], primary: true } }];
    const refused = await Promise.all(bodies.map((body) => account.send('POST', path, body)));

    expect((await account.get(path)).rows).toEqual(items);
    for (const answer of refused)
      expect(answer).toMatchObject({
        status: 422,
        body: {
          message: 'Invalid input: Validation errors: Base: Unrecognized attributes specified: primary',
        },
      });
  });

  test('hold the primary contact first', async () => {
    const account = await openAccount();
    const { rows } = await account.search({ page_size: 60 });
    const deal = rows.find(({ primary_contact_id: contact }) => contact !== null);
    const path = `/opportunities/${String(deal?.['id'])}/related/people`;

    expect((await account.get(path)).rows[0]).toEqual({
      id: deal?.['primary_contact_id'],
      type: 'person',
    });
  });
});

describe('webhooks', () => {
  const hook = {
    target: 'https://example.com/hook',
    type: 'opportunity',
    event: 'update',
    secret: { key: 's' },
  };

  test('can be made, read, changed and removed', async () => {
    const account = await openAccount();

    const made = await account.send('POST', '/webhooks', hook);
    const path = `/webhooks/${String(made.body['id'])}`;
    const changed = await account.send('PUT', path, { event: 'delete' });

    expect(made.body).toMatchObject({
      ...hook,
      headers: null,
      custom_field_computed_values: false,
      created_at: startSeconds,
    });
    expect(changed.body).toEqual({ ...made.body, event: 'delete' });
    expect((await account.get('/webhooks')).rows).toEqual([changed.body]);
    expect((await account.send('DELETE', path)).body).toEqual({ id: made.body['id'] });
    expect((await account.get(path)).status).toBe(404);
  });

  test.each([
    [{ ...hook, target: 'http://example.com' }, 'Invalid input: Invalid URI For External Request'],
    [
      { url: 'https://example.com', target: hook.target, event: 'new' },
      "Invalid input: Validation errors: Base: Unrecognized attributes specified: url\nType: can't be blank",
    ],
    [{ ...hook, event: 'merge' }, 'Invalid input: Validation errors: Event: Invalid value for Event: merge'],
    [{ ...hook, secret: 's' }, 'Invalid input: Validation errors: Secret: Invalid value for Secret: s'],
    [{ ...hook, headers: [] }, 'Invalid input: Validation errors: Headers: Invalid value for Headers: []'],
    [
      { ...hook, custom_field_computed_values: 'yes' },
      'Invalid input: Validation errors: Custom Field Computed Values: Invalid value for Custom Field Computed Values: yes',
    ],
  ])('%o is refused', async (body, message) => {
    const account = await openAccount();

    expect(await account.send('POST', '/webhooks', body)).toMatchObject({ status: 422, body: { message } });
  });

  test.each([true, 'true'])('ask for labels with %o', async (computed) => {
    const account = await openAccount();

    const made = await account.send('POST', '/webhooks', { ...hook, custom_field_computed_values: computed });

    expect(made.body).toMatchObject({ custom_field_computed_values: true });
  });

  test('are limited to a hundred', async () => {
    const account = await openAccount();

    const replies = await Promise.all(
      Array.from({ length: 101 }, () => account.send('POST', '/webhooks', hook)),
    );

    expect(replies.filter(({ status }) => status === 422)).toHaveLength(1);
  });
});
