import { describe, expect, test } from 'vitest';
import {
  api,
  batchRead,
  collect,
  deal,
  deals,
  inputIds,
  listAnswers,
  nothingArchived,
  open,
  opportunity,
  paging,
  plan,
} from './hubspot-api.ts';
import { interceptRequests } from '../../support/intercept-requests.ts';

interceptRequests();

function missing(ids: string[]): Record<string, unknown> {
  const message = 'Could not get some DEAL objects, they may be deleted or not exist.';
  return {
    numErrors: 1,
    errors: [{ status: 'error', category: 'OBJECT_NOT_FOUND', context: { ids }, message }],
  };
}

describe('when the properties do not fit into a URL', () => {
  const many = Array.from({ length: 400 }, (_, index) => `custom_property_${index}`);
  const wide = plan([], { customFieldKeys: many });

  test('the list asks for few, and the values come by batches of a hundred', async () => {
    const urls: number[] = [];
    const asked: unknown[] = [];
    api()
      .get(deals)
      .query((query) => {
        urls.push(String(query['properties']).length);
        return query['archived'] === undefined;
      })
      .reply(200, { results: [deal('1'), deal('2')] });
    nothingArchived();
    api()
      .post(batchRead, (body: { properties: string[] }) => {
        asked.push(body.properties.length);
        return true;
      })
      // Not in the order in which they were asked for.
      .reply(200, {
        results: [deal('2', { custom_property_7: 'b' }), deal('1', { custom_property_7: 'a' })],
      });

    const [page] = await collect(opportunity.list(open(), { plan: wide }));

    expect(urls[0]).toBeLessThan(100);
    expect(asked).toEqual([403]);
    expect(page?.records.map(({ id, body }) => [id, body['properties']])).toMatchObject([
      ['1', { custom_property_7: 'a' }],
      ['2', { custom_property_7: 'b' }],
    ]);
  });

  test('a deal that the batch does not answer for is found again, or its end is reported', async () => {
    api()
      .get(deals)
      .query(({ archived }) => archived === undefined)
      .reply(200, {
        results: [deal('1'), deal('2'), deal('3'), deal('4')],
      });
    nothingArchived();
    api()
      .post(batchRead)
      .query(({ archived }) => archived === undefined)
      .reply(207, { results: [deal('1')], ...missing(['2', '3', '4']) });
    api()
      .post(batchRead)
      .query({ archived: 'true' })
      .reply(207, { results: [deal('2', {}, { archived: true })], ...missing(['3', '4']) });
    api().get(`${deals}/3`).query(true).reply(200, deal('99'));
    api().get(`${deals}/4`).query(true).reply(404, { status: 'error', message: 'resource not found' });

    const [page] = await collect(opportunity.list(open(), { plan: wide }));

    expect(page?.records.map(({ id, body }) => [id, body['archived']])).toEqual([
      ['1', false],
      ['2', true],
    ]);
    expect(page?.tombstones).toEqual([
      { id: '3', reason: 'merged', mergedInto: '99' },
      { id: '4', reason: 'deleted' },
    ]);
  });

  test('a deal that is restored while its values are read shows nothing of its time as archived', async () => {
    const gone = { archived: true, archivedAt: '2026-11-22T00:00:00Z' };
    listAnswers({ '': { results: [] } });
    listAnswers({ '': { results: [deal('1', {}, gone)] } }, { archived: true });
    api().post(batchRead).query({ archived: 'true' }).reply(207, { results: [] });
    api()
      .post(batchRead)
      .query((query) => query['archived'] === undefined)
      .reply(200, { results: [deal('1')] });

    const [, page] = await collect(opportunity.list(open(), { plan: wide }));

    expect(page?.records).toEqual([{ id: '1', changedAt: '2026-11-20T10:00:00.000Z', body: deal('1') }]);
  });

  test('a deal that moves between two batches, so that both miss it, is read once more', async () => {
    listAnswers({ '': { results: [deal('1')] } });
    nothingArchived();
    let reads = 0;
    api()
      .persist()
      .post(batchRead)
      .query(true)
      .reply(() => {
        reads += 1;
        return [200, { results: reads < 3 ? [] : [deal('1', { dealname: 'back' })] }];
      });
    api().get(`${deals}/1`).query(true).reply(200, deal('1'));

    const [page] = await collect(opportunity.list(open(), { plan: wide }));

    expect(page?.records.map(({ body }) => body['properties'])).toMatchObject([{ dealname: 'back' }]);
    expect(page?.tombstones).toEqual([]);
  });

  test('a deal that is shown alone but never in a batch is a failure, not a loss', async () => {
    listAnswers({ '': { results: [deal('1')] } });
    api().persist().post(batchRead).query(true).reply(207, { results: [] });
    api().persist().get(`${deals}/1`).query(true).reply(200, deal('1'));

    const listing = collect(opportunity.list(open(), { plan: wide }));

    await expect(listing).rejects.toMatchObject({ code: 'unexpected-response' });
  });

  test('a URL that is too long after all is not sent again', async () => {
    let tooLong = 0;
    api()
      .get(deals)
      .query(({ properties }) => String(properties).includes('dealname'))
      .reply(() => {
        tooLong += 1;
        return [414, '<html>Request-URI Too Large</html>'];
      });
    listAnswers({ '': { results: [deal('1')], paging: paging('2') }, '2': { results: [deal('2')] } });
    nothingArchived();
    api()
      .persist()
      .post(batchRead)
      .reply(200, async (request: Request) => ({
        results: inputIds(await request.json()).map((id) => deal(id, { dealname: 'by batch' })),
      }));

    const pages = await collect(opportunity.list(open(), { plan: plan() }));

    expect(tooLong).toBe(1);
    expect(pages.flatMap(({ records }) => records.map(({ body }) => body['properties']))).toMatchObject([
      { dealname: 'by batch' },
      { dealname: 'by batch' },
    ]);
  });
});
