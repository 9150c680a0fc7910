import { describe, expect, test } from 'vitest';
import { ids, openAccount, properties, results } from '../sandbox-client.ts';

const deals = '/crm/v3/objects/deals';

describe('the cursor of a list', () => {
  test('is any record’s id, and never the offset of a search', async () => {
    const account = await openAccount({ deals: 60 });
    for (const kind of ['deals', 'contacts', 'companies', 'leads'])
      for (const id of ids(await account.get(`/crm/v3/objects/${kind}?limit=5`)))
        expect(ids(await account.get(`/crm/v3/objects/${kind}?limit=1&after=${id}`))).toEqual([id]);

    const statuses = await Promise.all(
      ['0', '1', '200', '10000', '10001', 'abc', '-1', '9'.repeat(16)].map(
        async (after) => (await account.get(`${deals}?after=${after}`)).status,
      ),
    );
    expect(statuses).toEqual([200, 400, 400, 400, 200, 400, 400, 400]);
  });

  test('goes on behind a deal that was archived meanwhile', async () => {
    const account = await openAccount({ deals: 60 });
    const [, second = '', third = ''] = await account.sandbox.control.ids();
    await account.send('DELETE', `${deals}/${second}`);

    expect(ids(await account.get(`${deals}?limit=1&after=${second}`))).toEqual([third]);
  });
});

describe('instants in a write', () => {
  test.each([
    ['2026-12-31', '2026-12-31T00:00:00Z'],
    ['2026-12-31T10:00', '2026-12-31T10:00:00Z'],
    ['2026-12-31T10:00:00', '2026-12-31T10:00:00Z'],
    ['2026-12-31T10:00:00+02:00', '2026-12-31T08:00:00Z'],
    ['1798754400123', '2026-12-31T22:00:00.123Z'],
  ])('are UTC where they name no offset: %s', async (given, kept) => {
    const account = await openAccount({ deals: 0 });

    const reply = await account.send('POST', deals, { properties: { dealname: 'x', closedate: given } });

    expect(properties(reply)['closedate']).toBe(kept);
  });
});

describe('associations of one record', () => {
  test('of a merged-away deal are none, of an unknown one are not found', async () => {
    const account = await openAccount();
    const [into = '', from = ''] = await account.sandbox.control.ids();
    await account.sandbox.control.merge(into, from);

    const merged = await account.get(`/crm/v4/objects/deals/${from}/associations/companies`);

    expect(merged).toMatchObject({ status: 200, body: { results: [] } });
    expect((await account.get('/crm/v4/objects/deals/1/associations/companies')).status).toBe(404);
  });

  test('are read 150 times in ten seconds', async () => {
    const account = await openAccount({ deals: 3, limits: 'vendor' });
    const [id = ''] = await account.sandbox.control.ids();

    const replies = await Promise.all(
      Array.from({ length: 152 }, () => account.get(`/crm/v4/objects/deals/${id}/associations/companies`)),
    );

    expect(replies.filter(({ status }) => status === 429)).toHaveLength(2);
  });
});

describe('tables of the account', () => {
  test('show one stage alone', async () => {
    const account = await openAccount();

    expect((await account.get('/crm/pipelines/2026-09/deals/default/stages/closedwon')).body).toMatchObject({
      id: 'closedwon',
      metadata: { isClosed: 'true', probability: '1.0' },
    });
    expect((await account.get('/crm/pipelines/2026-09/deals/default/stages/nope')).status).toBe(404);
  });

  test('show the properties that were asked for', async () => {
    const account = await openAccount();

    const reply = await account.get('/crm/v3/properties/deals?properties=amount,dealname');

    expect(results(reply).map(({ name }) => name)).toEqual(['dealname', 'amount']);
  });

  test('refuse a cursor that is none', async () => {
    const account = await openAccount();

    expect((await account.get('/crm/v3/owners?after=abc')).status).toBe(400);
  });

  test('refuse a pipeline’s name that is no text', async () => {
    const account = await openAccount();

    expect((await account.send('PATCH', '/crm/v3/pipelines/deals/default', { label: {} })).status).toBe(400);
  });
});

describe('deletion for good', () => {
  test('leaves nothing to be read or restored, in the one version that has it', async () => {
    const account = await openAccount();
    const [id = ''] = await account.sandbox.control.ids();
    const beta = '/crm/objects/2026-09-beta/0-3/gdpr-delete';

    const elsewhere = await account.send('POST', `${deals}/gdpr-delete`, { objectId: id });
    const done = await account.send('POST', beta, { objectId: id });

    expect([elsewhere.status, done.status]).toEqual([404, 204]);
    expect((await account.get(`${deals}/${id}`)).status).toBe(404);
    expect((await account.get(`${deals}/${id}?archived=true`)).status).toBe(404);
    expect(ids(await account.get(`${deals}?archived=true&limit=100`))).not.toContain(id);
    await expect(account.sandbox.control.restore(id)).rejects.toThrow(`No deal has the id ${id}.`);
    expect((await account.send('POST', beta, {})).status).toBe(400);
  });
});
