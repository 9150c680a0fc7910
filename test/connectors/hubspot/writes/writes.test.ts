import { describe, expect, test } from 'vitest';
import type { JsonObject, NativeChange, PlannedRequest } from '../../../../src/connector-kit/index.ts';
import { deal } from '../hubspot-api.ts';
import { operationsOf } from '../written-account.ts';

const writes = operationsOf({});
const older = operationsOf({ settings: { apiVersion: 'v3' } });

function links(object: string, ...results: JsonObject[]): JsonObject {
  return { associations: { [object]: { results } } };
}

function change(patch: JsonObject, current?: JsonObject): NativeChange {
  return { patch, current };
}

function update(patch: JsonObject, current: JsonObject, operations = writes): readonly PlannedRequest[] {
  return operations.update?.('5', change(patch, current)) ?? [];
}

function briefly(requests: readonly PlannedRequest[]): readonly string[] {
  return requests.map(({ method, path }) => `${method} ${path}`);
}

function to(id: string, associationTypeId: number): JsonObject {
  return { to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] };
}

describe('a create', () => {
  test('sends values and links in one request, which is not repeated', () => {
    const patch = {
      properties: { dealname: 'Kite', pipeline: 'default', dealstage: 'contractsent', amount: '1250.40' },
      associations: {
        contacts: { results: [{ id: '7001' }, { id: '7002' }] },
        companies: { results: [{ type: 'deal_to_company', id: '8001' }, { id: '8002' }] },
        leads: { results: [{ type: 'deal_to_primary_lead', id: '6001' }] },
      },
    };

    expect(writes.create?.(change(patch))).toEqual([
      {
        operationId: 'deals.create',
        method: 'POST',
        path: '/crm/objects/2026-09/deals',
        body: {
          properties: patch.properties,
          associations: [to('7001', 3), to('7002', 3), to('8001', 5), to('8002', 341), to('6001', 583)],
        },
        summary: 'creates the deal',
      },
    ]);
  });

  test('without links has no list of them', () => {
    const patch = { properties: { dealname: 'A' }, associations: { contacts: { results: [] } } };

    expect(writes.create?.(change(patch))[0]?.body).toEqual({ properties: { dealname: 'A' } });
  });

  test('is told by its answer which deal it made', () => {
    expect(writes.createdId({ id: '31000000006', properties: {} })).toBe('31000000006');
    expect(() => writes.createdId({ status: 'COMPLETE' })).toThrow(
      expect.objectContaining({ name: 'ZodError' }),
    );
  });
});

describe('an update', () => {
  test('sends the values that differ, as text, and clears with an empty one', () => {
    const current = deal('5', {
      amount: '10',
      description: null,
      is_reseller: 'true',
      dealtype: 'newbusiness',
    });
    const properties = {
      amount: 12.5,
      description: '',
      is_reseller: true,
      dealtype: null,
      hs_next_step: 'call',
    };

    expect(update({ properties }, current)).toEqual([
      {
        operationId: 'deals.update',
        method: 'PATCH',
        path: '/crm/objects/2026-09/deals/5',
        body: { properties: { amount: '12.5', dealtype: '', hs_next_step: 'call' } },
        idempotent: true,
        summary: 'changes deal 5',
      },
    ]);
  });

  test('that changes nothing sends nothing', () => {
    const held = {
      results: [
        { id: '7', type: 'deal_to_contact' },
        { id: '7', type: 'buyer' },
      ],
    };
    const current = { ...deal('5', { amount: '10' }), associations: { contacts: held } };
    const patch = { properties: { amount: '10', dealtype: '' }, associations: { contacts: held } };

    expect(update(patch, current)).toEqual([]);
  });

  test('sends values first, then the links it adds, and takes away last', () => {
    const current = {
      ...deal('5', { amount: '10' }),
      associations: {
        contacts: {
          results: [
            { id: '7', type: 'deal_to_contact' },
            { id: '8', type: 'deal_to_contact' },
          ],
        },
        companies: { results: [{ id: '9', type: 'deal_to_company_unlabeled' }] },
      },
    };
    const patch = {
      properties: { amount: '11' },
      associations: {
        contacts: { results: [{ id: '8', type: 'deal_to_contact' }, { id: '12' }] },
        companies: {
          results: [
            { id: '9', type: 'deal_to_company_unlabeled' },
            { id: '10', type: 'deal_to_company' },
          ],
        },
        leads: { results: [{ id: '6' }] },
      },
    };

    expect(update(patch, current).map(({ method, path, body }) => [method, path, body])).toEqual([
      ['PATCH', '/crm/objects/2026-09/deals/5', { properties: { amount: '11' } }],
      ['PUT', '/crm/objects/2026-09/deals/5/associations/default/contacts/12', undefined],
      [
        'PUT',
        '/crm/objects/2026-09/deals/5/associations/companies/10',
        [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 5 }],
      ],
      ['PUT', '/crm/objects/2026-09/deals/5/associations/default/leads/6', undefined],
      ['DELETE', '/crm/objects/2026-09/deals/5/associations/contacts/7', undefined],
    ]);
  });

  test('gives a company that is linked the first place without touching its other labels', () => {
    const current = links(
      'companies',
      { id: '9', type: 'deal_to_company_unlabeled' },
      { id: '9', type: 'reseller' },
      { id: '4', type: 'deal_to_company' },
      { id: '4', type: 'deal_to_company_unlabeled' },
    );
    const patch = links(
      'companies',
      { id: '9', type: 'deal_to_company_unlabeled' },
      { id: '9', type: 'reseller' },
      { id: '4', type: 'deal_to_company_unlabeled' },
      { id: '9', type: 'deal_to_company' },
    );

    // HubSpot takes the first place from the other one by itself.
    expect(update(patch, { id: '5', ...current })).toEqual([
      {
        about: 'associations.companies.results[].id',
        operationId: 'associations.addLabel',
        method: 'POST',
        path: '/crm/associations/2026-09/deals/companies/batch/create',
        body: {
          inputs: [
            {
              from: { id: '5' },
              to: { id: '9' },
              types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 5 }],
            },
          ],
        },
        idempotent: true,
        summary: 'makes company 9 the primary one',
      },
    ]);
  });

  test('takes the first place from a lead that stays linked by its label alone', () => {
    const current = links(
      'leads',
      { id: '6', type: 'deal_to_primary_lead' },
      { id: '6', type: 'deal_to_lead' },
    );

    const requests = update(links('leads', { id: '6', type: 'deal_to_lead' }), { id: '5', ...current });

    expect(briefly(requests)).toEqual(['POST /crm/associations/2026-09/deals/leads/batch/labels/archive']);
    expect(JSON.stringify(requests[0]?.body)).toContain('583');
  });

  test('leaves kinds of links alone that it does not name', () => {
    const current = links('contacts', { id: '7', type: 'deal_to_contact' });

    expect(update({ properties: { amount: '1' } }, { ...deal('5'), ...current })).toHaveLength(1);
  });

  test('can be made for passThrough alone', () => {
    expect(writes.bareUpdate?.('5')).toMatchObject({ operationId: 'deals.update', body: { properties: {} } });
  });
});

test('a deletion archives', () => {
  expect(briefly(writes.delete?.('5') ?? [])).toEqual(['DELETE /crm/objects/2026-09/deals/5']);
  expect(writes.deleteFollowsMerges).toBe(true);
});

test('the older family has all paths too', () => {
  const current = {
    ...deal('5', { amount: '10' }),
    ...links(
      'companies',
      { id: '9', type: 'deal_to_company_unlabeled' },
      { id: '8', type: 'deal_to_company_unlabeled' },
    ),
  };
  const patch = {
    properties: { amount: '11' },
    associations: {
      contacts: { results: [{ id: '7' }] },
      companies: { results: [{ id: '9', type: 'deal_to_company' }] },
      leads: { results: [{ id: '6', type: 'deal_to_primary_lead' }] },
    },
  };

  expect(briefly(update(patch, current, older))).toEqual([
    'PATCH /crm/v3/objects/deals/5',
    'PUT /crm/v4/objects/deals/5/associations/default/contacts/7',
    'PUT /crm/v4/objects/deals/5/associations/leads/6',
    'POST /crm/v4/associations/deals/companies/batch/create',
    'DELETE /crm/v4/objects/deals/5/associations/companies/8',
  ]);
  expect(briefly(older.create?.(change({})) ?? [])).toEqual(['POST /crm/v3/objects/deals']);
  expect(briefly(older.delete?.('5') ?? [])).toEqual(['DELETE /crm/v3/objects/deals/5']);
  expect(older.batch?.create?.plan([]).path).toBe('/crm/v3/objects/deals/batch/create');
  expect(older.upsert?.plan({ field: 'erp', value: 'x' }, change({})).path).toBe(
    '/crm/v3/objects/deals/batch/upsert',
  );
});

test('every request that is planned is one of the operations that passThrough can name', () => {
  const current = links(
    'companies',
    { id: '9', type: 'deal_to_company' },
    { id: '8', type: 'deal_to_company_unlabeled' },
  );
  const planned = [
    ...(writes.create?.(change({})) ?? []),
    ...update({ properties: { amount: '1' }, ...links('companies', { id: '9' }, { id: '7' }) }, current),
    ...update(links('companies', { id: '8', type: 'deal_to_company' }), current),
    ...update(links('leads', { id: '6', type: 'deal_to_primary_lead' }), current),
    ...(writes.delete?.('5') ?? []),
  ].map(({ operationId }) => operationId);
  const batches = Object.values(writes.batch ?? {}).map(({ operationId }) => operationId);
  const known = writes.operations.map(({ id }) => id);

  expect(new Set([...planned, ...batches, writes.upsert?.operationId])).toEqual(new Set(known));
});
