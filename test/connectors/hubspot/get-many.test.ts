import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/connector-kit/index.ts';
import { allOf } from '../../support/all-of.ts';
import { api, batchRead, deal, deals, inputIds, linkBatch, open, opportunity, plan } from './hubspot-api.ts';
import { interceptRequests } from '../../support/intercept-requests.ts';

interceptRequests({ allAsked: true });

function notFound(ids: readonly string[]): JsonObject {
  const error = { status: 'error', category: 'OBJECT_NOT_FOUND', context: { ids: [...ids] } };
  return { status: 'COMPLETE', numErrors: 1, errors: [error] };
}

/** Answers one batch read. Ids without a deal are named as not found, unless the answer keeps silent about them. */
function batch(found: readonly JsonObject[], { archived = false, silent = false } = {}): string[][] {
  const asked: string[][] = [];
  api()
    .post(batchRead)
    .query((query) => (query['archived'] === 'true') === archived)
    .reply(async (request: Request) => {
      const ids = inputIds(await request.json());
      asked.push(ids);
      const lost = ids.filter((id) => !found.some((one) => one['id'] === id));
      const errors = lost.length === 0 || silent ? {} : notFound(lost);
      return [lost.length === 0 ? 200 : 207, { results: found, ...errors }];
    });
  return asked;
}

function alone(id: string, status: number, body: JsonObject, archived = false): void {
  api()
    .get(`${deals}/${id}`)
    .query((query) => (query['archived'] === 'true') === archived)
    .reply(status, body);
}

const gone = { status: 'error', message: 'resource not found' };
const account = (status = 200): void => {
  api().get('/account-info/2026-09/details').reply(status, { portalId: 1 });
};

function getMany(...ids: string[]) {
  return opportunity.getMany(open(), ids, plan());
}

const nothing = { records: [], tombstones: [], missing: [], withheld: [] };

describe('many deals by id', () => {
  test('are read a hundred a batch, each once, in the order asked for', async () => {
    const ids = Array.from({ length: 150 }, (_, index) => String(5000 + index));
    const first = batch(
      ids
        .slice(0, 100)
        .map((id) => deal(id))
        .toReversed(),
    );
    const second = batch(ids.slice(100).map((id) => deal(id)));

    const { records, ...rest } = await getMany(...ids, ...ids);

    expect(records.map(({ id }) => id)).toEqual(ids);
    expect(rest).toEqual({ tombstones: [], missing: [], withheld: [] });
    expect([...first, ...second].map(({ length }) => length)).toEqual([100, 50]);
  });

  test('have the links of a listing, read once for all of them', async () => {
    batch([deal('11'), deal('12')]);
    const to = [
      { toObjectId: 7001, associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 3, label: null }] },
    ];
    api()
      .post(linkBatch('contacts'))
      .reply(207, { results: [{ from: { id: '11' }, to }] });

    const { records } = await opportunity.getMany(open(), ['11', '12'], plan(['contacts']));

    expect(records.map(({ body }) => body['associations'])).toEqual([
      { contacts: { results: [{ id: '7001', type: 'deal_to_contact' }] } },
      { contacts: { results: [] } },
    ]);
  });

  test('are tombstones where the archive has them, with the time of archiving', async () => {
    batch([deal('11')]);
    batch([deal('12', {}, { archived: true, archivedAt: '2026-11-10T08:00:00Z' })], { archived: true });

    expect(await getMany('11', '12')).toMatchObject({
      records: [{ id: '11' }],
      tombstones: [{ id: '12', reason: 'archived', deletedAt: '2026-11-10T08:00:00.000Z' }],
      missing: [],
    });
  });

  test('that were merged name the survivor: as the survivor tells, else as the id alone answers', async () => {
    batch([deal('11', { hs_merged_object_ids: '12;99' })]);
    batch([], { archived: true });
    alone('13', 200, deal('44'));

    expect(await getMany('11', '12', '13')).toMatchObject({
      records: [{ id: '11' }],
      tombstones: [
        { id: '12', reason: 'merged', mergedInto: '11' },
        { id: '13', reason: 'merged', mergedInto: '44' },
      ],
      missing: [],
    });
  });

  test('are missing where the archive denies them and a single read answers 404', async () => {
    batch([]);
    batch([], { archived: true });
    alone('12', 404, gone);

    expect(await getMany('12', 'x/../y', '')).toEqual({ ...nothing, missing: ['12', 'x/../y', ''] });
  });

  test('are looked for in the archive alone where its batch kept silent', async () => {
    batch([], { silent: true });
    batch([], { archived: true, silent: true });
    alone('12', 404, gone);
    alone('12', 200, deal('12', {}, { archived: true, archivedAt: '2026-11-10T08:00:00Z' }), true);
    alone('13', 404, gone);
    alone('13', 404, gone, true);

    expect(await getMany('12', '13')).toMatchObject({
      records: [],
      tombstones: [{ id: '12', reason: 'archived' }],
      missing: ['13'],
    });
  });

  test('that came back between the batches are records', async () => {
    batch([]);
    batch([], { archived: true });
    alone('12', 200, deal('12'));
    batch([deal('12', { dealname: 'Back' })]);

    const { records } = await getMany('12');

    expect(records.map(({ body }) => body['properties'])).toMatchObject([{ dealname: 'Back' }]);
  });

  test('are withheld where one of them is refused while the connection answers', async () => {
    batch([deal('11')]);
    batch([], { archived: true });
    alone('12', 403, { status: 'error', message: 'This user cannot view it' });
    account();

    expect(await getMany('11', '12')).toMatchObject({
      records: [{ id: '11' }],
      tombstones: [],
      missing: [],
      withheld: ['12'],
    });
  });

  test('fail where the connection answers nothing any more', async () => {
    batch([]);
    batch([], { archived: true });
    alone('12', 401, { status: 'error', category: 'EXPIRED_AUTHENTICATION' });
    account(401);

    await expect(getMany('12')).rejects.toMatchObject({ code: 'auth' });
  });

  test('fail where a scope is missing: that says nothing of a single deal', async () => {
    batch([]);
    batch([], { archived: true });
    const context = { requiredGranularScopes: ['crm.objects.deals.read'] };
    alone('12', 403, { status: 'error', category: 'MISSING_SCOPES', errors: [{ message: 'x', context }] });

    await expect(getMany('12')).rejects.toMatchObject({ code: 'permission' });
  });
});

describe('a census', () => {
  test('is the list with nothing but the change time, without links and archived deals', async () => {
    const queries: JsonObject[] = [];
    const answer = (after: string | undefined, body: JsonObject): void => {
      api()
        .get(deals)
        .query((query) => query['after'] === after)
        .reply((request: Request) => {
          queries.push(Object.fromEntries(new URL(request.url).searchParams));
          return [200, body];
        });
    };
    answer(undefined, { results: [deal('11')], paging: { next: { after: '12' } } });
    answer('12', { results: [deal('12')] });

    const pages = await allOf(opportunity.census(open(), {}));

    expect(pages).toEqual([
      { entries: [{ id: '11', changedAt: '2026-11-20T10:00:00.000Z' }], nextCursor: 'census:12' },
      { entries: [{ id: '12', changedAt: '2026-11-20T10:00:00.000Z' }], nextCursor: undefined },
    ]);
    expect(queries).toEqual([
      { limit: '100', properties: 'hs_lastmodifieddate' },
      { limit: '100', properties: 'hs_lastmodifieddate', after: '12' },
    ]);
  });

  test('refuses the cursor of a listing as expired', async () => {
    await expect(allOf(opportunity.census(open(), { cursor: 'live:12' }))).rejects.toMatchObject({
      code: 'cursor-expired',
    });
  });
});
