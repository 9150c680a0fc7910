import { beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject, VendorSession } from '../../../src/connector-kit/index.ts';
import { allOf } from '../../support/all-of.ts';
import { deals, openPipedrive } from './pipedrive-session.ts';
import { answer, deal, page } from './vendor.ts';
import { interceptRequests } from '../../support/intercept-requests.ts';

interceptRequests({ allAsked: true });

const live = '/api/v2/deals';
const archived = '/api/v2/deals/archived';

let session: VendorSession;
beforeEach(() => {
  session = openPipedrive();
});

const single = (data: JsonObject | null): JsonObject => ({ success: true, data });
const refusal = (error: string, status: number): JsonObject => ({ success: false, error, errorCode: status });

function alone(id: string, status: number, body: JsonObject): void {
  answer(`${live}/${id}`, {}, body, { status });
}

function account(status = 200): void {
  answer('/api/v1/users/me', {}, status === 200 ? single({ company_name: 'Acme' }) : refusal('no', status), {
    status,
  });
}

const nothing = { records: [], tombstones: [], missing: [], withheld: [] };

describe('many deals by id', () => {
  test('are read a hundred a call from both lists: from the second only what the first does not show', async () => {
    const ids = Array.from({ length: 130 }, (_, index) => index + 1);
    const first = answer(live, {}, page(ids.slice(0, 99).map((id) => deal(id))));
    const second = answer(archived, { ids: '100' }, page([deal(100, { is_archived: true })]));
    const third = answer(live, {}, page(ids.slice(100).map((id) => deal(id))));

    const { records, ...rest } = await deals.getMany(session, [...ids, ...ids].map(String));

    expect(records.map(({ id }) => Number(id))).toEqual(ids);
    expect(rest).toEqual({ tombstones: [], missing: [], withheld: [] });
    expect([...first, ...third].map(({ query }) => query['ids']?.split(',').length)).toEqual([100, 30]);
    expect(second[0]?.query).toMatchObject({ status: 'open,won,lost,deleted', limit: '100' });
    expect(second[0]?.query['include_fields']).toContain('participants_count');
  });

  test('are missing where the id is no number in its one spelling, and hold up nobody', async () => {
    answer(live, { ids: '7,8' }, page([deal(7), deal(8)]));
    const odd = ['07', '0', '99999999999999999999', '7.0', ' 7', '../7'];

    const { records, missing } = await deals.getMany(session, [...odd, '7', '8']);

    expect(records.map(({ id }) => id)).toEqual(['7', '8']);
    expect(missing).toEqual(odd);
  });

  test('have the persons of a listing', async () => {
    answer(live, { ids: '7,8' }, page([deal(7, { participants_count: 2 }), deal(8)]));
    answer('/api/v2/persons', { deal_id: '7' }, page([{ id: 31 }, { id: 32 }]));

    const { records } = await deals.getMany(session, ['7', '8']);

    expect(records[0]?.body['participants']).toEqual([{ person_id: 31 }, { person_id: 32 }]);
  });

  test('that are deleted are tombstones, by either sign', async () => {
    answer(live, {}, page([deal(1, { is_deleted: true }), deal(2, { status: 'deleted' })]));

    expect(await deals.getMany(session, ['1', '2'])).toEqual({
      ...nothing,
      tombstones: [
        { id: '1', reason: 'deleted' },
        { id: '2', reason: 'deleted' },
      ],
    });
  });

  test('that no list shows are asked for alone: gone, hidden, moved between the lists, or deleted', async () => {
    answer(live, {}, page([]));
    answer(archived, {}, page([]));
    alone('1', 404, { success: false, error: 'Deal not found' });
    alone('2', 410, { success: false, error: 'Deal is gone' });
    alone('3', 403, refusal('Access denied', 403));
    alone('4', 200, single(deal(4)));
    alone('5', 200, single(deal(5, { is_deleted: true })));
    alone('6', 200, single(null));
    account();

    expect(await deals.getMany(session, ['1', '2', '3', '4', '5', '6', 'x/1'])).toMatchObject({
      records: [{ id: '4' }],
      tombstones: [{ id: '5', reason: 'deleted' }],
      missing: ['1', '2', '6', 'x/1'],
      withheld: ['3'],
    });
  });

  test('of which there is one cost one request', async () => {
    alone('4', 200, single(deal(4)));

    expect((await deals.getMany(session, ['4', '4'])).records).toHaveLength(1);
  });

  test('fail where it is the connection that is refused', async () => {
    alone('3', 401, refusal('unauthorized access', 401));
    account(401);

    await expect(deals.getMany(session, ['3'])).rejects.toMatchObject({ code: 'auth' });
  });

  test('fail where a scope is missing, or the account is closed', async () => {
    alone('3', 403, refusal('Scope and URL mismatch', 403));
    await expect(deals.getMany(session, ['3'])).rejects.toMatchObject({ code: 'permission' });

    alone('3', 402, refusal('Payment required', 402));
    await expect(deals.getMany(session, ['3'])).rejects.toMatchObject({ code: 'permission' });
  });

  test('fail where the vendor ignores the ids: what a list lacks would then prove nothing', async () => {
    answer(live, {}, page([deal(1), deal(99)]));

    await expect(deals.getMany(session, ['1', '2'])).rejects.toMatchObject({ code: 'unexpected-response' });
  });
});

describe('a census', () => {
  const began = { headers: { date: 'Mon, 02 Mar 2026 08:00:05 GMT' } };

  test('looks at both lists without optional fields and deleted deals, then for what left the archive', async () => {
    const first = answer(live, {}, page([deal(1)], 'l2'), began);
    const second = answer(live, { cursor: 'l2' }, page([deal(2, { update_time: null })]));
    const third = answer(archived, {}, page([deal(3)]));
    const last = answer(live, { updated_since: '2026-03-02T07:58:05Z' }, page([deal(4)]));

    const pages = await allOf(deals.census(session, {}));

    expect(pages.flatMap(({ entries }) => entries.map(({ id }) => id))).toEqual(['1', '2', '3', '4']);
    expect(pages.flatMap(({ entries }) => entries).every(({ changedAt }) => changedAt !== undefined)).toBe(
      true,
    );
    const query = { sort_by: 'id', sort_direction: 'asc', limit: '500' };
    expect([...first, ...second, ...third, ...last].map((asked) => asked.query)).toEqual([
      query,
      { ...query, cursor: 'l2' },
      query,
      { ...query, updated_since: '2026-03-02T07:58:05Z' },
    ]);
  });

  test('refuses the cursor of a listing as expired', async () => {
    await expect(allOf(deals.census(session, { cursor: 'archived|||' }))).rejects.toMatchObject({
      code: 'cursor-expired',
    });
  });
});
