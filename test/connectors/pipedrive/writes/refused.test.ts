import { describe, expect, test } from 'vitest';
import { AmbiguousWriteError, WriteFailedError } from '../../../../src/client/index.ts';
import type { JsonObject } from '../../../../src/connector-kit/index.ts';
import type { OpportunityInput } from '../../../../src/model/opportunity-input.ts';
import { openWriteAccount, truth, type WriteAccount } from '../write-account.ts';

/** Sent as it stands, past what the mapping would refuse. */
function sent(extendObject: JsonObject): OpportunityInput {
  return { passThrough: [{ serviceId: 'pipedrive', extendObject }] };
}

async function failureOf(work: Promise<unknown>): Promise<WriteFailedError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof WriteFailedError) return error;
  throw new Error('it was not refused', { cause: error });
}

async function dealOf(account: WriteAccount, input: OpportunityInput = {}): Promise<string> {
  const whole = { ...input, title: input.title ?? 'Made by a test' };
  return (await account.crm.opportunities.create(whole)).id;
}

/** Refused by the emulated vendor, and nothing has changed. */
async function refusedUpdate(
  account: WriteAccount,
  id: string,
  input: OpportunityInput,
): Promise<WriteFailedError> {
  const before = await truth(account, id);
  const error = await failureOf(account.crm.opportunities.update(id, input));
  expect(await truth(account, id)).toEqual(before);
  expect(error.cause).toMatchObject({ name: 'VendorError', code: 'invalid-request' });
  return error;
}

/** A body, and the member that is refused. */
const refused: readonly (readonly [string, JsonObject])[] = [
  ['user_id', { user_id: 70_011 }],
  ['value', { value: '12' }],
  ['probability', { probability: 33.3 }],
  ['probability', { probability: 101 }],
  ['title', { title: '' }],
  ['owner_id', { owner_id: null }],
  ['owner_id', { owner_id: 1 }],
  ['stage_id', { stage_id: 9999 }],
  ['pipeline_id', { pipeline_id: 9999 }],
  ['person_id', { person_id: 1 }],
  ['org_id', { org_id: 1 }],
  ['currency', { currency: 'eur' }],
  ['status', { status: 'deleted' }],
  ['is_deleted', { is_deleted: true }],
  ['label_ids', { label_ids: null }],
  ['label_ids.0', { label_ids: [9999] }],
  ['lost_reason', { lost_reason: 'Too dear' }],
  ['won_time', { won_time: '2026-08-09T21:00:00Z' }],
  ['lost_time', { lost_time: '2026-08-09T21:00:00Z' }],
  ['close_time', { close_time: '2026-08-09T21:00:00Z' }],
  ['expected_close_date', { expected_close_date: '9/8/2026' }],
  ['custom_fields.nobody', { custom_fields: { nobody: 1 } }],
];

describe('what Pipedrive refuses reaches the caller with the field', () => {
  test('whatever it is', async () => {
    const account = await openWriteAccount({ deals: 0 });
    const id = await dealOf(account);

    for (const [native, body] of refused) {
      const error = await refusedUpdate(account, id, sent(body));
      expect([...new Set(error.fields.map((failed) => failed.native))]).toEqual([native]);
      expect(error.message).toContain(native);
    }
  });

  test('each field of a refused request, in the words of the model', async () => {
    const account = await openWriteAccount({ deals: 0 });
    const id = await dealOf(account);

    const error = await refusedUpdate(account, id, { companyId: '1', primaryContactId: '1', title: 'y' });

    expect(error.fields).toMatchObject([
      { field: 'primaryContactId', native: 'person_id' },
      { field: 'companyId', native: 'org_id' },
    ]);
  });

  test('custom fields of every type', async () => {
    const account = await openWriteAccount({ deals: 0 });
    const key = (label: string): string =>
      account.catalogue.find((field) => field.label === label)?.key ?? '';
    const values: JsonObject = {
      [key('Setup fee')]: { value: '5', currency: 'EUR' },
      [key('Regions')]: [],
      [key('Reseller')]: 1,
      [key('Service period')]: { value: '2026-10-01' },
      [key('Daily call')]: { value: '9 am', timezone_name: 'Europe/Tallinn' },
      [key('Site')]: { country: 'Estonia' },
      [key('Contract signed on')]: '1/10/2026',
    };

    const error = await refusedUpdate(account, await dealOf(account), sent({ custom_fields: values }));

    expect(new Set(error.fields.map(({ native }) => native))).toEqual(
      new Set(Object.keys(values).map((code) => `custom_fields.${code}`)),
    );
  });

  test('null, where the account goes by the published types', async () => {
    const account = await openWriteAccount({ deals: 0, faults: ['strict-nulls'] });
    const id = await dealOf(account, { monetaryAmount: 5 });

    const { fields } = await refusedUpdate(account, id, { monetaryAmount: null });

    expect(fields).toMatchObject([{ field: 'monetaryAmount', native: 'value' }]);
  });

  test('an amount that the products of the deal make', async () => {
    const faults = ['plan=growth', 'product-value=refuse'];
    const account = await openWriteAccount({ deals: 60, faults });
    const natives = await Promise.all(account.deals.map((id) => account.read(id)));
    const id = natives.find(({ native: { body } }) => body['arr'] === 0)?.native.id ?? '';

    const { fields } = await refusedUpdate(account, id, { monetaryAmount: 1.5 });

    expect(fields).toMatchObject([{ field: 'monetaryAmount', native: 'value' }]);
  });

  test('a reason that is not on a list that has to be kept to', async () => {
    const account = await openWriteAccount({ deals: 0, faults: ['predefined-reasons'] });
    const id = await dealOf(account);

    const { fields } = await refusedUpdate(account, id, { status: 'Lost', lossReason: 'Because' });

    expect(fields).toMatchObject([{ field: 'lossReason' }]);
  });

  test('a custom field that every new deal needs, and the limit of a plan', async () => {
    const account = await openWriteAccount({ deals: 0, faults: ['required-field=PO number'] });
    const missing = await failureOf(account.crm.opportunities.create({ title: 'x' }));
    account.sandbox.control.clearFaults();
    account.sandbox.control.fault('capped=feature_capping_deals_limit');
    const capped = await failureOf(account.crm.opportunities.create({ title: 'x' }));

    expect(missing.fields).toMatchObject([{ native: expect.stringContaining('custom_fields.') }]);
    expect(capped.cause).toMatchObject({
      code: 'permission',
      details: { vendorCode: 'feature_capping_deals_limit' },
    });
    expect(await account.sandbox.control.ids()).toEqual([]);
  });
});

describe('an answer of status 200 that is no success', () => {
  test('is a refusal', async () => {
    const account = await openWriteAccount({ deals: 0 });
    const id = await dealOf(account);
    account.sandbox.control.fault('success-false@PATCH /deals');

    const error = await refusedUpdate(account, id, { title: 'y' });

    expect(error.message).toContain('Something went wrong');
  });
});

describe('a deal that cannot be changed as it is', () => {
  test('in the archive: says how to take it out, and changes once it is', async () => {
    const account = await openWriteAccount({ deals: 0 });
    const { opportunities } = account.crm;
    const id = await dealOf(account);
    await opportunities.update(id, sent({ is_archived: true }));

    const error = await refusedUpdate(account, id, { title: 'y' });
    expect(error.message).toContain('passThrough { is_archived: false }');

    await opportunities.update(id, { title: 'y', ...sent({ is_archived: false }) });
    expect(await truth(account, id)).toMatchObject({ title: 'y', is_archived: false });
  });

  test('deleted: is restored first, and deleting it once more is no failure', async () => {
    const account = await openWriteAccount({ deals: 0 });
    const { opportunities } = account.crm;
    const id = await dealOf(account);

    expect(await opportunities.delete(id)).toMatchObject({ outcome: 'deleted' });
    expect(await opportunities.delete(id)).toMatchObject({ outcome: 'already-gone' });
    await expect(opportunities.update(id, { title: 'y' })).rejects.toMatchObject({ code: 'no-such-record' });

    await account.crm.request({ method: 'PATCH', path: `/api/v2/deals/${id}`, body: { is_deleted: false } });
    expect(await opportunities.update(id, { title: 'y' })).toMatchObject({ outcome: 'updated' });
    expect(await account.read(id)).toMatchObject({ opportunity: { deleted: false, title: 'y' } });
  });
});

describe('persons of a deal', () => {
  test('that fail to join leave the deal as it is, and the error says how far it came', async () => {
    const account = await openWriteAccount();
    const [first = '', second = '', third = ''] = account.persons;
    account.sandbox.control.fault('no-rights#2@POST /participants');
    const create = account.crm.opportunities.create({ title: 'x', contactIds: [first, second, third] });

    const error = await failureOf(create);

    expect(error.progress).toMatchObject({
      done: [{ operationId: 'deals.create' }, { operationId: 'deals.addParticipant' }],
      failed: { summary: `adds person ${third}` },
      notTried: [],
    });
    const { opportunity } = await account.read(error.progress.id ?? '');
    expect(opportunity.contactIds).toEqual([first, second]);
  });

  test('whose answer is lost are found by reading', async () => {
    const account = await openWriteAccount();
    const [first = '', second = ''] = account.persons;
    const id = await dealOf(account, { primaryContactId: first });
    account.sandbox.control.fault('lost-answer@POST /participants');

    const result = await account.crm.opportunities.update(id, { contactIds: [first, second] });

    expect(result).toMatchObject({ outcome: 'updated', confirmedBy: 'reading' });
  });

  test('a deal whose answer is lost is not made twice', async () => {
    const account = await openWriteAccount({ deals: 0 });
    account.sandbox.control.fault('lost-answer@POST /deals');

    await expect(account.crm.opportunities.create({ title: 'x' })).rejects.toBeInstanceOf(
      AmbiguousWriteError,
    );
    expect(await account.sandbox.control.ids()).toHaveLength(1);
  });
});

describe('an upsert', () => {
  test('by a custom field updates the one deal that has the value, else creates it', async () => {
    const account = await openWriteAccount({ deals: 0 });
    const { opportunities } = account.crm;
    const key = { field: 'PO number', value: 'PO-1' };

    const made = await opportunities.upsert({ title: 'x' }, { key });
    const found = await opportunities.upsert({ title: 'y' }, { key });
    const other = await opportunities.upsert({ title: 'z' }, { key: { ...key, value: 'po-1' } });

    expect([made.outcome, found.outcome, other.outcome]).toEqual(['created', 'updated', 'created']);
    expect(found.id).toBe(made.id);
    expect(await truth(account, made.id)).toMatchObject({ title: 'y' });
  });
});
