import { beforeEach, describe, expect, test } from 'vitest';
import type { VendorSession } from '../../../src/connector-kit/index.ts';
import { deals, openPipedrive } from './pipedrive-session.ts';
import { answer, deal, fixture, page } from './vendor.ts';
import { interceptRequests } from '../../support/intercept-requests.ts';

interceptRequests({ allAsked: true });

let session: VendorSession;

beforeEach(() => {
  session = openPipedrive();
});

function single(body: unknown) {
  return { ...page(body), additional_data: null };
}

describe('one deal', () => {
  test('comes with its optional fields and all its persons', async () => {
    const asked = answer('/api/v2/deals/6101', {}, single(fixture('1-open-rich')));
    answer('/api/v2/persons', { deal_id: '6101' }, page([{ id: 2301 }, { id: 2302 }]));

    const record = await deals.get(session, '6101');

    expect(record).toMatchObject({ id: '6101', changedAt: '2026-07-03T12:10:59.000Z' });
    expect(record?.body).toEqual({
      ...fixture('1-open-rich'),
      participants: [{ person_id: 2301 }, { person_id: 2302 }],
    });
    expect(asked[0]?.query['include_fields']).toContain('participants_count');
  });

  test('that was deleted is still shown for a while', async () => {
    answer('/api/v2/deals/6105', {}, single(fixture('5-deleted')));

    expect((await deals.get(session, '6105'))?.body['is_deleted']).toBe(true);
  });

  test.each([404, 410])('that the vendor answers with %i does not exist', async (status) => {
    answer(
      '/api/v2/deals/9',
      {},
      { success: false, error: 'Deal not found', code: 'ERR_NOT_FOUND' },
      { status },
    );

    expect(await deals.get(session, '9')).toBeUndefined();
  });

  test('that is empty in a success does not exist', async () => {
    answer('/api/v2/deals/9', {}, single(null));

    expect(await deals.get(session, '9')).toBeUndefined();
  });

  test.each(['', '..', '7/products', 'archived', '0x1', '-1', '1.5', '7?x=1'])(
    'with an id like %j does not exist, and nothing is asked',
    async (id) => {
      expect(await deals.get(session, id)).toBeUndefined();
    },
  );

  test('that the user may not see is no missing deal', async () => {
    answer(
      '/api/v2/deals/9',
      {},
      { success: false, error: 'Access denied', errorCode: 403 },
      { status: 403 },
    );

    await expect(deals.get(session, '9')).rejects.toMatchObject({ code: 'permission' });
  });

  test('asks for no persons where the mapping reads none', async () => {
    answer('/api/v2/deals/7', {}, single(deal(7, { participants_count: 4 })));

    const record = await deals.get(session, '7', { paths: ['id'], customFieldKeys: [], lookups: [] });

    expect(record?.body).not.toHaveProperty('participants');
  });
});
