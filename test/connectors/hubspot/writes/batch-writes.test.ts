import { describe, expect, test } from 'vitest';
import type { BatchItem, BatchWrite, JsonObject, JsonValue } from '../../../../src/connector-kit/index.ts';
import { deal } from '../hubspot-api.ts';
import { operationsOf } from '../written-account.ts';

const { batch, upsert, refusalIn } = operationsOf({});

function need(write: BatchWrite | undefined): BatchWrite {
  if (write === undefined) throw new Error('no batch');
  return write;
}

const creates = need(batch?.create);
const updates = need(batch?.update);
const archives = need(batch?.delete);

function item(properties: JsonObject, id?: string, more: JsonObject = {}): BatchItem {
  const current = id === undefined ? undefined : deal(id, { amount: '1' });
  return { ...(id === undefined ? {} : { id }), change: { patch: { properties, ...more }, current } };
}

const withContact = { associations: { contacts: { results: [{ id: '7001' }] } } };

describe('plans', () => {
  test('a batch of creates has a trace id for each, and their links', () => {
    const { body, idempotent, path } = creates.plan([
      item({ dealname: 'A' }),
      item({ dealname: 'B' }, undefined, withContact),
    ]);

    expect(path).toBe('/crm/objects/2026-09/deals/batch/create');
    expect(idempotent).toBeUndefined();
    expect(body).toMatchObject({
      inputs: [
        { properties: { dealname: 'A' }, objectWriteTraceId: '0' },
        { properties: { dealname: 'B' }, associations: [{ to: { id: '7001' } }], objectWriteTraceId: '1' },
      ],
    });
  });

  test('a batch of updates carries values only: what changes links, or nothing, goes alone', () => {
    expect(updates.plan([item({ amount: '2' }, '5')]).body).toEqual({
      inputs: [{ id: '5', properties: { amount: '2' }, objectWriteTraceId: '0' }],
    });
    expect(updates.takes(item({ amount: '2' }, '5'))).toBe(true);
    expect(updates.takes(item({ amount: '1' }, '5'))).toBe(false);
    expect(updates.takes(item({ amount: '2' }, '5', withContact))).toBe(false);
    expect(creates.takes(item({ amount: '2' }, undefined, withContact))).toBe(true);
  });

  test('a hundred in one request', () => {
    expect([creates.max, updates.max, archives.max]).toEqual([100, 100, 100]);
  });
});

describe('outcomes', () => {
  const problem = {
    status: 'error',
    category: 'VALIDATION_ERROR',
    message: 'Property values were not valid: [{"name":"dealtype"}]',
    correlationId: 'c-1',
    errors: [{ message: 'x', code: 'INVALID_OPTION', context: { propertyName: ['dealtype'] } }],
  };

  test('are told by trace id, whatever the order of the answer', () => {
    const answer: JsonValue = {
      status: 'COMPLETE',
      results: [
        { id: '13', properties: {}, objectWriteTraceId: '2' },
        { id: '11', properties: {}, objectWriteTraceId: '0' },
      ],
      numErrors: 1,
      errors: [{ ...problem, context: { objectWriteTraceId: ['1'] } }],
    };

    expect(creates.outcomes(answer, 207, [item({}), item({}), item({})])).toEqual([
      { id: '11', created: true },
      {
        failure: {
          status: 400,
          errorClass: 'invalid-request',
          message: 'Property values were not valid',
          vendorCode: 'VALIDATION_ERROR',
          correlationId: 'c-1',
          fields: [{ field: 'dealtype', message: 'x', code: 'INVALID_OPTION' }],
        },
      },
      { id: '13', created: true },
    ]);
  });

  test('are told by id where there are no trace ids', () => {
    const answer: JsonValue = {
      results: [{ id: '6', properties: {} }],
      errors: [
        { category: 'OBJECT_NOT_FOUND', message: 'Could not get some DEAL objects', context: { ids: ['5'] } },
      ],
    };

    expect(updates.outcomes(answer, 207, [item({}, '5'), item({}, '6')])).toMatchObject([
      { failure: { status: 404, errorClass: 'not-found' } },
      { id: '6' },
    ]);
  });

  test('are never told by position', () => {
    const answer: JsonValue = {
      results: [
        { id: '11', properties: {} },
        { id: '12', properties: {} },
      ],
    };

    expect(creates.outcomes(answer, 201, [item({}), item({})])).toEqual([
      { unknown: expect.any(String) },
      { unknown: expect.any(String) },
    ]);
  });

  test.each([null, [], 'busy', { results: 4 }, { results: [{ id: 3 }] }])(
    'of an answer that cannot be read (%j) are unknown',
    (answer) => {
      expect(updates.outcomes(answer, 200, [item({}, '5')])).toEqual([{ unknown: expect.any(String) }]);
    },
  );

  test.each([
    ['CONFLICT', 409, 'conflict'],
    ['OBJECT_NOT_FOUND', 404, 'not-found'],
    ['MISSING_SCOPES', 403, 'permission'],
    ['RATE_LIMITS', 429, 'rate-limited'],
    ['SOMETHING_NEW', 400, 'invalid-request'],
  ])('%s of one item is %i, %s', (category, status, errorClass) => {
    const errors = [{ category, message: 'no', context: { objectWriteTraceId: ['0'], existingId: ['9'] } }];

    expect(creates.outcomes({ results: [], errors }, 207, [item({})])).toMatchObject([
      { failure: { status, errorClass } },
    ]);
  });

  test('of a batch that archives are all well: it says nothing of any', () => {
    expect(archives.plan([item({}, '5'), item({}, '6')]).body).toEqual({
      inputs: [{ id: '5' }, { id: '6' }],
    });
    expect(archives.outcomes(null, 204, [item({}, '5'), item({}, '6')])).toEqual([{ id: '5' }, { id: '6' }]);
  });
});

describe('an upsert', () => {
  test('names the deal by a unique property, without a trace id, so that a refusal is a status', () => {
    const change = { patch: { properties: { amount: '2', erp_reference: 'E-1' } }, current: undefined };
    const planned = upsert?.plan({ field: 'erp_reference', value: 'E-1' }, change);

    expect(planned).toMatchObject({
      method: 'POST',
      path: '/crm/objects/2026-09/deals/batch/upsert',
      idempotent: true,
      body: {
        inputs: [
          { id: 'E-1', idProperty: 'erp_reference', properties: { amount: '2', erp_reference: 'E-1' } },
        ],
      },
    });
    expect(JSON.stringify(planned?.body)).not.toContain('objectWriteTraceId');
  });

  test('takes no links', () => {
    expect(upsert?.takes?.({ patch: withContact, current: undefined })).toBe(false);
    expect(upsert?.takes?.({ patch: { properties: {} }, current: undefined })).toBe(true);
  });

  test('tells whether it made the deal', () => {
    expect(upsert?.outcome({ results: [{ id: '5', new: true }] })).toEqual({ id: '5', created: true });
    expect(upsert?.outcome({ results: [{ id: '5', new: false }] })).toEqual({ id: '5', created: false });
    expect(() => upsert?.outcome({ results: [] })).toThrow(expect.objectContaining({ name: 'ZodError' }));
  });
});

test('an answer that is a success by its status alone is read for what was not done', () => {
  const error = { category: 'OBJECT_NOT_FOUND', message: 'No contact 1', context: { toObjectId: ['1'] } };

  expect(refusalIn?.({ status: 'COMPLETE', results: [], numErrors: 1, errors: [error] })).toMatchObject({
    status: 404,
    errorClass: 'not-found',
  });
  expect(refusalIn?.({ status: 'COMPLETE', results: [] })).toBeUndefined();
  expect(refusalIn?.({ status: 'COMPLETE', results: [], errors: [] })).toBeUndefined();
  expect(refusalIn?.({ id: '5', properties: { errors: 'none' } })).toBeUndefined();
  expect(refusalIn?.(null)).toBeUndefined();
});
