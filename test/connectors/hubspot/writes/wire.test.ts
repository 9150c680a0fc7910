import { describe, expect, test } from 'vitest';
import type { NativeChange, PlannedRequest } from '../../../../src/connector-kit/index.ts';
import { anything, api, deal, deals, open, search } from '../hubspot-api.ts';
import { operationsOf } from '../written-account.ts';
import { interceptRequests } from '../../../support/intercept-requests.ts';

interceptRequests({ allAsked: true });

const writes = operationsOf({});

const change: NativeChange = { patch: { properties: { dealname: 'Kite' } }, current: undefined };

function only(requests: readonly PlannedRequest[] | undefined): PlannedRequest {
  const [request] = requests ?? [];
  if (request === undefined) throw new Error('nothing planned');
  return request;
}

const created = { id: '31000000006', properties: { dealname: 'Kite' }, archived: false };

describe('a create', () => {
  const request = only(writes.create?.(change));

  test('sends JSON, and is answered with 201', async () => {
    api()
      .post(deals, { properties: { dealname: 'Kite' } })
      .matchHeader('content-type', /json/)
      .reply(201, created);

    expect(await open().send(request, anything)).toMatchObject({ status: 201, data: created });
  });

  test.each([
    [
      429,
      {
        status: 'error',
        message: 'You have reached your ten_secondly_rolling limit.',
        policyName: 'TEN_SECONDLY_ROLLING',
      },
    ],
    [423, { status: 'error', message: 'The record is locked, please try again.' }],
  ])('is sent again after %i, which HubSpot answers before it does anything', async (status, body) => {
    api().post(deals).reply(status, body);
    api().post(deals).reply(201, created);

    expect(await open().send(request, anything)).toMatchObject({ status: 201 });
  });

  test.each([500, 502, 503, 504, 524])('is not sent again after %i, and in doubt', async (status) => {
    api().post(deals).reply(status, '<html>trouble</html>');

    await expect(open().send(request, anything)).rejects.toMatchObject({
      details: { status, ambiguous: true },
    });
  });

  test.each([
    [
      'the newer form',
      {
        errors: [
          {
            message: 'Property "kolor" does not exist',
            code: 'PROPERTY_DOESNT_EXIST',
            context: { propertyName: ['kolor'] },
          },
        ],
      },
    ],
    ['the older form', {}],
  ])('is refused with the properties named, in %s', async (_, more) => {
    const packed = [
      {
        isValid: false,
        message: 'Property "kolor" does not exist',
        error: 'PROPERTY_DOESNT_EXIST',
        name: 'kolor',
        portalId: 424242,
      },
    ];
    const body = {
      status: 'error',
      message: `Property values were not valid: ${JSON.stringify(packed)}`,
      correlationId: '0d1e2f30-1111-4222-8333-944445555666',
      category: 'VALIDATION_ERROR',
      ...more,
    };
    api().post(deals).reply(400, body);

    await expect(open().send(request, anything)).rejects.toMatchObject({
      code: 'invalid-request',
      details: {
        vendorCode: 'VALIDATION_ERROR',
        correlationId: body.correlationId,
        fields: [
          { field: 'kolor', code: 'PROPERTY_DOESNT_EXIST', message: 'Property "kolor" does not exist' },
        ],
      },
    });
  });

  test('with a unique value that is taken is a conflict', async () => {
    const message = 'A deal with this value exists already. Existing ID: 9';
    api()
      .post(deals)
      .reply(409, { status: 'error', message, category: 'CONFLICT', context: { existingId: ['9'] } });

    await expect(open().send(request, anything)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('what may be sent any number of times', () => {
  test.each([
    ['an update', writes.update?.('5', { patch: { properties: { amount: '2' } }, current: deal('5') })],
    ['a deletion', writes.delete?.('5')],
    [
      'a link',
      writes.update?.('5', {
        patch: { associations: { contacts: { results: [{ id: '7' }] } } },
        current: deal('5'),
      }),
    ],
  ])('%s is sent again after 502', async (_, requests) => {
    const request = only(requests);
    const path = request.path;
    const method = request.method;
    api().intercept(path, method).reply(502, '');
    api().intercept(path, method).reply(200, { status: 'COMPLETE', results: [] });

    expect(await open().send(request, anything)).toMatchObject({ status: 200 });
  });
});

function found(id: string, value: string | null) {
  return { id, properties: { ext_id: value } };
}

test('a deal is looked for by a value, and what differs in case only is not it', async () => {
  api()
    .post(search, {
      filterGroups: [{ filters: [{ propertyName: 'ext_id', operator: 'EQ', value: 'Ab' }] }],
      properties: ['ext_id'],
      limit: 100,
    })
    .reply(200, { total: 3, results: [found('1', 'AB'), found('2', 'Ab'), found('3', null)] });

  expect(await writes.find?.(open(), { field: 'ext_id', value: 'Ab' })).toEqual(['2']);
});
