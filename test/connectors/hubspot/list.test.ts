import { describe, expect, test } from 'vitest';
import {
  api,
  collect,
  deal,
  deals,
  idsOf,
  linkBatch,
  listAnswers,
  nothingArchived,
  open,
  opportunity,
  paging,
  plan,
} from './hubspot-api.ts';
import { interceptRequests } from '../../support/intercept-requests.ts';

interceptRequests();

function to(id: number): Record<string, unknown> {
  return { toObjectId: id, associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 3, label: null }] };
}

describe('listing all deals', () => {
  test('pages follow the cursor, the archived deals come last, and the last page has no cursor', async () => {
    listAnswers({
      '': { results: [deal('1'), deal('2')], paging: paging('3') },
      '3': { results: [deal('3')] },
    });
    listAnswers(
      { '': { results: [deal('0', {}, { archived: true, archivedAt: '2026-11-21T00:00:00Z' })] } },
      { archived: true },
    );

    const pages = await collect(opportunity.list(open(), { plan: plan() }));

    expect(idsOf(pages)).toEqual(['1', '2', '3', '0']);
    expect(pages.map((page) => page.nextCursor === undefined)).toEqual([false, false, true]);
    expect(pages[2]?.records[0]?.body).toMatchObject({ archived: true });
  });

  test('a listing that ends with a full page ends', async () => {
    const hundred = Array.from({ length: 100 }, (_, index) => deal(String(index + 1)));
    listAnswers({ '': { results: hundred } });
    nothingArchived();

    const pages = await collect(opportunity.list(open(), { plan: plan() }));

    expect(idsOf(pages)).toHaveLength(100);
    expect(pages).toHaveLength(2);
  });

  test('an account without deals is two empty pages', async () => {
    listAnswers({ '': { results: [] } });
    nothingArchived();

    const pages = await collect(opportunity.list(open(), { plan: plan() }));

    expect(idsOf(pages)).toEqual([]);
    expect(pages.at(-1)?.nextCursor).toBeUndefined();
  });

  test('going on from any cursor gives the rest', async () => {
    listAnswers({
      '': { results: [deal('1')], paging: paging('2') },
      '2': { results: [deal('2')], paging: paging('3') },
      '3': { results: [deal('3')] },
    });
    listAnswers(
      { '': { results: [deal('8')], paging: paging('9') }, '9': { results: [deal('9')] } },
      { archived: true },
    );
    const unbroken = await collect(opportunity.list(open(), { plan: plan() }));

    const cursors = unbroken.map((page) => page.nextCursor).filter((cursor) => cursor !== undefined);
    for (const [index, cursor] of cursors.entries()) {
      const rest = await collect(opportunity.list(open(), { plan: plan(), cursor }));

      expect(idsOf(rest)).toEqual(idsOf(unbroken).slice(index + 1));
    }
    expect(cursors).toHaveLength(4);
  });

  test('a cursor that comes twice stops the listing', async () => {
    listAnswers({
      '': { results: [deal('1')], paging: paging('2') },
      '2': { results: [deal('2')], paging: paging('2') },
    });

    await expect(collect(opportunity.list(open(), { plan: plan() }))).rejects.toMatchObject({
      code: 'repeated-cursor',
    });
  });

  test('a cursor of another kind of listing is refused as expired', async () => {
    const listing = opportunity.list(open(), { plan: plan(), cursor: 'changed:12' });

    await expect(collect(listing)).rejects.toMatchObject({ code: 'cursor-expired' });
  });

  test('it asks for what the mapping reads, for custom fields, and for nothing twice', async () => {
    const asked: string[] = [];
    api()
      .get(deals)
      .query((query) => {
        asked.push(String(query['properties']), String(query['associations']));
        return true;
      })
      .reply(200, { results: [] });
    nothingArchived();

    await collect(
      opportunity.list(open(), { plan: plan(['contacts'], { customFieldKeys: ['tier', 'dealname'] }) }),
    );

    expect(asked[0]?.split(',')).toEqual(['dealname', 'tier', 'hs_lastmodifieddate', 'hs_merged_object_ids']);
    expect(asked[1]).toBe('contacts');
  });

  test('fields that this connector does not know stay in the body', async () => {
    const odd = deal(
      '1',
      { brand_new: 'x' },
      { objectWriteTraceId: 'abc', nested: { deep: [1, { two: null }] } },
    );
    listAnswers({ '': { results: [odd] } });
    nothingArchived();

    const [page] = await collect(opportunity.list(open(), { plan: plan() }));

    expect(page?.records[0]?.body).toEqual(odd);
  });

  test('the change time is canonical, and archiving does not move it: a restored deal must not look older', async () => {
    listAnswers({ '': { results: [deal('1')] } });
    listAnswers(
      { '': { results: [deal('2', {}, { archived: true, archivedAt: '2026-11-21T01:02:03.5Z' })] } },
      { archived: true },
    );

    const pages = await collect(opportunity.list(open(), { plan: plan() }));

    expect(pages.flatMap(({ records }) => records)).toMatchObject([
      { changedAt: '2026-11-20T10:00:00.000Z' },
      { changedAt: '2026-11-20T10:00:00.000Z', deletedAt: '2026-11-21T01:02:03.500Z' },
    ]);
  });

  test('ids that were merged into a deal are tombstones that name it', async () => {
    listAnswers({ '': { results: [deal('5', { hs_merged_object_ids: '3;4;5' })] } });
    nothingArchived();

    const [page] = await collect(opportunity.list(open(), { plan: plan() }));

    expect(page?.tombstones).toEqual([
      { id: '3', reason: 'merged', mergedInto: '5' },
      { id: '4', reason: 'merged', mergedInto: '5' },
    ]);
  });
});

describe('links in a list', () => {
  test('come each once, in one order, and an empty list where there are none', async () => {
    const companies = {
      results: [
        { id: '8001', type: 'deal_to_company_unlabeled' },
        { id: '801', type: 'deal_to_company_unlabeled' },
        { id: '8001', type: 'deal_to_company' },
        { id: '801', type: 'deal_to_company_unlabeled' },
      ],
    };
    listAnswers({ '': { results: [deal('1', {}, { associations: { companies } }), deal('2')] } });
    nothingArchived();

    const [page] = await collect(opportunity.list(open(), { plan: plan(['companies', 'contacts']) }));

    expect(page?.records.map(({ body }) => body['associations'])).toEqual([
      {
        contacts: { results: [] },
        companies: {
          results: [
            { id: '801', type: 'deal_to_company_unlabeled' },
            { id: '8001', type: 'deal_to_company' },
            { id: '8001', type: 'deal_to_company_unlabeled' },
          ],
        },
      },
      { contacts: { results: [] }, companies: { results: [] } },
    ]);
  });

  test('the rest of a long list is fetched, page by page', async () => {
    const first = { results: [{ id: '7001', type: 'deal_to_contact' }], paging: paging('7002') };
    listAnswers({ '': { results: [deal('1', {}, { associations: { contacts: first } })] } });
    nothingArchived();
    api()
      .post(linkBatch('contacts'), { inputs: [{ id: '1' }] })
      .reply(200, { results: [{ from: { id: '1' }, to: [to(7001), to(7002)], paging: paging('MTAw') }] });
    api()
      .post(linkBatch('contacts'), { inputs: [{ id: '1', after: 'MTAw' }] })
      .reply(200, { results: [{ from: { id: '1' }, to: [to(7003)] }] });

    const [page] = await collect(opportunity.list(open(), { plan: plan(['contacts']) }));

    expect(page?.records[0]?.body['associations']).toEqual({
      contacts: { results: ['7001', '7002', '7003'].map((id) => ({ id, type: 'deal_to_contact' })) },
    });
  });

  test('an object this connection may not see is asked for once, and said to be left out', async () => {
    const refusal = {
      status: 'error',
      category: 'MISSING_SCOPES',
      message: 'This app hasn’t been granted all required scopes to make this call.',
      errors: [{ context: { requiredGranularScopes: ['crm.objects.leads.read'] } }],
    };
    let refused = 0;
    api()
      .persist()
      .get(deals)
      .query(({ associations }) => String(associations).includes('leads'))
      .reply(() => {
        refused += 1;
        return [403, refusal];
      });
    listAnswers({ '': { results: [deal('1')], paging: paging('2') }, '2': { results: [deal('2')] } });
    nothingArchived();
    const session = open();
    const said: unknown[] = [];
    const heard = { ...session, log: (...line: unknown[]) => said.push(line) };

    const pages = await collect(opportunity.list(heard, { plan: plan(['contacts', 'leads']) }));

    expect(refused).toBe(1);
    expect(pages[0]?.records[0]?.body['associations']).toEqual({ contacts: { results: [] } });
    expect(said).toMatchObject([['warn', expect.stringContaining('not requested'), { object: 'leads' }]]);
  });

  test.each([
    ['leads', 'are left out'],
    ['contacts', 'are missed'],
  ])('links to %s for which the account has no address %s', async (object, outcome) => {
    const results = [{ id: '7001', type: 'deal_to_others' }];
    const associations = { [object]: { results, paging: { next: { after: 'MTAw' } } } };
    listAnswers({ '': { results: [deal('1', {}, { associations })] } });
    api().persist().post(linkBatch(object)).reply(404, {});
    if (outcome === 'are left out') nothingArchived();

    const listing = collect(opportunity.list(open(), { plan: plan([object]) }));

    const found = await listing.then(
      ([page]) => page?.records[0]?.body['associations'],
      (error: unknown) => error,
    );
    expect(found).toMatchObject(outcome === 'are left out' ? {} : { code: 'not-found' });
    expect(found).not.toHaveProperty(object);
  });

  test('a refusal of the deals themselves is not swallowed', async () => {
    api()
      .get(deals)
      .query(true)
      .reply(403, {
        category: 'MISSING_SCOPES',
        context: { requiredGranularScopes: ['crm.objects.deals.read'] },
      });

    const listing = collect(opportunity.list(open(), { plan: plan(['contacts', 'leads']) }));

    await expect(listing).rejects.toMatchObject({
      code: 'permission',
      details: { missingScopes: ['crm.objects.deals.read'] },
    });
  });
});
