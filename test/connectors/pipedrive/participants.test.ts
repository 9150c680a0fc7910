import { beforeEach, describe, expect, test } from 'vitest';
import type { VendorSession } from '../../../src/connector-kit/index.ts';
import { deals, openPipedrive } from './pipedrive-session.ts';
import { allOf, answer, answerNothingElse, answerNothingMoved, deal, idsOf, page } from './vendor.ts';
import { interceptRequests } from '../../support/intercept-requests.ts';

interceptRequests({ allAsked: true });

const live = '/api/v2/deals';
const archived = '/api/v2/deals/archived';

let session: VendorSession;

beforeEach(() => {
  session = openPipedrive();
});

function list(options: Parameters<typeof deals.list>[1] = {}) {
  return allOf(deals.list(session, options));
}

describe('participants', () => {
  test('are asked for where there is one without a primary person', async () => {
    answer(
      live,
      {},
      page([
        deal(1, { person_id: null, participants_count: 1 }),
        deal(2, { person_id: null, participants_count: 0 }),
      ]),
    );
    answer('/api/v2/persons', { deal_id: '1' }, page([{ id: 49, name: 'A' }]));
    answerNothingElse();

    const bodies = (await list()).flatMap(({ records }) => records.map(({ body }) => body));

    expect(bodies[0]).toMatchObject({ person_id: null, participants: [{ person_id: 49 }] });
    expect(bodies[1]).not.toHaveProperty('participants');
  });

  test('are asked for only where there are several, page by page, and the primary person stays', async () => {
    answer(
      live,
      {},
      page([
        deal(1, { person_id: 50, participants_count: 3 }),
        deal(2, { person_id: 51, participants_count: 1 }),
        deal(3, { participants_count: 0 }),
        deal(4, { person_id: 52 }),
      ]),
    );
    answer(
      '/api/v2/persons',
      { deal_id: '1', limit: '500' },
      page(
        [
          { id: 49, name: 'A' },
          { id: 50, name: 'B' },
        ],
        'p2',
      ),
    );
    answer('/api/v2/persons', { deal_id: '1', limit: '500', cursor: 'p2' }, page([{ id: 53, name: 'C' }]));
    answerNothingElse();

    const bodies = (await list()).flatMap(({ records }) => records.map(({ body }) => body));

    expect(bodies[0]).toMatchObject({
      person_id: 50,
      participants: [{ person_id: 49 }, { person_id: 50 }, { person_id: 53 }],
    });
    expect(bodies.slice(1).map((body) => 'participants' in body)).toEqual([false, false, false]);
  });

  test('of archived deals are asked for too, of deleted ones not', async () => {
    answer(
      live,
      {},
      page([
        deal(1, { status: 'deleted', participants_count: 2 }),
        deal(2, { is_deleted: true, participants_count: 2 }),
      ]),
    );
    answer(archived, {}, page([deal(3, { participants_count: 2 })]));
    answerNothingMoved();
    answer('/api/v2/persons', { deal_id: '3' }, page([{ id: 49 }, { id: 50 }]));

    const bodies = (await list()).flatMap(({ records }) => records.map(({ body }) => body));

    expect(bodies.map(({ participants }) => participants)).toEqual([
      undefined,
      undefined,
      [{ person_id: 49 }, { person_id: 50 }],
    ]);
  });

  test('are asked for where their count is no number', async () => {
    answer(live, {}, page([deal(1, { participants_count: 'three' })]));
    answer('/api/v2/persons', { deal_id: '1' }, page([{ id: 49 }]));
    answerNothingElse();

    const [record] = (await list()).flatMap(({ records }) => records);

    expect(record?.body['participants']).toEqual([{ person_id: 49 }]);
  });

  test('that cannot be read fail the page: no list is passed off as the whole', async () => {
    answer(live, {}, page([deal(1, { participants_count: 2 })]));
    answer(
      '/api/v2/persons',
      { deal_id: '1' },
      { success: false, error: 'Scope and URL mismatch', errorCode: 403 },
      { status: 403 },
    );

    await expect(list()).rejects.toMatchObject({
      code: 'permission',
      details: { missingScopes: ['contacts:read'] },
    });
  });

  test('cost nothing where the mapping does not read them', async () => {
    answer(live, {}, page([deal(1, { participants_count: 5 })]));
    answerNothingElse();

    const pages = await list({ plan: { paths: ['id', 'title'], customFieldKeys: [], lookups: [] } });

    expect(idsOf(pages)).toEqual(['1']);
  });

  test('fail the page where the subscription has ended, although a plan takes note of what may not be read', async () => {
    const told: string[] = [];
    const tellMissing = (what: string) => void told.push(what);
    const plan = { paths: ['participants[].person_id'], customFieldKeys: [], lookups: [], tellMissing };
    answer(live, {}, page([deal(1, { participants_count: 3 })]));
    answer(
      '/api/v2/persons',
      { deal_id: '1' },
      { success: false, error: 'Payment required' },
      { status: 402 },
    );
    answer(archived, {}, page([]));

    await expect(list({ plan })).rejects.toMatchObject({ code: 'permission' });
    expect(told).toEqual([]);
  });
});
