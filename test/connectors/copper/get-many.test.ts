import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { opportunities } from '../../../connectors/copper/opportunities.ts';
import type { JsonObject } from '../../../src/connector-kit/index.ts';
import { api, open } from './wire.ts';
import { interceptRequests } from '../../support/intercept-requests.ts';

interceptRequests({ allAsked: true });

const Body = z.looseObject({ ids: z.array(z.number()), page_size: z.number(), page_number: z.number() });

function row(id: number): JsonObject {
  return { id, name: `Deal ${id}`, date_created: 1_780_000_000, date_modified: 1_790_000_000 };
}

/** Answers one search with those of the ids asked for that exist. */
function search(exists: (id: number) => boolean): z.infer<typeof Body>[] {
  const bodies: z.infer<typeof Body>[] = [];
  api()
    .post('/opportunities/search')
    .reply(200, async (request: Request) => {
      const body = Body.parse(await request.json());
      bodies.push(body);
      return body.ids.filter(exists).map(row);
    });
  return bodies;
}

const notFound = { success: false, status: 404, message: 'Resource not found' };

describe('many opportunities by id', () => {
  test('are read two hundred a search, each once, in the order asked for', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => 900 - index);
    const first = search(() => true);
    const second = search(() => true);

    const { records, ...rest } = await opportunities.getMany(open(), [...ids, ...ids].map(String));

    expect(records.map(({ id }) => Number(id))).toEqual(ids);
    expect(records[0]).toEqual({ id: '900', changedAt: '2026-09-21T14:13:20.000Z', body: row(900) });
    expect(rest).toEqual({ tombstones: [], missing: [], withheld: [] });
    expect([...first, ...second].map((body) => [body.ids.length, body.page_size, body.page_number])).toEqual([
      [200, 200, 1],
      [50, 200, 1],
    ]);
  });

  test('that a search does not show are asked for alone: gone in either form of a 404, refused, or there', async () => {
    search((id) => id === 1);
    api().get('/opportunities/2').reply(404, notFound);
    api().get('/opportunities/3').reply(404, { error: 'not_found' });
    api().get('/opportunities/4').reply(403, { message: 'Forbidden' });
    api().get('/opportunities/5').reply(200, row(5));
    api().get('/account').reply(200, { id: 9 });

    expect(await opportunities.getMany(open(), ['1', '2', '3', '4', '5', '0', '6/related'])).toMatchObject({
      records: [{ id: '1' }, { id: '5' }],
      tombstones: [],
      missing: ['2', '3', '0', '6/related'],
      withheld: ['4'],
    });
  });

  test('of which there is one cost one request', async () => {
    api().get('/opportunities/5').reply(200, row(5));

    expect((await opportunities.getMany(open(), ['5'])).records).toHaveLength(1);
  });

  test('fail where the key is revoked: nothing is withheld then', async () => {
    api().get('/opportunities/5').reply(401, { message: 'Unauthorized' });
    api().get('/account').reply(401, { message: 'Unauthorized' });

    await expect(opportunities.getMany(open(), ['5'])).rejects.toMatchObject({ code: 'auth' });
  });

  test('fail where a search fails', async () => {
    api().post('/opportunities/search').reply(422, notFound);

    await expect(opportunities.getMany(open(), ['5', '6'])).rejects.toMatchObject({
      code: 'invalid-request',
    });
  });
});
