import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VendorError, type JsonObject, type JsonValue } from '../../../../src/connector-kit/index.ts';
import { openWrittenAccount, type WrittenAccount } from '../written-account.ts';

let account: WrittenAccount;
let id: string;
/** A deal without a close date, in the default pipeline. */
let undated: string;

beforeAll(async () => {
  account = await openWrittenAccount({ deals: 20 });
  const made = await create({
    dealname: 'refused',
    pipeline: 'default',
    dealstage: 'qualifiedtobuy',
    amount: '1',
    closedate: '2026-12-01',
  });
  const other = await create({ dealname: 'undated', pipeline: 'default', dealstage: 'qualifiedtobuy' });
  if (typeof made !== 'string' || typeof other !== 'string') throw new Error('not made');
  [id, undated] = [made, other];
});
afterAll(async () => {
  await account.close();
});

async function outcome(written: Promise<string>): Promise<string | VendorError> {
  try {
    return await written;
  } catch (error) {
    if (error instanceof VendorError) return error;
    throw error;
  }
}

function create(
  properties: JsonObject,
  associations: JsonObject = {},
  on = account,
): Promise<string | VendorError> {
  const requests = on.operations.create?.({ patch: { properties, associations }, current: undefined }) ?? [];
  return outcome(on.carryOut(requests));
}

async function update(deal: string, patch: JsonObject, on = account): Promise<string | VendorError> {
  const current = await on.native(deal);
  return outcome(on.carryOut(on.operations.update?.(deal, { patch, current }) ?? [], current));
}

const canary = 'value-that-is-nobody-s-business';

describe('a refusal names the property and HubSpot’s code, and no value', () => {
  test.each<[string, JsonObject, string, string]>([
    ['a property that does not exist', { kolor: canary }, 'kolor', 'PROPERTY_DOESNT_EXIST'],
    ['an option that does not exist', { dealtype: canary }, 'dealtype', 'INVALID_OPTION'],
    ['one of several options', { needs_regions: `emea;${canary}` }, 'needs_regions', 'INVALID_OPTION'],
    ['no number', { amount: canary }, 'amount', 'INVALID_NUMERIC'],
    ['a number with separators', { amount: '1,000.5' }, 'amount', 'INVALID_NUMERIC'],
    ['no date', { closedate: canary }, 'closedate', 'INVALID_DATE'],
    [
      'a day with a time',
      { contract_signed_on: '2026-11-22T09:00:00Z' },
      'contract_signed_on',
      'INVALID_DATE',
    ],
    ['a check box', { is_reseller: canary }, 'is_reseller', 'INVALID_OPTION'],
    ['a calculated property', { hs_projected_amount: '1' }, 'hs_projected_amount', 'READ_ONLY_VALUE'],
    ['a property HubSpot sets', { hs_analytics_source: 'OFFLINE' }, 'hs_analytics_source', 'READ_ONLY_VALUE'],
    ['an owner who does not exist', { hubspot_owner_id: '90404' }, 'hubspot_owner_id', 'INVALID_OWNER_ID'],
    ['a stage of another pipeline', { dealstage: '190277427' }, 'dealstage', 'INVALID_OPTION'],
    ['a pipeline without a stage of it', { pipeline: '77120045' }, 'dealstage', 'INVALID_OPTION'],
    [
      'a currency the account does not have',
      { deal_currency_code: 'CHF' },
      'deal_currency_code',
      'INVALID_OPTION',
    ],
  ])('%s', async (_, properties, field, message) => {
    const before = await account.native(id);

    const refused = await update(id, { properties: { dealname: 'changed', ...properties } });

    expect(refused).toMatchObject({
      code: 'invalid-request',
      details: { status: 400, vendorCode: 'VALIDATION_ERROR', fields: [{ field, code: message }] },
    });
    expect(JSON.stringify(refused) + String(refused)).not.toContain(canary);
    // All or nothing: the name beside it was not changed.
    expect(await account.native(id)).toEqual(before);
  });

  test('several at once are all named', async () => {
    expect(await update(id, { properties: { amount: 'x', closedate: 'y', kolor: 'z' } })).toMatchObject({
      details: {
        fields: [
          { field: 'amount', code: 'INVALID_NUMERIC' },
          { field: 'closedate', code: 'INVALID_DATE' },
          { field: 'kolor', code: 'PROPERTY_DOESNT_EXIST' },
        ],
      },
    });
  });
});

function required(field: string) {
  return { code: 'invalid-request', details: { fields: [{ field, code: 'MISSING_REQUIRED_PROPERTY' }] } };
}

describe('the account’s own rules', () => {
  test('hold in the newest version', async () => {
    expect(await create({ amount: '1' })).toMatchObject(required('dealname'));
    expect(await update(undated, { properties: { dealstage: 'closedwon' } })).toMatchObject(
      required('closedate'),
    );
  });

  test('are met by a close date in the same request', async () => {
    const won = { properties: { dealstage: 'closedwon', closedate: '2026-11-20T00:00:00.000Z' } };

    expect(await update(undated, won)).toBe(undated);
    expect(await account.native(undated)).toMatchObject({
      properties: { hs_is_closed_won: 'true', closedate: '2026-11-20T00:00:00Z' },
    });
  });

  test.each(['2026-03', 'v3'])('are not asked for by %s', async (apiVersion) => {
    const older = await openWrittenAccount({ deals: 20 }, { apiVersion });
    try {
      const made = await create({ amount: '1', pipeline: 'default', dealstage: 'qualifiedtobuy' }, {}, older);

      expect(made).toMatch(/^\d+$/);
      expect(await update(String(made), { properties: { dealstage: 'closedwon' } }, older)).toBe(made);
    } finally {
      await older.close();
    }
  });
});

describe('links', () => {
  test('to a contact that does not exist refuse the whole create', async () => {
    const refused = await create({ dealname: 'Kite' }, { contacts: { results: [{ id: '1' }] } });

    const message = 'not a record that can be linked';
    expect(refused).toMatchObject({
      code: 'invalid-request',
      details: {
        status: 400,
        fields: [{ field: 'associations.contacts.results[].id', message, records: ['1'] }],
      },
    });
  });

  test('of a kind that cannot be are one of those that were sent: HubSpot does not say which', async () => {
    const [one = ''] = await account.ids('contacts');
    const link = {
      to: { id: one },
      types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 3 }],
    };
    const company = {
      to: { id: '77' },
      types: [{ associationCategory: 'USER_DEFINED', associationTypeId: 5 }],
    };
    const body = { properties: { dealname: 'linked' }, associations: [link, company] };
    const [request] = account.operations.create?.({ patch: {}, current: undefined }) ?? [];
    if (request === undefined) throw new Error('nothing planned');

    await expect(account.send({ ...request, body })).rejects.toMatchObject({
      details: {
        fields: [
          { field: 'associations.contacts.results[].id', records: [one] },
          { field: 'associations.companies.results[].id', records: ['77'] },
        ],
      },
    });
  });

  test('to a contact that does not exist are refused alone, and none is taken away', async () => {
    const [one = ''] = await account.ids('contacts');
    const linked = await create({ dealname: 'linked' }, { contacts: { results: [{ id: one }] } });

    const refused = await update(String(linked), { associations: { contacts: { results: [{ id: '1' }] } } });

    expect(refused).toMatchObject({ code: 'not-found', details: { status: 404, method: 'PUT' } });
    expect(await account.native(String(linked))).toMatchObject({
      associations: { contacts: { results: [{ id: one, type: 'deal_to_contact' }] } },
    });
  });

  test('that only a label would change are refused within the answer', async () => {
    const made = await create({ dealname: 'x' });
    // Linked when it was read, and gone since.
    const current = {
      id: String(made),
      associations: { companies: { results: [{ id: '1', type: 'deal_to_company_unlabeled' }] } },
    };
    const patch = { associations: { companies: { results: [{ id: '1', type: 'deal_to_company' }] } } };
    const [request] = account.operations.update?.(String(made), { patch, current }) ?? [];
    if (request === undefined) throw new Error('nothing planned');

    const answer: JsonValue = await account.send(request);

    expect(account.operations.refusalIn?.(answer)).toMatchObject({ status: 404, errorClass: 'not-found' });
  });
});

describe('a deal', () => {
  test('that does not exist is not found, and archiving one twice is no error', async () => {
    const made = String(await create({ dealname: 'short life' }));
    const remove = (deal: string) =>
      outcome(account.carryOut(account.operations.delete?.(deal) ?? [], { id: deal }));

    expect(await remove(made)).toBe(made);
    expect(await remove(made)).toBe(made);
    const [patch] =
      account.operations.update?.(made, {
        patch: { properties: { amount: '2' } },
        current: { id: made, properties: {} },
      }) ?? [];
    if (patch === undefined) throw new Error('nothing planned');
    await expect(account.send(patch)).rejects.toMatchObject({ code: 'not-found', details: { status: 404 } });
  });

  test('with a unique value that another one has is a conflict', async () => {
    const holder = await create({ dealname: 'one', erp_reference: 'E-77' });
    expect(holder).toMatch(/^\d+$/);

    expect(await create({ dealname: 'two', erp_reference: 'E-77' })).toMatchObject({
      code: 'conflict',
      details: {
        status: 400,
        fields: [{ field: 'erp_reference', code: 'CONFLICTING_UNIQUE_VALUE', records: [holder] }],
      },
    });
    account.vendor.control.fault('plain-conflicts');
    expect(await create({ dealname: 'two', erp_reference: 'E-77' })).toMatchObject({
      code: 'conflict',
      details: { status: 409, vendorCode: 'CONFLICT', fields: [{ field: undefined, records: [holder] }] },
    });
    account.vendor.control.clearFaults();
  });

  test('that was merged is not the one it was merged into', async () => {
    const [into = '', from = ''] = await account.vendor.control.ids({ offset: 3, limit: 2 });
    await account.vendor.control.merge(into, from);

    // The request by itself would archive the surviving deal: whoever deletes reads first.
    await expect(account.native(from)).rejects.toThrow('there is no deal');
    expect(account.operations.deleteFollowsMerges).toBe(true);
  });
});

const anId = expect.stringMatching(/^\d+$/);
const told = (field: string, code: string, words: RegExp) => ({
  field,
  code,
  message: expect.stringMatching(words),
});

describe('batches', () => {
  test('write the good ones, and refuse the others as they are refused alone', async () => {
    const batch = account.operations.batch?.create;
    const properties: JsonObject[] = [
      { dealname: 'good' },
      { dealname: 'bad', amount: 'many' },
      { dealname: 'good too', amount: '2' },
      { dealname: 'bad', dealtype: canary },
      { dealname: 'bad', erp_reference: 'ERP-0000003' },
    ];
    const items = properties.map((values) => ({
      change: { patch: { properties: values }, current: undefined },
    }));
    const request = batch?.plan(items);
    if (request === undefined || batch === undefined) throw new Error('no batch');

    const outcomes = batch.outcomes(await account.send(request), 207, items);

    expect(outcomes).toEqual([
      { id: expect.stringMatching(/^\d+$/), created: true },
      {
        failure: expect.objectContaining({
          status: 400,
          fields: [told('amount', 'INVALID_NUMERIC', /^\[value\] was not /)],
        }),
      },
      { id: expect.stringMatching(/^\d+$/), created: true },
      {
        failure: expect.objectContaining({
          status: 400,
          fields: [told('dealtype', 'INVALID_OPTION', /^\[value\] was not /)],
        }),
      },
      {
        failure: expect.objectContaining({
          errorClass: 'conflict',
          fields: [{ ...told('erp_reference', 'CONFLICTING_UNIQUE_VALUE', /already has/), records: [anId] }],
        }),
      },
    ]);
    const [first, , third] = outcomes;
    const names = await Promise.all(
      [first, third].map(async (one) =>
        one !== undefined && 'id' in one ? (await account.native(one.id))['properties'] : undefined,
      ),
    );
    expect(names).toMatchObject([{ dealname: 'good' }, { dealname: 'good too' }]);
    expect(JSON.stringify(outcomes)).not.toContain(canary);
  });

  test('of updates name the deal that is not there', async () => {
    const batch = account.operations.batch?.update;
    const made = String(await create({ dealname: 'in a batch' }));
    const items = [made, '12'].map((deal) => ({
      id: deal,
      change: { patch: { properties: { amount: '7' } }, current: { id: deal, properties: {} } },
    }));
    const request = batch?.plan(items);
    if (request === undefined || batch === undefined) throw new Error('no batch');

    expect(batch.outcomes(await account.send(request), 207, items)).toMatchObject([
      { id: made },
      { failure: { status: 404, errorClass: 'not-found' } },
    ]);
  });

  test('that archive take what is there and what is not', async () => {
    const batch = account.operations.batch?.delete;
    const made = String(await create({ dealname: 'to archive' }));
    const items = [made, '12'].map((deal) => ({ id: deal, change: { patch: {}, current: undefined } }));
    const request = batch?.plan(items);
    if (request === undefined || batch === undefined) throw new Error('no batch');

    expect(batch.outcomes(await account.send(request), 204, items)).toEqual([{ id: made }, { id: '12' }]);
    expect(await account.native(made)).toMatchObject({ archived: true });
  });
});

async function upsert(value: string, amount: string) {
  const { operations } = account;
  const change = { patch: { properties: { dealname: 'by key', amount } }, current: undefined };
  const request = operations.upsert?.plan({ field: 'erp_reference', value }, change);
  if (request === undefined) throw new Error('no upsert');
  return operations.upsert?.outcome(await account.send(request));
}

function find(value: string) {
  return account.operations.find?.(account.session, { field: 'erp_reference', value });
}

describe('a unique value', () => {
  test('makes one deal however often it is written', async () => {
    const first = await upsert('E-100', '1');
    const second = await upsert('E-100', '2');

    expect(first).toMatchObject({ created: true });
    expect(second).toEqual({ id: first?.id, created: false });
    expect(await account.native(first?.id ?? '')).toMatchObject({
      properties: { amount: '2', erp_reference: 'E-100' },
    });
  });

  test('is refused as a status, not as an entry of a success', async () => {
    await expect(upsert('E-101', 'many')).rejects.toMatchObject({
      code: 'invalid-request',
      details: { fields: [{ field: 'amount', code: 'INVALID_NUMERIC' }] },
    });
  });

  test('finds the deal once the index has it, and only in the same letters', async () => {
    const made = await upsert('Key-102', '1');

    expect(await find('Key-102')).toEqual([made?.id]);
    expect(await find('key-102')).toEqual([]);
    expect(await find('Key-103')).toEqual([]);
  });
});

describe('troubles', () => {
  test('a missing permission is named', async () => {
    const denied = await openWrittenAccount({ deals: 20, faults: ['without-scope=crm.objects.deals.write'] });
    try {
      expect(await create({ dealname: 'x' }, {}, denied)).toMatchObject({
        code: 'permission',
        details: { missingScopes: ['crm.objects.deals.write'] },
      });
    } finally {
      await denied.close();
    }
  });

  test('a lock is waited out, and a create is made once', async () => {
    account.vendor.control.fault('locked#1');
    const before = await account.vendor.control.ids({ limit: 1000 });

    const made = await create({ dealname: 'after the lock' });

    expect(await account.vendor.control.ids({ limit: 1000 })).toEqual([...before, made]);
  });
});
