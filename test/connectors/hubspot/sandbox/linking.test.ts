import { describe, expect, test } from 'vitest';
import {
  ids,
  listIn,
  objectIn,
  openAccount,
  results,
  type Reply,
  type SandboxClient,
  type Wire,
} from '../sandbox-client.ts';

const deals = '/crm/objects/2026-09/deals';
const associations = '/crm/associations/2026-09';

function type(associationTypeId: number, associationCategory = 'HUBSPOT_DEFINED'): object {
  return { associationCategory, associationTypeId };
}

async function someIds(account: SandboxClient, kind: string, count: number): Promise<readonly string[]> {
  return ids(await account.get(`/crm/v3/objects/${kind}?limit=${count}`));
}

async function newDeal(account: SandboxClient, links: readonly object[] = []): Promise<Reply> {
  return account.send('POST', deals, { properties: { dealname: 'linked' }, associations: links });
}

/** Links of a deal as the list shows them. */
async function linksOf(account: SandboxClient, deal: Reply, kind: string): Promise<readonly Wire[]> {
  const read = await account.get(`${deals}/${String(deal.body['id'])}?associations=${kind}`);
  return listIn(objectIn(objectIn(read.body, 'associations'), kind), 'results');
}

describe('leads', () => {
  test('are linked by a create, and seen from both sides', async () => {
    const account = await openAccount();
    const [lead = ''] = await someIds(account, 'leads', 1);

    const deal = await newDeal(account, [{ to: { id: lead }, types: [type(583)] }]);
    const back = await account.send('POST', `${associations}/leads/deals/batch/read`, {
      inputs: [{ id: lead }],
    });

    expect(deal.status).toBe(201);
    expect(await linksOf(account, deal, 'leads')).toEqual([
      { id: lead, type: 'deal_to_primary_lead' },
      { id: lead, type: 'deal_to_lead' },
    ]);
    expect(listIn(results(back)[0] ?? {}, 'to').map(({ toObjectId }) => toObjectId)).toContain(
      Number(deal.body['id']),
    );
  });

  test('pass the first place on, and go one by one', async () => {
    const account = await openAccount();
    const [one = '', two = ''] = await someIds(account, 'leads', 2);
    const deal = await newDeal(account);
    const base = `${deals}/${String(deal.body['id'])}/associations`;

    const first = await account.send('PUT', `${base}/leads/${one}`, [type(583)]);
    const plain = await account.send('PUT', `${base}/default/leads/${two}`);
    const before = await linksOf(account, deal, 'leads');
    await account.send('PUT', `${base}/leads/${two}`, [type(583)]);
    const after = await linksOf(account, deal, 'leads');
    await account.send('DELETE', `${base}/leads/${two}`);

    expect([first.status, plain.status]).toEqual([201, 200]);
    const primary = { type: 'deal_to_primary_lead' };
    expect(before.filter((link) => link['type'] === primary.type)).toEqual([{ id: one, ...primary }]);
    expect(after.filter((link) => link['type'] === primary.type)).toEqual([{ id: two, ...primary }]);
    expect(await linksOf(account, deal, 'leads')).toEqual([{ id: one, type: 'deal_to_lead' }]);
  });

  test('that a deal grew from can be taken off it, and stay where they are stored one way', async () => {
    const account = await openAccount({ deals: 120 });
    const [lead = ''] = await someIds(account, 'leads', 1);
    const read = async (): Promise<readonly Wire[]> =>
      listIn(
        results(
          await account.send('POST', `${associations}/leads/deals/batch/read`, { inputs: [{ id: lead }] }),
        )[0] ?? {},
        'to',
      );
    const [own] = await read();
    account.sandbox.control.fault('leads-one-way');

    const seen = await account.get(`${deals}/${String(own?.['toObjectId'])}?associations=leads`);
    expect(seen.body).not.toHaveProperty('associations');
    expect(await read()).toEqual([own]);
    await account.send('POST', `${associations}/deals/leads/batch/archive`, {
      inputs: [{ from: { id: String(own?.['toObjectId']) }, to: [{ id: lead }] }],
    });
    expect(await read()).toEqual([]);
  });

  test('are as many after a merge that made a third deal', async () => {
    const account = await openAccount({ faults: ['merge-makes-new'] });
    const before = await someIds(account, 'leads', 100);
    const [into = '', from = ''] = await account.sandbox.control.ids();

    await account.sandbox.control.merge(into, from);

    expect(await someIds(account, 'leads', 100)).toEqual(before);
  });

  test('of two merged deals belong to the one that is left', async () => {
    const account = await openAccount();
    const [one = '', two = ''] = await someIds(account, 'leads', 2);
    const [into, from] = [
      await newDeal(account, [{ to: { id: one }, types: [type(583)] }]),
      await newDeal(account, [{ to: { id: two }, types: [type(583)] }]),
    ];

    await account.sandbox.control.merge(String(into.body['id']), String(from.body['id']));

    expect(await linksOf(account, into, 'leads')).toEqual([
      { id: one, type: 'deal_to_primary_lead' },
      { id: one, type: 'deal_to_lead' },
      { id: two, type: 'deal_to_lead' },
    ]);
  });
});

describe('types of a link', () => {
  test.each([
    ['of no category', { associationTypeId: 5 }],
    ['of no number', { associationCategory: 'HUBSPOT_DEFINED' }],
    ['under another category', type(5, 'USER_DEFINED')],
    ['of the account’s own under HubSpot’s category', type(61)],
    ['of contacts', type(3)],
    ['that nobody made', type(999)],
    ['of no known category', type(5, 'MINE')],
    ['as a text', 'primary'],
  ])('are refused where they are written %s', async (_, given) => {
    const account = await openAccount();
    const [company = ''] = await someIds(account, 'companies', 1);
    const deal = await newDeal(account);
    const id = String(deal.body['id']);

    const single = await account.send('PUT', `${deals}/${id}/associations/companies/${company}`, [given]);
    const batch = await account.send('POST', `${associations}/deals/companies/batch/create`, {
      inputs: [{ from: { id }, to: { id: company }, types: [given] }],
    });

    expect([single.status, batch.status]).toEqual([400, 400]);
    expect(await linksOf(account, deal, 'companies')).toEqual([]);
  });

  test.each(['create', 'labels/archive'])('are asked for by batch/%s', async (path) => {
    const account = await openAccount();
    const [company = ''] = await someIds(account, 'companies', 1);
    const deal = await newDeal(account, [{ to: { id: company }, types: [type(5)] }]);
    const pair = { from: { id: String(deal.body['id']) }, to: { id: company } };

    const without = await account.send('POST', `${associations}/deals/companies/batch/${path}`, {
      inputs: [pair],
    });
    const empty = await account.send('POST', `${associations}/deals/companies/batch/${path}`, {
      inputs: [{ ...pair, types: [] }],
    });

    expect([without.status, empty.status]).toEqual([400, 400]);
    expect(await linksOf(account, deal, 'companies')).toHaveLength(2);
  });

  test('mean one kind of record in a create', async () => {
    const account = await openAccount();
    const [contact = ''] = await someIds(account, 'contacts', 1);

    const mixed = await newDeal(account, [{ to: { id: contact }, types: [type(3), type(5)] }]);
    const none = await newDeal(account, [{ to: { id: contact }, types: [] }]);
    const labelled = await newDeal(account, [{ to: { id: contact }, types: [type(63, 'USER_DEFINED')] }]);

    expect([mixed.status, none.status, labelled.status]).toEqual([400, 400, 201]);
    expect(await linksOf(account, labelled, 'contacts')).toEqual([
      { id: contact, type: 'deal_to_contact' },
      { id: contact, type: 'decision_maker' },
    ]);
  });

  test('can be taken off again; the plain one takes the link along', async () => {
    const account = await openAccount();
    const [company = ''] = await someIds(account, 'companies', 1);
    const deal = await newDeal(account, [{ to: { id: company }, types: [type(5)] }]);
    const archive = (typeId: number): Promise<Reply> =>
      account.send('POST', `${associations}/deals/companies/batch/labels/archive`, {
        inputs: [{ from: { id: String(deal.body['id']) }, to: { id: company }, types: [type(typeId)] }],
      });

    await archive(5);
    const plain = await linksOf(account, deal, 'companies');
    await archive(341);

    expect(plain).toEqual([{ id: company, type: 'deal_to_company_unlabeled' }]);
    expect(await linksOf(account, deal, 'companies')).toEqual([]);
  });
});

describe('a batch of links', () => {
  test('makes those it can and names the others', async () => {
    const account = await openAccount();
    const [contact = ''] = await someIds(account, 'contacts', 1);
    const deal = await newDeal(account);
    const from = { id: String(deal.body['id']) };

    const reply = await account.send('POST', `${associations}/deals/contacts/batch/associate/default`, {
      inputs: [
        { from, to: { id: contact } },
        { from, to: { id: '1' } },
      ],
    });

    expect(reply.status).toBe(207);
    expect(results(reply)).toHaveLength(1);
    expect(listIn(reply.body, 'errors')).toMatchObject([
      { category: 'OBJECT_NOT_FOUND', context: { toObjectId: ['1'] } },
    ]);
  });

  test('takes 2,000 inputs', async () => {
    const account = await openAccount();
    const archive = (count: number): Promise<Reply> => {
      const inputs = Array.from({ length: count }, () => ({ from: { id: '1' }, to: [{ id: '1' }] }));
      return account.send('POST', `${associations}/deals/contacts/batch/archive`, { inputs });
    };

    expect([(await archive(2000)).status, (await archive(2001)).status]).toEqual([200, 400]);
  });
});

test('objects of kinds that no deal here is linked to are none, and unknown kinds are refused', async () => {
  const account = await openAccount();
  const [id = ''] = await account.sandbox.control.ids();

  const known = await account.get(`${deals}/${id}?associations=line_items,tickets,0-46`);
  const batch = await account.send('POST', `${associations}/deals/line_items/batch/read`, {
    inputs: [{ id }],
  });

  expect(known.status).toBe(200);
  expect(known.body).not.toHaveProperty('associations');
  expect(batch.status).toBe(207);
  expect(listIn(batch.body, 'errors')).toMatchObject([
    { subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND', context: { toObjectType: ['line_item'] } },
  ]);
  expect((await account.get(`${deals}/${id}?associations=gadgets`)).status).toBe(400);
});
