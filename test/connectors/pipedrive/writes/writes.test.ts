import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { writes } from '../../../../connectors/pipedrive/writes/writes.ts';
import type { JsonObject, PlannedRequest, VendorSession } from '../../../../src/connector-kit/index.ts';
import { openPipedrive } from '../pipedrive-session.ts';
import { answer, deal, origin, page } from '../vendor.ts';
import { interceptRequests, nock } from '../../../support/intercept-requests.ts';

interceptRequests({ allAsked: true });

let session: VendorSession;

beforeEach(() => {
  session = openPipedrive();
});

function create(patch: JsonObject): readonly PlannedRequest[] {
  return writes.create?.({ patch, current: undefined }) ?? [];
}

function update(patch: JsonObject, current: JsonObject = deal(7)): readonly PlannedRequest[] {
  return writes.update?.('7', { patch, current }) ?? [];
}

/** Method and path, and the body where there is one. */
function told(requests: readonly PlannedRequest[]): readonly string[] {
  return requests.map(({ method, path, body, resolve }) =>
    [
      `${method} ${path}`,
      ...(body === undefined ? [] : [JSON.stringify(body)]),
      ...(resolve === undefined ? [] : [`after asking for ${JSON.stringify(resolve)}`]),
    ].join(' '),
  );
}

async function resolved(request: PlannedRequest | undefined): Promise<string | undefined> {
  if (request === undefined) throw new Error('nothing is planned');
  const ready = await writes.resolve?.(session, request);
  return ready === undefined ? undefined : told([ready])[0]?.replace(/ after asking.*/, '');
}

/** An answer of the search. */
function found(...ids: readonly number[]): JsonObject {
  const items = ids.map((id) => ({ result_score: 1, item: { id, type: 'deal' } }));
  return { success: true, data: { items }, additional_data: { next_cursor: null } };
}

async function find(field: string, value: string): Promise<unknown> {
  return writes.find?.(session, { field, value });
}

async function refused(status: number, body: JsonObject): Promise<unknown> {
  const [request] = update({ title: 'x', lost_reason: 'Too dear' });
  if (request === undefined) throw new Error('nothing is planned');
  nock(origin).patch(request.path).reply(status, body, { 'content-type': 'application/json' });
  return session.send(request, z.unknown()).catch((error: unknown) => error);
}

const custom = { f9: { value: '09:30:00', timezone_id: 318, timezone_name: 'Europe/London' }, f3: null };

describe('a deal', () => {
  test('is created with one request, of which the answer tells the id', () => {
    expect(told(create({ title: 'x', value: 5, person_id: 930 }))).toEqual([
      'POST /api/v2/deals {"title":"x","value":5,"person_id":930}',
    ]);
    expect(writes.createdId({ success: true, data: { id: 4101, title: 'x' } })).toBe('4101');
    expect(() => writes.createdId({ success: false, error: 'no', data: null })).toThrow('id');
  });

  test('is updated with what changes, and nothing else', () => {
    expect(told(update({ value: null }))).toEqual(['PATCH /api/v2/deals/7 {"value":null}']);
    expect(update({})).toEqual([]);
    expect(told([writes.bareUpdate?.('7')].filter((one) => one !== undefined))).toEqual([
      'PATCH /api/v2/deals/7 {}',
    ]);
  });

  test('is deleted with one request', () => {
    expect(told(writes.delete?.('7') ?? [])).toEqual(['DELETE /api/v2/deals/7']);
    expect(writes.delete?.('7/../8')).toEqual([]);
  });

  test('is closed at a whole second', () => {
    const times = { status: 'won', close_time: '2026-08-09T21:00:00.000Z' };

    expect(told(update(times))).toEqual([
      'PATCH /api/v2/deals/7 {"status":"won","close_time":"2026-08-09T21:00:00Z"}',
    ]);
  });

  test('has times of day with the name of their zone, and not with its number', () => {
    const [request] = update({ custom_fields: custom });

    expect(request?.body).toEqual({
      custom_fields: { f9: { value: '09:30:00', timezone_name: 'Europe/London' }, f3: null },
    });
    expect(custom.f9.timezone_id).toBe(318);
  });

  test('names every kind of request with the page that documents it', () => {
    const planned = [
      ...create({ title: 'x', participants: [{ person_id: 1 }] }),
      ...update({ value: 1, participants: [] }, deal(7, { participants: [{ person_id: 1 }] })),
      ...(writes.delete?.('7') ?? []),
    ];
    const known = writes.operations.map(({ id }) => id);

    expect(new Set(planned.map(({ operationId }) => operationId))).toEqual(new Set(known));
    expect(known.slice(0, 3)).toEqual(['deals.create', 'deals.update', 'deals.delete']);
  });
});

describe('participants', () => {
  const [a, b, c, d] = [11, 12, 13, 14].map((person_id) => ({ person_id }));
  const people = [a, b, c, d].filter((one) => one !== undefined);
  const among = (...positions: readonly number[]) => positions.flatMap((at) => people[at] ?? []);
  const current = deal(7, { person_id: 11, participants: among(0, 1) });

  test('join a new deal one by one, once it has an id; the primary person is there already', () => {
    const patch = { title: 'x', person_id: 11, participants: among(0, 1, 2) };

    expect(told(create(patch))).toEqual([
      'POST /api/v2/deals {"title":"x","person_id":11}',
      'POST /api/v1/deals/{id}/participants {"person_id":12}',
      'POST /api/v1/deals/{id}/participants {"person_id":13}',
    ]);
  });

  test('join and leave; who stays is not touched', () => {
    expect(told(update({ participants: among(0, 2) }, current))).toEqual([
      'POST /api/v1/deals/7/participants {"person_id":13}',
      'DELETE /api/v1/deals/7/participants/{link} after asking for {"person":"12"}',
    ]);
    expect(update({ participants: among(0, 1) }, current)).toEqual([]);
  });

  test('follow another primary person, who joins with the deal; the one before is asked about', () => {
    const patch = { person_id: 14, participants: among(3, 0) };

    expect(told(update(patch, current))).toEqual([
      'PATCH /api/v2/deals/7 {"person_id":14}',
      'POST /api/v1/deals/7/participants {"person_id":11} after asking for {"person":"11"}',
      'DELETE /api/v1/deals/7/participants/{link} after asking for {"person":"12"}',
    ]);
  });

  test('all leave, the primary person too', () => {
    expect(told(update({ person_id: null, participants: [] }, current))).toEqual([
      'PATCH /api/v2/deals/7 {"person_id":null}',
      'DELETE /api/v1/deals/7/participants/{link} after asking for {"person":"11"}',
      'DELETE /api/v1/deals/7/participants/{link} after asking for {"person":"12"}',
    ]);
  });

  test('beside the only person of a deal that was read without them', () => {
    const alone = deal(7, { person_id: 11 });

    expect(told(update({ participants: among(0, 1) }, alone))).toEqual([
      'POST /api/v1/deals/7/participants {"person_id":12}',
    ]);
  });

  const links = '/api/v1/deals/7/participants';

  function answerLinks(start: number, rows: readonly JsonObject[] | null, next?: number): void {
    const pagination = { start, limit: 500, ...(next === undefined ? {} : { next_start: next }) };
    answer(
      links,
      { start: String(start) },
      {
        success: true,
        data: rows === null ? null : [...rows],
        additional_data: { pagination },
      },
    );
  }

  const leaving = () => update({ participants: among(0) }, current).at(0);
  const staying = () => update({ person_id: 14, participants: among(3, 0) }, current).at(1);

  test('leave by the id of their link, which is looked for page by page', async () => {
    answerLinks(0, [{ id: 5501, person_id: { value: 11, name: 'A' } }], 1);
    answerLinks(1, [{ id: 5502, person_id: { value: 12, name: 'B' } }]);

    expect(await resolved(leaving())).toBe('DELETE /api/v1/deals/7/participants/5502');
  });

  test('who has left already are left alone', async () => {
    answerLinks(0, null);

    expect(await resolved(leaving())).toBeUndefined();
  });

  test('who was the primary person joins again only where Pipedrive let them go', async () => {
    answerLinks(0, [{ id: 5501, person_id: { value: 11 } }]);
    expect(await resolved(staying())).toBeUndefined();

    answerLinks(0, [{ id: 5509, person_id: 14 }]);
    expect(await resolved(staying())).toBe('POST /api/v1/deals/7/participants {"person_id":11}');
  });

  test('a page that names itself as the next ends the search', async () => {
    answerLinks(0, [{ id: 5501, person_id: 99 }], 0);

    await expect(resolved(leaving())).rejects.toMatchObject({ code: 'repeated-cursor' });
  });
});

describe('deals are found by a custom field', () => {
  const search = '/api/v2/deals/search';
  const fields = page([
    { field_code: 'f1', field_name: 'Order', field_type: 'varchar', is_custom_field: true },
    { field_code: 'f2', field_name: 'Tier', field_type: 'enum', is_custom_field: true },
  ]);
  test('that holds the value, and not by another one or another spelling', async () => {
    answer('/api/v2/dealFields', {}, fields);
    answer(search, { term: 'PO-7', fields: 'custom_fields', exact_match: 'true' }, found(1, 2, 3, 4));
    answer(
      '/api/v2/deals',
      { ids: '1,2,3,4' },
      page([
        deal(1, { custom_fields: { f1: 'PO-7' } }),
        deal(2, { custom_fields: { f1: 'po-7' } }),
        deal(3, { custom_fields: { f1: null, f2: 'PO-7' } }),
      ]),
    );
    answer('/api/v2/deals/archived', { ids: '4' }, page([deal(4, { custom_fields: { f1: 'PO-7' } })]));

    expect(await find('f1', 'PO-7')).toEqual(['1', '4']);
  });

  test('none costs no reading', async () => {
    answer('/api/v2/dealFields', {}, fields);
    answer(search, {}, found());

    expect(await find('f1', 'PO-8')).toEqual([]);
  });

  test('of a type that the search does not look into is refused: none would be found', async () => {
    answer('/api/v2/dealFields', {}, fields);

    await expect(find('f2', '31')).rejects.toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining('enum'),
    });
  });

  test('a value that a hundred deals share is no key', async () => {
    answer('/api/v2/dealFields', {}, fields);
    answer(search, {}, found(...Array.from({ length: 100 }, (_, at) => at + 1)));

    await expect(find('f1', 'yes')).rejects.toMatchObject({ code: 'invalid-request' });
  });
});

describe('a refusal of a write', () => {
  test.each([
    [
      400,
      {
        success: false,
        error: 'Validation failed: value: Expected number, received string',
        code: 'ERR_SCHEMA_VALIDATION_FAILED',
      },
      {
        code: 'invalid-request',
        details: { fields: [{ field: 'value', message: 'Expected number, received string' }] },
      },
    ],
    [
      400,
      {
        success: false,
        error: "Parameter 'user_id' is not allowed for this request",
        code: 'ERR_SCHEMA_VALIDATION_FAILED',
      },
      { code: 'invalid-request', details: { fields: [{ field: 'user_id' }] } },
    ],
    [
      403,
      {
        success: false,
        error: "Couldn't add the deal. Open deals limit reached.",
        error_info: '…',
        data: null,
        code: 'feature_capping_deals_limit',
      },
      { code: 'permission', details: { vendorCode: 'feature_capping_deals_limit' } },
    ],
    [
      403,
      { success: false, error: 'Scope and URL mismatch', errorCode: 403 },
      { code: 'permission', details: { missingScopes: ['deals:full'] } },
    ],
    [404, { success: false, error: 'Deal not found', code: 'ERR_NOT_FOUND' }, { code: 'not-found' }],
    [410, { success: false, error: 'Deal is deleted', code: 'ERR_GONE' }, { code: 'not-found' }],
    [402, { success: false, error: 'Company account is not open', errorCode: 402 }, { code: 'permission' }],
    [
      400,
      { success: false, error: 'Archived deals cannot be updated', code: 'ERR_DEAL_ARCHIVED' },
      { code: 'invalid-request', message: expect.stringContaining('passThrough { is_archived: false }') },
    ],
    [
      400,
      { success: false, error: 'Deleted deals cannot be updated', code: 'ERR_DEAL_DELETED' },
      { code: 'invalid-request', message: expect.stringContaining('PATCH { is_deleted: false }') },
    ],
  ])('%i %j reads as it is', async (status, body, expected) => {
    expect(await refused(status, body)).toMatchObject(expected);
  });

  test.each([500, 502, 503, 504])(
    '%i leaves it open whether it was carried out, and is not sent again',
    async (status) => {
      expect(await refused(status, { success: false })).toMatchObject({
        details: { ambiguous: true, attempts: 1 },
      });
    },
  );
});
