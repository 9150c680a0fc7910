import { describe, expect, test } from 'vitest';
import { opportunities } from '../../../../connectors/copper/opportunities.ts';
import { writes } from '../../../../connectors/copper/writes/writes.ts';
import type {
  BatchItem,
  JsonObject,
  NativePage,
  PlannedRequest,
  RequestPlan,
} from '../../../../src/connector-kit/index.ts';
import { api, open } from '../wire.ts';
import { interceptRequests } from '../../../support/intercept-requests.ts';

interceptRequests({ allAsked: true });

function created(patch: JsonObject): readonly PlannedRequest[] {
  return writes.create?.({ patch, current: undefined }) ?? [];
}

function updated(patch: JsonObject, current: JsonObject = {}): readonly PlannedRequest[] {
  return writes.update?.('31', { patch, current }) ?? [];
}

/** Method, path and body, as they go over the wire. */
function wire(requests: readonly PlannedRequest[]): readonly unknown[] {
  return requests.map(({ method, path, body }) => [method, path, ...(body === undefined ? [] : [body])]);
}

function person(id: number): JsonObject {
  return { resource: { id, type: 'person' } };
}

function searchFor(value: string): JsonObject {
  return {
    page_number: 1,
    page_size: 200,
    sort_by: 'date_created',
    sort_direction: 'asc',
    custom_fields: [{ custom_field_definition_id: 7008, value }],
  };
}

function row(id: number, value: string | number): JsonObject {
  return {
    id,
    custom_fields: [{ custom_field_definition_id: 7008, value }],
  };
}

async function records(listing: AsyncIterable<NativePage>): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  for await (const page of listing) found.push(...page.records.map(({ body }) => body));
  return found;
}

function item(patch: JsonObject): BatchItem {
  return { change: { patch, current: undefined } };
}

describe('a plan', () => {
  test('to create is one request with the attributes as they are', () => {
    const patch = { name: 'x', tags: ['a'], custom_fields: [{ custom_field_definition_id: 1, value: null }] };

    expect(wire(created(patch))).toEqual([['POST', '/opportunities', patch]]);
    expect(created(patch)[0]).not.toHaveProperty('idempotent');
  });

  test('to create adds further contacts to the record that the first request makes', () => {
    const patch = { name: 'x', primary_contact_id: 8, related_people: [{ id: 8 }, { id: 9 }] };

    expect(wire(created(patch))).toEqual([
      ['POST', '/opportunities', { name: 'x', primary_contact_id: 8 }],
      ['POST', '/opportunities/{id}/related', person(9)],
    ]);
  });

  test('to create with the name of a company leaves out that it has no id', () => {
    expect(wire(created({ name: 'x', company_id: null, company_name: 'Acme' }))).toEqual([
      ['POST', '/opportunities', { name: 'x', company_name: 'Acme' }],
    ]);
    expect(wire(created({ name: 'x', company_id: null, company_name: null }))).toEqual([
      ['POST', '/opportunities', { name: 'x', company_id: null, company_name: null }],
    ]);
  });

  test('to update is one request that may be sent again, and none where nothing changes', () => {
    expect(updated({ status: 'Won', details: null })).toEqual([
      {
        operationId: 'opportunities.update',
        method: 'PUT',
        path: '/opportunities/31',
        body: { status: 'Won', details: null },
        idempotent: true,
        summary: 'changes status, details',
      },
    ]);
    expect(updated({})).toEqual([]);
    expect(wire([writes.bareUpdate?.('31')].flatMap((bare) => bare ?? []))).toEqual([
      ['PUT', '/opportunities/31', {}],
    ]);
  });

  test('to put a name in the place of a company takes the company away first', () => {
    expect(wire(updated({ company_id: null, company_name: 'Acme', status: 'Won' }))).toEqual([
      ['PUT', '/opportunities/31', { company_id: null, status: 'Won' }],
      ['PUT', '/opportunities/31', { company_name: 'Acme' }],
    ]);
    expect(wire(updated({ company_name: 'Acme' }))).toEqual([
      ['PUT', '/opportunities/31', { company_name: 'Acme' }],
    ]);
  });

  test('to change contacts adds who comes and removes who goes, and repeats no removal', () => {
    const current = { primary_contact_id: 8, related_people: [{ id: 8 }, { id: 7 }, { id: 6 }] };
    const requests = updated({ related_people: [{ id: 8 }, { id: 6 }, { id: 9 }] }, current);

    expect(wire(requests)).toEqual([
      ['POST', '/opportunities/31/related', person(9)],
      ['DELETE', '/opportunities/31/related', person(7)],
    ]);
    expect(requests.map(({ idempotent, summary }) => [idempotent, summary])).toEqual([
      [true, 'adds contact 9'],
      [undefined, 'removes contact 7'],
    ]);
  });

  test('to change the primary contact takes the one before for gone', () => {
    const current = { primary_contact_id: 8, related_people: [{ id: 8 }, { id: 7 }] };
    const gone = updated({ primary_contact_id: 9, related_people: [{ id: 9 }, { id: 7 }] }, current);
    const kept = updated({ primary_contact_id: 9, related_people: [{ id: 9 }, { id: 8 }] }, current);

    expect(wire(gone)).toEqual([['PUT', '/opportunities/31', { primary_contact_id: 9 }]]);
    expect(wire(kept)).toEqual([
      ['PUT', '/opportunities/31', { primary_contact_id: 9 }],
      ['POST', '/opportunities/31/related', person(8)],
      ['DELETE', '/opportunities/31/related', person(7)],
    ]);
  });

  test('to delete is one request', () => {
    expect(wire(writes.delete?.('31') ?? [])).toEqual([['DELETE', '/opportunities/31']]);
  });

  test('names operations that are listed, each with its page and its request', () => {
    const patch = { name: 'x', related_people: [{ id: 9 }] };
    const planned = [
      ...created(patch),
      ...updated(patch, { related_people: [{ id: 7 }] }),
      ...(writes.delete?.('31') ?? []),
      writes.batch?.create?.plan([{ change: { patch, current: undefined } }]),
    ].flatMap((request) => request ?? []);
    const listed = new Map(writes.operations.map((operation) => [operation.id, operation]));

    for (const { operationId, method, path } of planned) {
      const known = path.replace('/31', '/{id}');
      expect(listed.get(operationId)?.request).toBe(`${method} ${known}`);
    }
    expect(new Set(planned.map(({ operationId }) => operationId))).toEqual(new Set(listed.keys()));
    expect([...listed.values()].filter(({ docsUrl }) => !docsUrl.startsWith('https://'))).toEqual([]);
  });

  test('holds no value of the record in its words', () => {
    const requests = [
      ...created({ name: 's3cret', details: 's3cret' }),
      ...updated({ name: 's3cret', custom_fields: [{ custom_field_definition_id: 1, value: 's3cret' }] }),
    ];

    expect(requests.map(({ summary }) => summary).join()).not.toContain('s3cret');
  });
});

describe('the id of what was created', () => {
  test('is read from the answer, as text', () => {
    expect(writes.createdId({ id: 41_000_100, name: 'x' })).toBe('41000100');
    expect(() => writes.createdId({ success: true })).toThrow('whole number as id');
  });
});

describe('a batch of new opportunities', () => {
  const batch = writes.batch?.create;
  const items = [item({ name: 'a' }), item({ name: ' ' }), item({ name: 'c' })];

  test('takes ten, and what one request carries whole', () => {
    expect(batch?.max).toBe(10);
    expect(batch?.takes(item({ name: 'a', primary_contact_id: 8 }))).toBe(true);
    expect(batch?.takes(item({ name: 'a', primary_contact_id: 8, related_people: [{ id: 8 }] }))).toBe(true);
    expect(batch?.takes(item({ name: 'a', related_people: [{ id: 9 }] }))).toBe(false);
  });

  test('is one request, in the order of the items', () => {
    expect(wire([batch?.plan(items)].flatMap((request) => request ?? []))).toEqual([
      [
        'POST',
        '/opportunities/bulk_create',
        { opportunities: [{ name: 'a' }, { name: ' ' }, { name: 'c' }] },
      ],
    ]);
  });

  test('says of each item what became of it', () => {
    const refused = { success: false, message: { name: [{ error: 'invalid' }] } };

    expect(batch?.outcomes([{ id: 51 }, refused, { id: 52 }], 200, items)).toEqual([
      { id: '51', created: true },
      {
        failure: {
          status: 422,
          message: 'name: invalid',
          fields: [{ field: 'name', message: 'invalid' }],
        },
      },
      { id: '52', created: true },
    ]);
  });

  test.each([
    ['no list', { success: true }],
    ['fewer answers than items', [{ id: 51 }]],
    ['answers that are neither', ['ok', 7, null]],
  ])('guesses nothing from %s', (_says, answer) => {
    const outcomes = batch?.outcomes(answer, 200, items) ?? [];

    expect(outcomes).toHaveLength(3);
    expect(outcomes.filter((outcome) => !('unknown' in outcome))).toEqual([]);
  });

  test('is not sent again item by item: nothing says that a refusal leaves none behind', () => {
    expect(batch?.allOrNothing).toBe(false);
  });
});

describe('a record is found by a custom field', () => {
  test('by exactly its value, whatever else the search brings', async () => {
    const rows = [row(1, '42'), row(2, '420'), row(3, 42), { id: 4, custom_fields: null }];
    api().post('/opportunities/search', searchFor('42')).reply(200, rows);

    expect(await writes.find?.(open(), { field: '7008', value: '42' })).toEqual(['1', '3']);
  });

  test('and a field that cannot be searched is the vendor’s refusal', async () => {
    const message =
      'Invalid input: Validation errors: Custom Fields: Custom field definition cannot be searched: 7008';
    api().post('/opportunities/search', searchFor('42')).reply(422, { success: false, status: 422, message });

    await expect(writes.find?.(open(), { field: '7008', value: '42' })).rejects.toMatchObject({
      code: 'invalid-request',
      details: {
        fields: [{ field: 'custom_fields', message: 'Custom field definition cannot be searched' }],
      },
    });
  });
});

describe('people around an opportunity', () => {
  const plan: RequestPlan = { paths: ['id', 'related_people[].id'], customFieldKeys: [], lookups: [] };
  const without: RequestPlan = { ...plan, paths: ['id'] };
  const people = [
    { id: 8, type: 'person' },
    { id: 5, type: 'company' },
    { id: 9, type: 'person', since: 2026 },
  ];

  test('are attached where the plan reads them, one request for each', async () => {
    api()
      .post('/opportunities/search')
      .reply(200, [
        { id: 31, name: 'a' },
        { id: 32, name: 'b' },
      ]);
    api().get('/opportunities/31/related/people').reply(200, people);
    api().get('/opportunities/32/related/people').reply(200, []);

    expect(await records(opportunities.list(open(), { plan }))).toEqual([
      {
        id: 31,
        name: 'a',
        related_people: [
          { id: 8, type: 'person' },
          { id: 9, type: 'person' },
        ],
      },
      { id: 32, name: 'b', related_people: [] },
    ]);
  });

  test('come with one and with many by id as well', async () => {
    api().get('/opportunities/31').twice().reply(200, { id: 31 });
    api().get('/opportunities/31/related/people').twice().reply(200, people.slice(0, 1));
    const expected = { id: 31, related_people: [{ id: 8, type: 'person' }] };

    expect((await opportunities.get(open(), '31', plan))?.body).toEqual(expected);
    expect((await opportunities.getMany(open(), ['31'], plan)).records.map(({ body }) => body)).toEqual([
      expected,
    ]);
  });

  test('are not asked for where nothing reads them, nor by a census', async () => {
    api()
      .post('/opportunities/search')
      .twice()
      .reply(200, [{ id: 31 }]);
    api().get('/opportunities/31').reply(200, { id: 31 });

    expect(await records(opportunities.list(open(), { plan: without }))).toEqual([{ id: 31 }]);
    expect((await opportunities.get(open(), '31'))?.body).toEqual({ id: 31 });
    for await (const page of opportunities.census(open(), {})) expect(page.entries).toHaveLength(1);
  });

  test('of a record that was deleted meanwhile are unknown, not none', async () => {
    api()
      .post('/opportunities/search')
      .reply(200, [{ id: 31 }]);
    api().get('/opportunities/31/related/people').reply(404, { error: 'not_found' });

    expect(await records(opportunities.list(open(), { plan }))).toEqual([{ id: 31 }]);
  });

  test('that cannot be read fail the page: a part is never passed off as the whole', async () => {
    api()
      .post('/opportunities/search')
      .reply(200, [{ id: 31 }]);
    api().get('/opportunities/31/related/people').reply(403, { message: 'no' });

    await expect(records(opportunities.list(open(), { plan }))).rejects.toMatchObject({ code: 'permission' });
  });
});
