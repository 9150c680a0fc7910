import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { JsonObject } from '../../../src/connector-kit/index.ts';
import {
  api,
  batchRead,
  collect,
  deal,
  idsOf,
  inputIds,
  linkBatch,
  listAnswers,
  nothingArchived,
  open,
  opportunity,
  plan,
  search,
} from './hubspot-api.ts';
import { interceptRequests } from '../../support/intercept-requests.ts';

interceptRequests();

const changedSince = '2026-11-20T00:00:00.000Z';
const sinceMs = String(Date.parse(changedSince));

const Filter = z.object({ propertyName: z.string(), operator: z.string(), value: z.string() });
const Search = z.looseObject({ filterGroups: z.tuple([z.object({ filters: z.array(Filter) })]) });

/** Answers searches by keyset over the given ids, and remembers their bodies. Without `counts`, no page has a total. */
function searchable(ids: readonly string[], pageSize = 200, counts = true): unknown[] {
  const bodies: unknown[] = [];
  api()
    .persist()
    .post(search)
    .reply(200, async (request: Request) => {
      const asked = Search.parse(await request.json());
      bodies.push(asked);
      const [{ filters }] = asked.filterGroups;
      const beyond = filters.find(({ propertyName }) => propertyName === 'hs_object_id');
      const rest = ids.filter((id) => Number(id) > Number(beyond?.value));
      const total = counts ? { total: rest.length } : {};
      return { ...total, results: rest.slice(0, pageSize).map((id) => ({ id, properties: {} })) };
    });
  return bodies;
}

function readable(ids: readonly string[], properties: (id: string) => JsonObject = () => ({})): string[][] {
  const batches: string[][] = [];
  api()
    .persist()
    .post(batchRead)
    .query(({ archived }) => archived === undefined)
    .reply(200, async (request: Request) => {
      const body: unknown = await request.json();
      const asked = inputIds(body);
      batches.push(asked);
      return {
        results: asked
          .filter((id) => ids.includes(id))
          .map((id) => deal(id, properties(id)))
          .toReversed(),
      };
    });
  return batches;
}

function types(...list: [string, number, string | null][]): Record<string, unknown>[] {
  return list.map(([category, typeId, label]) => ({ category, typeId, label }));
}

function archivedDeal(id: string, archivedAt: string): JsonObject {
  return deal(id, {}, { archived: true, archivedAt });
}

describe('listing what changed', () => {
  test('asks by id order and change time, never by offset, until no more are counted than a page brings', async () => {
    const bodies = searchable(['11', '12', '13'], 2);
    readable(['11', '12', '13']);
    nothingArchived();

    const pages = await collect(opportunity.list(open(), { plan: plan(), changedSince }));

    expect(idsOf(pages)).toEqual(['11', '12', '13']);
    expect(bodies).toHaveLength(2);
    expect(bodies[1]).toEqual({
      filterGroups: [
        {
          filters: [
            { propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: sinceMs },
            { propertyName: 'hs_object_id', operator: 'GT', value: '12' },
          ],
        },
      ],
      sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
      properties: ['hs_lastmodifieddate'],
      limit: 200,
    });
    expect(pages[0]?.totalHint).toBe(3);
  });

  test('without a count, or with one that promises more, only an empty page is the end', async () => {
    const uncounted = searchable(['11', '12', '13'], 200, false);
    readable(['11', '12', '13']);
    nothingArchived();

    expect(idsOf(await collect(opportunity.list(open(), { plan: plan(), changedSince })))).toHaveLength(3);
    expect(uncounted).toHaveLength(2);
  });

  test('asks once for archived deals where it is told to be brief, however many there are', async () => {
    searchable(['11', '12']);
    readable(['11', '12']);
    const archived = api()
      .get((uri) => uri.includes('archived=true'))
      .reply(200, {
        results: [{ id: '13', archived: true, archivedAt: '2026-11-21T00:00:00.000Z', properties: {} }],
        paging: { next: { after: '13' } },
      });

    const pages = await collect(
      opportunity.list(open(), { plan: plan(), changedSince, briefDeletions: true }),
    );

    expect(idsOf(pages)).toEqual(['11', '12', '13']);
    expect(pages).toHaveLength(2);
    expect(archived.isDone()).toBe(true);
  });

  test('passes ten thousand changes', async () => {
    const ids = Array.from({ length: 10_450 }, (_, index) => String(1000 + index));
    const bodies = searchable(ids);
    readable(ids);
    nothingArchived();

    const pages = await collect(opportunity.list(open(), { plan: plan(), changedSince }));

    expect(new Set(idsOf(pages)).size).toBe(10_450);
    expect(bodies).toHaveLength(53);
  });

  test('an instant finer than a millisecond is rounded down, and the beginning of time is not 0', async () => {
    const bodies = searchable([]);
    nothingArchived();

    await collect(opportunity.list(open(), { plan: plan(), changedSince: '2026-11-20T00:00:00.000999Z' }));
    await collect(opportunity.list(open(), { plan: plan(), changedSince: '1970-01-01T00:00:00.000Z' }));

    expect(JSON.stringify(bodies[0])).toContain(`"${sinceMs}"`);
    expect(JSON.stringify(bodies[1])).toContain('"value":"1"');
  });

  test('reads values by hundreds, and no id twice', async () => {
    const ids = Array.from({ length: 150 }, (_, index) => String(500 + index));
    api()
      .post(search)
      .reply(200, { total: 151, results: [...ids, '500'].map((id) => ({ id })) });
    api().post(search).reply(200, { total: 0, results: [] });
    const batches = readable(ids);
    nothingArchived();

    const pages = await collect(opportunity.list(open(), { plan: plan(), changedSince }));

    expect(batches.map(({ length }) => length).toSorted()).toEqual([100, 50]);
    expect(idsOf(pages)).toEqual(ids);
  });

  test('gives links in the form of a list: type ids named, labels merged, ids as text, none where there are none', async () => {
    searchable(['21', '22']);
    readable(['21', '22']);
    nothingArchived();
    api()
      .post(linkBatch('companies'), { inputs: [{ id: '21' }, { id: '22' }] })
      .reply(207, {
        status: 'COMPLETE',
        results: [
          {
            from: { id: '21' },
            to: [
              {
                toObjectId: 8001,
                associationTypes: types(
                  ['HUBSPOT_DEFINED', 5, 'Primary'],
                  ['HUBSPOT_DEFINED', 341, null],
                  ['USER_DEFINED', 61, 'Reseller (EU)'],
                ),
              },
              { toObjectId: 802, associationTypes: types(['USER_DEFINED', 62, null]) },
            ],
          },
        ],
        numErrors: 1,
        errors: [
          {
            status: 'error',
            category: 'OBJECT_NOT_FOUND',
            subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
            context: { fromObjectId: ['22'] },
          },
        ],
      });

    const [page] = await collect(opportunity.list(open(), { plan: plan(['companies']), changedSince }));

    expect(page?.records.map(({ body }) => body['associations'])).toEqual([
      {
        companies: {
          results: [
            { id: '802', type: 'type_62' },
            { id: '8001', type: 'deal_to_company' },
            { id: '8001', type: 'deal_to_company_unlabeled' },
            { id: '8001', type: 'reseller_eu' },
          ],
        },
      },
      { companies: { results: [] } },
    ]);
  });

  test('a failure to read links is a failure, not an empty list', async () => {
    searchable(['21']);
    readable(['21']);
    api()
      .post(linkBatch('contacts'))
      .reply(207, {
        results: [],
        errors: [{ category: 'INTERNAL', subCategory: 'crm.associations.TIMEOUT' }],
      });

    const listing = collect(opportunity.list(open(), { plan: plan(['contacts']), changedSince }));

    await expect(listing).rejects.toMatchObject({ code: 'unexpected-response' });
  });

  test('links that repeat their cursor stop the listing', async () => {
    searchable(['21']);
    readable(['21']);
    const again = { results: [{ from: { id: '21' }, to: [], paging: { next: { after: 'X' } } }] };
    api().persist().post(linkBatch('contacts')).reply(200, again);

    const listing = collect(opportunity.list(open(), { plan: plan(['contacts']), changedSince }));

    await expect(listing).rejects.toMatchObject({ code: 'repeated-cursor' });
  });

  test('a deal the index still knows but which is gone does not vanish', async () => {
    searchable(['31', '32']);
    readable(['31']);
    api().post(batchRead).query({ archived: 'true' }).reply(207, { results: [], numErrors: 1, errors: [] });
    api()
      .get(/deals\/32/)
      .query(true)
      .reply(200, deal('31'));
    nothingArchived();

    const [page] = await collect(opportunity.list(open(), { plan: plan(), changedSince }));

    expect(page?.records.map(({ id }) => id)).toEqual(['31']);
    expect(page?.tombstones).toEqual([{ id: '32', reason: 'merged', mergedInto: '31' }]);
  });

  test('an end that is known from two sides is told once', async () => {
    searchable(['31', '32']);
    readable(['31'], () => ({ hs_merged_object_ids: '32;30' }));
    api().post(batchRead).query({ archived: 'true' }).reply(207, { results: [] });
    api()
      .get(/deals\/32/)
      .query(true)
      .reply(200, deal('31'));

    nothingArchived();
    const [page] = await collect(opportunity.list(open(), { plan: plan(), changedSince }));

    expect(page?.tombstones.map(({ id }) => id).toSorted()).toEqual(['30', '32']);
  });

  test('a merge shows as a tombstone beside the surviving deal', async () => {
    searchable(['41']);
    readable(['41'], () => ({ hs_merged_object_ids: '39' }));
    nothingArchived();

    const [page] = await collect(opportunity.list(open(), { plan: plan(), changedSince }));

    expect(page?.tombstones).toEqual([{ id: '39', reason: 'merged', mergedInto: '41' }]);
  });

  test('deals archived since then follow, those archived before do not', async () => {
    searchable([]);
    listAnswers(
      {
        '': {
          results: [
            archivedDeal('51', '2026-11-19T23:59:59.999Z'),
            archivedDeal('52', changedSince),
            archivedDeal('53', '2026-11-20T00:00:00Z'),
            archivedDeal('54', '2026-11-21T00:00:00.5Z'),
          ],
        },
      },
      { archived: true },
    );

    const pages = await collect(opportunity.list(open(), { plan: plan(), changedSince }));

    expect(idsOf(pages)).toEqual(['52', '53', '54']);
  });

  test('going on from any cursor gives the rest', async () => {
    searchable(['61', '62', '63'], 1);
    readable(['61', '62', '63']);
    nothingArchived();
    const unbroken = await collect(opportunity.list(open(), { plan: plan(), changedSince }));

    const cursors = unbroken.map((page) => page.nextCursor).filter((cursor) => cursor !== undefined);
    for (const [index, cursor] of cursors.entries()) {
      const rest = await collect(opportunity.list(open(), { plan: plan(), changedSince, cursor }));

      expect(idsOf(rest)).toEqual(idsOf(unbroken).slice(index + 1));
    }
    expect(cursors).toHaveLength(3);
  });
});
