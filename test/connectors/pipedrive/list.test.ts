import { beforeEach, describe, expect, test } from 'vitest';
import type { VendorSession } from '../../../src/connector-kit/index.ts';
import { deals, openPipedrive } from './pipedrive-session.ts';
import {
  allOf,
  answer,
  answerNothingCreated,
  answerNothingElse,
  answerNothingMoved,
  deal,
  fixture,
  idsOf,
  page,
} from './vendor.ts';
import { interceptRequests, nock } from '../../support/intercept-requests.ts';

interceptRequests({ allAsked: true });

const live = '/api/v2/deals';
const archived = '/api/v2/deals/archived';

const began = { headers: { date: 'Mon, 02 Mar 2026 08:00:05 GMT' } };

let session: VendorSession;

beforeEach(() => {
  session = openPipedrive();
});

function answerFourPages() {
  nock.cleanAll();
  answerNothingMoved({ updated_since: '2026-03-02T07:58:05Z' });
  answer(live, {}, page([deal(1)], 'l|2'), began);
  answer(live, { cursor: 'l|2' }, page([deal(2)]));
  answer(archived, {}, page([deal(3)], 'a2'));
  answer(archived, { cursor: 'a2' }, page([deal(4)]));
}

/** A new deal that nobody has edited. */
function fresh(id: number, added: string) {
  return deal(id, { update_time: null, add_time: added });
}

function list(options: Parameters<typeof deals.list>[1] = {}) {
  return allOf(deals.list(session, options));
}

describe('a full listing', () => {
  test('asks both lists for the same: deleted deals too, the optional fields, a hundred deals, by id', async () => {
    const ofLive = answer(live, {}, page([]));
    const ofArchived = answerNothingElse();

    await list();

    const query = {
      status: 'open,won,lost,deleted',
      sort_by: 'id',
      sort_direction: 'asc',
      include_fields:
        'last_activity_id,email_messages_count,done_activities_count,participants_count,last_incoming_mail_time,last_outgoing_mail_time,source_lead_id',
      limit: '100',
    };
    expect(ofLive).toEqual([{ path: live, query }]);
    expect(ofArchived).toEqual([{ path: archived, query }]);
  });

  test('follows the cursor through the deals that are not archived, then through the archived ones', async () => {
    answer(live, {}, page([deal(1), deal(2)], 'l2'));
    answer(live, { cursor: 'l2' }, page([deal(3)]));
    answer(archived, {}, page([deal(4)], 'a2'));
    answer(archived, { cursor: 'a2' }, page([deal(5)]));
    answerNothingMoved();

    const pages = await list();

    expect(pages.map(({ records }) => records.map(({ id }) => id))).toEqual([
      ['1', '2'],
      ['3'],
      ['4'],
      ['5'],
      [],
    ]);
    expect(pages.map(({ nextCursor }) => nextCursor === undefined)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(pages.flatMap(({ tombstones }) => tombstones)).toEqual([]);
  });

  test('ends well where the last full page still carries a cursor', async () => {
    answer(live, {}, page([deal(1), deal(2)], 'l2'));
    answer(live, { cursor: 'l2' }, page([]));
    answerNothingElse();

    expect(idsOf(await list())).toEqual(['1', '2']);
  });

  test('ends where the vendor leaves out the cursor or the envelope, or has no data', async () => {
    answer(live, {}, { success: true, data: [deal(1)], additional_data: {} });
    answer(archived, {}, { success: true, data: null });
    answer(live, {}, { success: true, data: [] });

    const pages = await list();

    expect(idsOf(pages)).toEqual(['1']);
    expect(pages).toHaveLength(3);
  });

  test('gives the same rest from every cursor as an unbroken one', async () => {
    answerFourPages();
    const unbroken = await list();
    const cursors = unbroken.flatMap(({ nextCursor }) => nextCursor ?? []);

    const rests: (readonly string[])[] = [];
    for (const cursor of cursors) {
      answerFourPages();
      rests.push(idsOf(await list({ cursor })));
    }
    nock.cleanAll();

    expect(rests).toEqual([['2', '3', '4'], ['3', '4'], ['4'], []]);
  });

  test('stops when the vendor sends a cursor again, instead of going round', async () => {
    answer(live, {}, page([deal(1)], 'l2'));
    answer(live, { cursor: 'l2' }, page([deal(2)], 'l2'));

    await expect(list()).rejects.toMatchObject({ code: 'repeated-cursor' });
  });
});

describe('a listing of changes', () => {
  test('filters both lists by the whole second, rounded down', async () => {
    answer(live, { updated_since: '2026-06-20T10:44:31Z' }, page([deal(1)], 'l2'));
    answer(live, { updated_since: '2026-06-20T10:44:31Z', cursor: 'l2' }, page([]));
    answerNothingCreated();
    answer(archived, { updated_since: '2026-06-20T10:44:31Z' }, page([]));

    expect(idsOf(await list({ changedSince: '2026-06-20T10:44:31.900Z' }))).toEqual(['1']);
  });

  test('goes on under its own filter, since the vendor’s cursor is good for no other', async () => {
    answer(live, { updated_since: '2026-06-20T10:44:31Z' }, page([deal(1)], 'l2'));
    const ahead = answer(
      live,
      { updated_since: '2026-06-20T10:44:31Z', cursor: 'l2' },
      page([deal(2)], 'l3'),
    );
    const listing = deals.list(session, { changedSince: '2026-06-20T10:44:31.900Z' })[Symbol.asyncIterator]();
    const { value: first } = await listing.next();
    await expect.poll(() => ahead.length).toBe(1);
    answer(live, { updated_since: '2026-06-20T10:44:31Z', cursor: 'l2' }, page([deal(2)]));
    answerNothingCreated();
    answer(archived, { updated_since: '2026-06-20T10:44:31Z' }, page([]));

    const cursor = first.nextCursor;
    expect(idsOf(await list({ cursor, changedSince: '2026-11-01T00:00:00.000Z' }))).toEqual(['2']);
  });
});

describe('the looks of a listing', () => {
  test('end with deals that came out of the archive since it began, by the vendor’s clock less two minutes', async () => {
    answer(live, {}, page([deal(1)], 'l2'), began);
    answer(live, { cursor: 'l2' }, page([deal(2)]), {
      headers: { date: 'Mon, 02 Mar 2026 09:00:00 GMT' },
    });
    answer(archived, {}, page([]));
    answer(live, { updated_since: '2026-03-02T07:58:05Z' }, page([deal(3)]));

    expect(idsOf(await list())).toEqual(['1', '2', '3']);
  });

  test('remember the beginning where another session goes on', async () => {
    answer(live, {}, page([deal(1)], 'l2'), began);
    const ahead = answer(live, { cursor: 'l2' }, page([deal(2)], 'l3'));
    const { value: first } = await deals.list(session, {})[Symbol.asyncIterator]().next();
    await expect.poll(() => ahead.length).toBe(1);
    answer(live, { cursor: 'l2' }, page([deal(2)]), { headers: { date: 'Tue, 03 Mar 2026 08:00:00 GMT' } });
    answer(archived, {}, page([]));
    answer(live, { updated_since: '2026-03-02T07:58:05Z' }, page([deal(3)]));

    const rest = await allOf(deals.list(openPipedrive(), { cursor: first.nextCursor }));

    expect(idsOf(rest)).toEqual(['2', '3']);
  });

  test('at changes are no third: what came out of the archive meanwhile changed after the beginning', async () => {
    answer(live, { updated_since: '2026-03-02T07:59:30Z' }, page([deal(1)]), began);
    answerNothingCreated();
    answer(archived, { updated_since: '2026-03-02T07:59:30Z' }, page([deal(2)]));

    expect(idsOf(await list({ changedSince: '2026-03-02T07:59:30.000Z' }))).toEqual(['1', '2']);
  });

  test('at changes find new deals that no change filter shows, newest first, and stop at older ones', async () => {
    const backdated = fresh(10, '2019-05-05T05:05:05Z');
    answer(live, { updated_since: '2026-03-01T00:00:00Z' }, page([]), began);
    const newest = answer(
      live,
      { sort_direction: 'desc' },
      page([backdated, fresh(9, '2026-03-02T07:00:00Z')], 'n2'),
    );
    answer(
      live,
      { sort_direction: 'desc', cursor: 'n2' },
      page([fresh(8, '2026-03-01T00:00:00Z'), fresh(7, '2026-02-28T23:59:59Z')], 'n3'),
    );
    answer(archived, {}, page([]));

    expect(idsOf(await list({ changedSince: '2026-03-01T00:00:00.000Z' }))).toEqual(['9', '8']);
    expect(newest[0]?.query).not.toHaveProperty('updated_since');
  });

  test('at few changes make one page, each deal in its latest version, its persons asked for once', async () => {
    const several = { participants_count: 2 };
    answer(live, { updated_since: '2026-03-01T00:00:00Z' }, page([deal(1, several), deal(2)]), began);
    answerNothingCreated();
    answer(archived, {}, page([deal(1, { ...several, is_archived: true }), deal(3)]));
    answer('/api/v2/persons', { deal_id: '1' }, page([{ id: 31 }, { id: 32 }]));

    const pages = await list({ changedSince: '2026-03-01T00:00:00.000Z' });

    expect(pages.map((one) => idsOf([one]))).toEqual([['2', '1', '3']]);
    expect(pages[0]?.records[1]?.body).toMatchObject({ is_archived: true });
  });

  test('leave new deals out of the second where the first has shown them, unless they changed just now', async () => {
    const added = { add_time: '2026-03-02T07:00:00Z' };
    answer(live, { updated_since: '2026-03-01T00:00:00Z' }, page([]), began);
    answer(
      live,
      { sort_direction: 'desc' },
      page([
        deal(10, { ...added, update_time: '2026-03-02T07:58:04Z' }),
        deal(9, { ...added, update_time: '2026-03-02T07:58:05Z' }),
      ]),
    );
    answer(archived, {}, page([]));

    expect(idsOf(await list({ changedSince: '2026-03-01T00:00:00.000Z' }))).toEqual(['9']);
  });
});

describe('a record', () => {
  test('keeps the body just as it came, fields that nobody has heard of included', async () => {
    const body = {
      ...fixture('1-open-rich'),
      participants_count: 1,
      score: 0.75,
      brand_new: { deep: [1, null, 'x'] },
    };
    answer(live, {}, page([body]));
    answerNothingElse();

    const [record] = (await list()).flatMap(({ records }) => records);

    expect(record?.body).toEqual(body);
    expect(Object.keys(record?.body ?? {})).toEqual(Object.keys(body));
  });

  test('changed when the vendor says, or when it was added where that was all', async () => {
    answer(
      live,
      {},
      page([
        deal(1, { update_time: '2026-07-03T12:10:59Z' }),
        deal(2, { update_time: '2026-07-03T12:10:59.250Z' }),
        deal(3, { update_time: null, add_time: '2026-01-20T06:45:10Z' }),
        deal(4, { update_time: null, add_time: null }),
      ]),
    );
    answerNothingElse();

    const records = (await list()).flatMap((one) => one.records);

    expect(records.map(({ changedAt }) => changedAt)).toEqual([
      '2026-07-03T12:10:59.000Z',
      '2026-07-03T12:10:59.250Z',
      '2026-01-20T06:45:10.000Z',
      undefined,
    ]);
  });

  test('with values of odd types is a record all the same: one of them must not hold up the others', async () => {
    const odd = { status: 7, is_deleted: 'no', update_time: 1_767_225_600, add_time: false };
    answer(live, {}, page([deal(1, odd), deal(2)]));
    answerNothingElse();

    const [first, second] = (await list()).flatMap(({ records }) => records);

    expect(first).toMatchObject({ id: '1', changedAt: undefined, body: odd });
    expect(second?.id).toBe('2');
  });

  test('that was deleted or archived is a record like others', async () => {
    answer(live, {}, page([fixture('5-deleted')]));
    answer(archived, {}, page([fixture('6-archived')]));
    answerNothingMoved();

    const records = (await list()).flatMap((one) => one.records);

    expect(records.map(({ id, body }) => [id, body['is_deleted'], body['is_archived']])).toEqual([
      ['6105', true, false],
      ['6106', false, true],
    ]);
  });
});

test('optional fields that the mapping reads are asked for as well, others are not named', async () => {
  const asked = answer(live, {}, page([]));
  answerNothingElse();

  await list({
    plan: {
      paths: ['title', 'notes_count', 'last_activity_id', 'custom_fields'],
      customFieldKeys: [],
      lookups: [],
    },
  });

  expect(asked[0]?.query['include_fields']?.split(',')).toContain('notes_count');
  expect(asked[0]?.query['include_fields']).not.toMatch(/title|custom_fields|products_count/);
  expect(asked[0]?.query['include_fields']?.match(/last_activity_id/g)).toHaveLength(1);
});

describe('an answer that is no list', () => {
  test.each<[string, Parameters<typeof answer>[2]]>([
    ['a success that says it is none', { success: false, error: 'Something went wrong' }],
    ['nothing', 'null'],
    ['a success without data', { success: true }],
    ['data of another shape', { success: true, data: { id: 1 } }],
    ['a deal without an id', page([{ title: 'Who am I' }])],
    ['a deal that is no object', page([7])],
  ])('%s ends the run as unexpected', async (_what, body) => {
    answer(live, {}, body);

    await expect(list()).rejects.toMatchObject({ code: 'unexpected-response' });
  });
});

test('a cursor of another connector starts the listing again', async () => {
  await expect(list({ cursor: '{"plan":"changes","since":1}' })).rejects.toMatchObject({
    code: 'cursor-expired',
  });
});
