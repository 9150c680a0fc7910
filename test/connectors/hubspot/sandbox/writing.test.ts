import { describe, expect, test } from 'vitest';
import {
  ids,
  listIn,
  objectIn,
  openAccount,
  properties,
  results,
  type Reply,
  type SandboxClient,
} from '../sandbox-client.ts';

const deals = '/crm/v3/objects/deals';
const dated = '/crm/objects/2026-09/deals';

function create(account: SandboxClient, given: object, path = deals): Promise<Reply> {
  return account.send('POST', path, { properties: given });
}

function codes(reply: Reply): readonly unknown[] {
  return listIn(reply.body, 'errors').map((error) => error['code']);
}

async function someIds(account: SandboxClient, count: number): Promise<readonly string[]> {
  return ids(await account.get(`${deals}?limit=${count}`));
}

function type(associationTypeId: number): object {
  return { associationCategory: 'HUBSPOT_DEFINED', associationTypeId };
}

function upsert(id: string): object {
  return { id, idProperty: 'erp_reference', properties: { dealname: 'by key' } };
}

describe('a create', () => {
  test('answers 201 with what is not empty', async () => {
    const account = await openAccount();

    const reply = await create(account, { dealname: 'x', amount: 10, description: '' });

    expect(reply.status).toBe(201);
    expect(reply.body['properties']).toMatchObject({
      dealname: 'x',
      amount: '10',
      amount_in_home_currency: '10',
      hs_is_closed_won: 'false',
      hs_object_source: 'INTEGRATION',
      hs_projected_amount: '0',
      num_notes: '0',
    });
    const shown = Object.keys(objectIn(reply.body, 'properties'));
    expect(shown.filter((name) => ['description', 'dealstage', 'pipeline'].includes(name))).toEqual([]);
  });

  test('keeps numbers as they were written and brings dates into one form', async () => {
    const account = await openAccount();

    const { body } = await create(account, {
      amount: '1250.40',
      closedate: '2026-12-31',
      kickoff_at: '1782862200000',
      contract_signed_on: '2026-06-29',
    });

    expect(body['properties']).toMatchObject({
      amount: '1250.40',
      closedate: '2026-12-31T00:00:00Z',
      kickoff_at: '2026-06-30T23:30:00Z',
      contract_signed_on: '2026-06-29',
    });
  });

  test('links what its body names; a primary company takes the plain type too', async () => {
    const account = await openAccount();
    const [contact = ''] = ids(await account.get('/crm/v3/objects/contacts?limit=1'));
    const [company = ''] = ids(await account.get('/crm/v3/objects/companies?limit=1'));

    const created = await account.send('POST', deals, {
      properties: { dealname: 'linked' },
      associations: [
        { to: { id: contact }, types: [type(3)] },
        { to: { id: company }, types: [type(5)] },
      ],
    });

    const read = await account.get(`${deals}/${String(created.body['id'])}?associations=contacts,companies`);
    expect(read.body['associations']).toEqual({
      contacts: { results: [{ id: contact, type: 'deal_to_contact' }] },
      companies: {
        results: [
          { id: company, type: 'deal_to_company' },
          { id: company, type: 'deal_to_company_unlabeled' },
        ],
      },
    });
    const nowhere = [{ to: { id: '1' }, types: [type(3)] }];
    expect((await account.send('POST', deals, { properties: {}, associations: nowhere })).status).toBe(400);
  });

  test('fills in the pipeline of a stage of the default one', async () => {
    const account = await openAccount();

    expect(properties(await create(account, { dealstage: 'qualifiedtobuy' }))).toMatchObject({
      pipeline: 'default',
      hs_is_closed: 'false',
    });
  });

  test('in a closed stage leaves the close date empty', async () => {
    const account = await openAccount();

    const { body } = await create(account, { dealstage: 'closedwon', pipeline: 'default' });

    const read = await account.get(`${deals}/${String(body['id'])}?properties=closedate,hs_is_closed_won`);
    expect(properties(read)).toMatchObject({ closedate: null, hs_is_closed_won: 'true' });
  });
});

describe('a value', () => {
  test.each([
    ['kolor', 'red', 'PROPERTY_DOESNT_EXIST'],
    ['amount', '1,000', 'INVALID_NUMERIC'],
    ['closedate', 'soon', 'INVALID_DATE'],
    ['closedate', '2026-02-30', 'INVALID_DATE'],
    ['contract_signed_on', '2025-02-29', 'INVALID_DATE'],
    ['contract_signed_on', '2026-06-29T10:00:00Z', 'INVALID_DATE'],
    ['dealtype', 'New Business', 'INVALID_OPTION'],
    ['needs_regions', 'emea;moon', 'INVALID_OPTION'],
    ['is_reseller', 'yes', 'INVALID_OPTION'],
    ['hubspot_owner_id', '5', 'INVALID_OWNER_ID'],
    ['hs_is_closed', 'true', 'READ_ONLY_VALUE'],
    ['margin_estimate', '5', 'READ_ONLY_VALUE'],
    ['dealstage', 'nowhere', 'INVALID_OPTION'],
    ['dealstage', '190277427', 'INVALID_OPTION'],
    ['pipeline', '64003311', 'INVALID_OPTION'],
  ])('%s = %s is refused with %s', async (name, value, code) => {
    const account = await openAccount();

    const reply = await create(account, { [name]: value });

    expect(reply.status).toBe(400);
    expect(codes(reply)).toEqual([code]);
    expect(reply.body['category']).toBe('VALIDATION_ERROR');
    expect(reply.body['message']).toContain(`"error":"${code}","name":"${name}"`);
  });

  test('of another pipeline’s stage is taken together with that pipeline', async () => {
    const account = await openAccount();

    expect((await create(account, { dealstage: '190277427', pipeline: '77120045' })).status).toBe(201);
  });

  test('of several options is replaced, or added to with a leading semicolon', async () => {
    const account = await openAccount();
    const id = String((await create(account, { needs_regions: 'emea' })).body['id']);

    const added = await account.send('PATCH', `${deals}/${id}`, { properties: { needs_regions: ';apac' } });
    const replaced = await account.send('PATCH', `${deals}/${id}`, {
      properties: { needs_regions: 'latam' },
    });

    expect(properties(added)['needs_regions']).toBe('emea;apac');
    expect(properties(replaced)['needs_regions']).toBe('latam');
  });

  test('that must be unique is a conflict the second time', async () => {
    const account = await openAccount();
    const [id = ''] = await someIds(account, 1);

    const reply = await create(account, { erp_reference: 'ERP-0000001' });

    expect(reply).toMatchObject({
      status: 400,
      body: {
        category: 'VALIDATION_ERROR',
        errors: [
          {
            code: 'CONFLICTING_UNIQUE_VALUE',
            message: `${id} already has that value.`,
            context: { propertyName: ['erp_reference'] },
          },
        ],
      },
    });
    account.sandbox.control.fault('plain-conflicts');
    expect(await create(account, { erp_reference: 'ERP-0000001' })).toMatchObject({
      status: 409,
      body: { category: 'CONFLICT', message: `Deal already exists. Existing ID: ${id}` },
    });
  });
});

describe('an update', () => {
  test('changes what it names and moves the change time', async () => {
    const account = await openAccount();
    const [id = ''] = await someIds(account, 1);
    const before = await account.sandbox.control.truth(id);

    const reply = await account.send('PATCH', `${dated}/${id}`, { properties: { dealname: 'renamed' } });

    const after = await account.sandbox.control.truth(id);
    expect(reply.status).toBe(200);
    expect(String(after?.['updatedAt']) > String(before?.['updatedAt'])).toBe(true);
    expect(objectIn(after, 'properties')).toMatchObject({ dealname: 'renamed' });
    expect(objectIn(after, 'properties')['amount']).toEqual(objectIn(before, 'properties')['amount']);
  });

  test('into a closed stage sets the close date, between won stages it does not', async () => {
    const account = await openAccount();
    const id = String(
      (await create(account, { dealstage: 'contractsent', closedate: '2030-01-01' })).body['id'],
    );

    const won = await account.send('PATCH', `${deals}/${id}`, { properties: { dealstage: 'closedwon' } });
    const closed =
      properties(won)['closedate'] ?? properties(await account.get(`${deals}/${id}`))['closedate'];
    await account.sandbox.control.advanceClock(86_400_000);
    await account.send('PATCH', `${deals}/${id}`, {
      properties: { dealstage: '190277431', pipeline: '77120045' },
    });
    const still = properties(await account.get(`${deals}/${id}`))['closedate'];
    await account.send('PATCH', `${deals}/${id}`, { properties: { dealstage: '190277432' } });

    expect(closed).toMatch(/^2026-11-22T10/);
    expect(still).toBe(closed);
    expect(properties(await account.get(`${deals}/${id}`))['closedate']).toMatch(/^2026-11-23T10/);
  });

  test('refuses as a whole when one value is wrong, and when its body is no object', async () => {
    const account = await openAccount();
    const [id = ''] = await someIds(account, 1);
    const before = await account.sandbox.control.truth(id);

    const reply = await account.send('PATCH', `${deals}/${id}`, {
      properties: { dealname: 'no', hs_object_id: '1' },
    });

    expect(codes(reply)).toEqual(['READ_ONLY_VALUE']);
    expect(await account.sandbox.control.truth(id)).toEqual(before);
    expect((await account.send('PATCH', `${deals}/${id}`, { properties: [] })).status).toBe(400);
    expect((await account.send('PATCH', `${deals}/1`, { properties: {} })).status).toBe(404);
  });
});

describe('archiving', () => {
  test('leaves the change time alone, can be repeated, and can be undone', async () => {
    const account = await openAccount();
    const [id = ''] = await someIds(account, 1);
    const before = await account.sandbox.control.truth(id);

    const first = await account.send('DELETE', `${deals}/${id}`);
    const again = await account.send('DELETE', `${deals}/${id}`);
    const archived = await account.get(`${deals}/${id}?archived=true`);
    await account.sandbox.control.restore(id);

    expect([first.status, again.status]).toEqual([204, 204]);
    expect(archived.body).toMatchObject({ archived: true, updatedAt: before?.['updatedAt'] });
    expect(await account.sandbox.control.truth(id)).toEqual(before);
  });

  test('in a batch always answers 204', async () => {
    const account = await openAccount();
    const found = await someIds(account, 2);

    const reply = await account.send('POST', `${deals}/batch/archive`, {
      inputs: [...found, '1'].map((id) => ({ id })),
    });

    expect(reply.status).toBe(204);
    const left = await account.sandbox.control.ids();
    expect(left.filter((id) => found.includes(id))).toEqual([]);
  });
});

describe('a merge', () => {
  test('lets the old id lead to the survivor in reads and single updates, not in batches', async () => {
    const account = await openAccount();
    const [primary = '', other = ''] = await someIds(account, 2);

    const merged = await account.send('POST', `${deals}/merge`, {
      primaryObjectId: primary,
      objectIdToMerge: other,
    });
    const read = await account.get(`${deals}/${other}?properties=hs_merged_object_ids`);
    const updated = await account.send('PATCH', `${deals}/${other}`, { properties: { dealname: 'both' } });
    const batch = await account.send('POST', `${deals}/batch/update`, {
      inputs: [{ id: other, properties: {} }],
    });

    expect(merged).toMatchObject({ status: 200, body: { id: primary } });
    expect(read.body['id']).toBe(primary);
    expect(String(properties(read)['hs_merged_object_ids']).split(';')).toContain(other);
    expect(updated.body['id']).toBe(primary);
    expect(batch).toMatchObject({ status: 207, body: { errors: [{ category: 'OBJECT_NOT_FOUND' }] } });
    expect(await account.sandbox.control.ids()).not.toContain(other);
  });

  test('may make a third deal, as it once did', async () => {
    const account = await openAccount({ faults: ['merge-makes-new'] });
    const [primary = '', other = ''] = await someIds(account, 2);

    const third = await account.sandbox.control.merge(primary, other);

    expect([primary, other]).not.toContain(third);
    expect((await account.get(`${deals}/${primary}`)).body['id']).toBe(third);
    expect((await account.get(`${deals}/${other}`)).body['id']).toBe(third);
  });
});

describe('a batch', () => {
  const good = { properties: { dealname: 'good' } };
  const bad = { properties: { kolor: 'red' } };

  test('is done as a whole or not at all', async () => {
    const account = await openAccount();
    const before = await account.sandbox.control.ids();

    const reply = await account.send('POST', `${deals}/batch/create`, { inputs: [good, bad] });

    expect(reply.status).toBe(400);
    expect(await account.sandbox.control.ids()).toEqual(before);
    expect((await account.send('POST', `${deals}/batch/create`, { inputs: [good, good] })).status).toBe(201);
  });

  test('with a trace id on each input does the good ones and reports the bad ones', async () => {
    const account = await openAccount();
    const inputs = [
      { ...good, objectWriteTraceId: 'a' },
      { ...bad, objectWriteTraceId: 'b' },
    ];

    const reply = await account.send('POST', `${deals}/batch/create`, { inputs });

    expect(reply.status).toBe(207);
    expect(results(reply)).toMatchObject([{ objectWriteTraceId: 'a', properties: { dealname: 'good' } }]);
    expect(reply.body['errors']).toMatchObject([
      { category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['b'] } },
    ]);
  });

  test('takes a hundred inputs and no id twice', async () => {
    const account = await openAccount();
    const [id = ''] = await someIds(account, 1);

    const many = await account.send('POST', `${deals}/batch/create`, {
      inputs: Array.from({ length: 101 }, () => good),
    });
    const twice = await account.send('POST', `${deals}/batch/update`, {
      inputs: [
        { id, ...good },
        { id, ...good },
      ],
    });

    expect(many.status).toBe(400);
    expect(twice.body['message']).toBe('Duplicate IDs found in batch input');
  });

  test('of upserts says which deals are new', async () => {
    const account = await openAccount();

    const reply = await account.send('POST', `${deals}/batch/upsert`, {
      inputs: [upsert('ERP-0000001'), upsert('ERP-NEW')],
    });
    const again = await account.send('POST', `${deals}/batch/upsert`, { inputs: [upsert('ERP-NEW')] });

    const made = results(reply).filter((deal) => deal['new'] === true);
    expect(made).toMatchObject([{ properties: { erp_reference: 'ERP-NEW' } }]);
    expect(results(reply)).toContainEqual(expect.objectContaining({ new: false }));
    expect(results(again)).toMatchObject([{ id: made[0]?.['id'], new: false }]);
  });
});
