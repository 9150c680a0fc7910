import { describe, expect, test } from 'vitest';
import { createDeal, objectIn, openAccount, rows } from '../sandbox-client.ts';

const deals = '/api/v2/deals';

describe('a search', () => {
  test('finds deals by a part of their title and pages by cursor', async () => {
    const account = await openAccount();
    const { id } = await createDeal(account, { title: 'Zebra crossing' });

    const reply = await account.get(`${deals}/search?term=zebra`);

    expect(objectIn(reply.body, 'data')['items']).toMatchObject([
      { item: { id, type: 'deal', title: 'Zebra crossing' } },
    ]);
    expect(await account.get(`${deals}/search?term=z`)).toMatchObject({ status: 400 });
  });

  test('looks into custom fields of the searchable types, and says what it found there', async () => {
    const account = await openAccount({ deals: 0 });
    const fields = rows(await account.get('/api/v2/dealFields?limit=500'));
    const codeOf = (name: string) =>
      String(fields.find((field) => field['field_name'] === name)?.['field_code']);
    const written = {
      'PO number': 'Alder-77',
      'Risk score': 90210.5,
      'Setup fee': { value: 445566, currency: 'EUR' },
      Site: { value: 'Birch street 7' },
      'Contract signed on': '2031-12-24',
    };
    const custom = Object.fromEntries(Object.entries(written).map(([name, value]) => [codeOf(name), value]));
    const { id } = await createDeal(account, { title: 'Plain', custom_fields: custom });
    const found = async (query: string) =>
      objectIn((await account.get(`${deals}/search?${query}`)).body, 'data')['items'];

    for (const term of ['alder', '90210', '445566', 'birch'])
      expect(await found(`term=${term}`)).toMatchObject([
        { item: { id, custom_fields: [expect.stringMatching(new RegExp(term, 'i'))] } },
      ]);
    expect(await found('term=2031-12')).toEqual([]);
    expect(await found('term=alder&fields=title,notes')).toEqual([]);
    expect(await found('term=plain&exact_match=true&include_fields=deal.cc_email')).toMatchObject([
      { item: { id, cc_email: `sandbox+deal${String(id)}@pipedrivemail.com` } },
    ]);
  });
});
