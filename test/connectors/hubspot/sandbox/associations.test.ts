import { describe, expect, test } from 'vitest';
import {
  ids,
  listAll,
  listIn,
  nextAfter,
  objectIn,
  openAccount,
  results,
  type Reply,
  type SandboxClient,
  type Wire,
} from '../sandbox-client.ts';

const deals = '/crm/v3/objects/deals';

function read(account: SandboxClient, to: string, inputs: readonly object[], from = 'deals'): Promise<Reply> {
  return account.send('POST', `/crm/v4/associations/${from}/${to}/batch/read`, { inputs });
}

function inline(deal: Wire, type: string): readonly Wire[] {
  return listIn(objectIn(objectIn(deal, 'associations'), type), 'results');
}

function many(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({ id: String(index + 1) }));
}

describe('associations beside a record', () => {
  test('show a primary company twice, and no key where there is nothing', async () => {
    const account = await openAccount({ deals: 150 });

    const all = await listAll(account, `${deals}?limit=100&associations=contacts,companies`);

    const types = all.map((deal) => inline(deal, 'companies').map((link) => link['type']));
    const withPrimary = types.filter((names) => names.includes('deal_to_company'));
    expect(withPrimary.every((names) => names.includes('deal_to_company_unlabeled'))).toBe(true);
    expect(types.some((names) => names.includes('reseller'))).toBe(true);
    expect(all.some((deal) => !('associations' in deal))).toBe(true);
    expect(
      all.some((deal) => 'associations' in deal && !('contacts' in objectIn(deal, 'associations'))),
    ).toBe(true);
  });

  test('stop at a hundred, where a batch read goes on', async () => {
    const account = await openAccount({ deals: 10 });
    const all = await listAll(account, `${deals}?limit=100&associations=contacts`);
    const crowded = all.find((deal) => inline(deal, 'contacts').length >= 100);
    const shown = objectIn(objectIn(crowded, 'associations'), 'contacts');
    const id = String(crowded?.['id']);

    const linked = new Set<unknown>();
    for (let after: string | undefined = ''; after !== undefined;) {
      const [page] = results(await read(account, 'contacts', [{ id, ...(after === '' ? {} : { after }) }]));
      for (const link of listIn(page ?? {}, 'to')) linked.add(link['toObjectId']);
      after = nextAfter(page ?? {});
    }

    expect(new Set(listIn(shown, 'results').map((link) => link['id'])).size).toBe(100);
    expect(nextAfter(shown)).toBeDefined();
    expect(linked.size).toBeGreaterThan(100);
    expect([...linked].every((contact) => typeof contact === 'number')).toBe(true);
  });
});

test('the link beside a record leads to the rest of its associations, in the oldest version', async () => {
  const account = await openAccount({ deals: 10 });
  const all = await listAll(account, `${deals}?limit=100&associations=contacts`);
  const crowded = all.find((deal) => inline(deal, 'contacts').length >= 100);
  const shown = objectIn(objectIn(crowded, 'associations'), 'contacts');
  const link = new URL(String(objectIn(objectIn(shown, 'paging'), 'next')['link']));

  const rest = await account.get(`${link.pathname}${link.search}`);
  const whole = await account.get(link.pathname);

  expect([rest.status, whole.status]).toEqual([200, 200]);
  expect([...listIn(shown, 'results'), ...results(rest)]).toEqual(results(whole));
  expect(results(rest)[0]).toMatchObject({ type: 'deal_to_contact' });
  expect(nextAfter(rest.body)).toBeUndefined();
  expect((await account.get(`${deals}/1/associations/contacts`)).status).toBe(404);
  expect((await account.get(`${link.pathname}?limit=501`)).status).toBe(400);
  expect((await account.get(`${link.pathname}?after=x`)).status).toBe(400);
});

describe('a batch read of associations', () => {
  test.each(['/crm/v4/associations/deals/companies', '/crm/associations/2026-09/0-3/0-2'])(
    'of %s answers 207 with an entry for each deal without any',
    async (path) => {
      const account = await openAccount();
      const inputs = ids(await account.get(`${deals}?limit=60`)).map((id) => ({ id }));

      const reply = await account.send('POST', `${path}/batch/read`, { inputs });

      expect(reply.status).toBe(207);
      expect(listIn(reply.body, 'errors').length).toBe(reply.body['numErrors']);
      expect(results(reply).length + Number(reply.body['numErrors'])).toBe(inputs.length);
      expect(listIn(reply.body, 'errors')[0]).toMatchObject({
        category: 'OBJECT_NOT_FOUND',
        subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
        context: { fromObjectType: ['deal'], toObjectType: ['company'] },
      });
      expect(reply.text).toContain('{"category":"HUBSPOT_DEFINED","typeId":5,"label":"Primary"}');
    },
  );

  test('takes a thousand inputs and names what is no id', async () => {
    const account = await openAccount();
    expect((await read(account, 'contacts', many(1000))).status).toBe(207);
    expect((await read(account, 'contacts', many(1001))).status).toBe(400);
    expect((await read(account, 'contacts', [{ id: 'abc' }])).body['errors']).toMatchObject([
      { subCategory: 'crm.associations.INVALID_IDENTIFIER' },
    ]);
  });

  test('of a merged-away deal finds nothing', async () => {
    const account = await openAccount();
    const all = await listAll(account, `${deals}?limit=100&associations=contacts`);
    const [first, second] = all
      .filter((deal) => inline(deal, 'contacts').length > 0)
      .map((deal) => String(deal['id']));
    await account.sandbox.control.merge(first ?? '', second ?? '');

    expect((await read(account, 'contacts', [{ id: second }])).text).toContain('NO_ASSOCIATIONS_FOUND');
    expect(results(await read(account, 'contacts', [{ id: first }]))).toHaveLength(1);
  });

  test('leads from leads to deals, and back unless links are stored one way', async () => {
    const account = await openAccount();
    const [lead = ''] = ids(await account.get('/crm/v3/objects/leads?limit=1'));

    const [forward] = results(await read(account, 'deals', [{ id: lead }], 'leads'));
    const id = String(listIn(forward ?? {}, 'to')[0]?.['toObjectId']);
    const back = await read(account, 'leads', [{ id }]);
    account.sandbox.control.fault('leads-one-way');

    expect(objectIn(listIn(forward ?? {}, 'to')[0], 'associationTypes')).toMatchObject({
      0: { typeId: 582 },
    });
    expect(back.text).toContain(`"toObjectId":${lead}`);
    expect((await read(account, 'leads', [{ id }])).text).toContain('NO_ASSOCIATIONS_FOUND');
  });
});

describe('linking', () => {
  test('by default and by label changes links but no change time', async () => {
    const account = await openAccount();
    const created = await account.send('POST', deals, { properties: { dealname: 'alone' } });
    const id = String(created.body['id']);
    const [contact = '', other = ''] = ids(await account.get('/crm/v3/objects/contacts?limit=2'));
    const base = `/crm/objects/2026-09/deals/${id}/associations`;
    await account.sandbox.control.advanceClock(1000);

    const first = await account.send('PUT', `${base}/default/contacts/${contact}`);
    const labelled = await account.send('PUT', `/crm/v4/objects/deals/${id}/associations/contacts/${other}`, [
      { associationCategory: 'USER_DEFINED', associationTypeId: 63 },
    ]);
    const links = await account.get(`${base}/contacts?limit=1`);
    await account.send('DELETE', `${base}/contacts/${contact}`);

    expect([first.status, labelled.status]).toEqual([200, 201]);
    expect(results(links)).toHaveLength(1);
    expect(nextAfter(links.body)).toBeDefined();
    expect(results(await account.get(`${base}/contacts`))).toEqual([
      {
        toObjectId: Number(other),
        // The plain type comes with every label.
        associationTypes: [
          { category: 'HUBSPOT_DEFINED', typeId: 3, label: null },
          { category: 'USER_DEFINED', typeId: 63, label: 'Decision maker' },
        ],
      },
    ]);
    expect((await account.sandbox.control.truth(id))?.['updatedAt']).toBe(created.body['updatedAt']);
  });

  test('in batches works from either side; removing answers 204 in the older version, 200 in the dated ones', async () => {
    const account = await openAccount();
    const id = String((await account.send('POST', deals, { properties: {} })).body['id']);
    const [contact = '', company = ''] = [
      ids(await account.get('/crm/v3/objects/contacts?limit=1'))[0],
      ids(await account.get('/crm/v3/objects/companies?limit=1'))[0],
    ];
    const pair = { from: { id: company }, to: { id } };

    await account.send('POST', '/crm/v4/associations/deals/contacts/batch/associate/default', {
      inputs: [{ from: { id }, to: { id: contact } }],
    });
    await account.send('POST', '/crm/associations/2026-09/companies/deals/batch/create', {
      inputs: [{ ...pair, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 6 }] }],
    });
    const linked = await account.get(`${deals}/${id}?associations=contacts,companies`);
    const old = await account.send('POST', '/crm/v4/associations/deals/contacts/batch/archive', {
      inputs: [{ from: { id }, to: [{ id: contact }] }],
    });
    const dated = await account.send('POST', '/crm/associations/2026-09/companies/deals/batch/archive', {
      inputs: [{ from: { id: company }, to: [{ id }] }],
    });

    expect(inline(linked.body, 'contacts')).toEqual([{ id: contact, type: 'deal_to_contact' }]);
    expect(inline(linked.body, 'companies').map((link) => link['type'])).toContain('deal_to_company');
    expect([old.status, dated.status]).toEqual([204, 200]);
    expect((await account.get(`${deals}/${id}?associations=contacts,companies`)).body).not.toHaveProperty(
      'associations',
    );
  });

  test('a second primary company takes the title from the first', async () => {
    const account = await openAccount();
    const id = String((await account.send('POST', deals, { properties: {} })).body['id']);
    const [one = '', two = ''] = ids(await account.get('/crm/v3/objects/companies?limit=2'));
    const primary = (company: string): Promise<Reply> =>
      account.send('PUT', `/crm/v4/objects/deals/${id}/associations/companies/${company}`, [
        { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 5 },
      ]);

    await primary(one);
    await primary(two);

    const deal = await account.get(
      `${deals}/${id}?associations=companies&properties=hs_primary_associated_company`,
    );
    expect(inline(deal.body, 'companies').filter((link) => link['type'] === 'deal_to_company')).toEqual([
      { id: two, type: 'deal_to_company' },
    ]);
    expect(objectIn(deal.body, 'properties')['hs_primary_associated_company']).toBe(two);
  });

  test.each([
    '/crm/v4/associations/deals/companies/labels',
    '/crm/associations/v4/deals/companies/labels',
    '/crm/associations/2026-09/deals/companies/labels',
  ])('%s tells the types', async (path) => {
    const account = await openAccount();

    expect(results(await account.get(path))).toContainEqual({
      category: 'USER_DEFINED',
      typeId: 61,
      label: 'Reseller',
    });
  });
});
