import { describe, expect, test } from 'vitest';
import { ids, openAccount, properties, results, type SandboxClient, type Wire } from '../sandbox-client.ts';

const definitions = '/crm/v3/properties/deals';
const deals = '/crm/v3/objects/deals';

const colour = {
  name: 'kite_colour',
  label: 'Colour of the kite',
  type: 'enumeration',
  fieldType: 'select',
  groupName: 'dealinformation',
  options: [
    { label: 'Red', value: 'red', displayOrder: 0, hidden: false },
    { label: 'Blue', value: 'blue', displayOrder: 1, hidden: true, description: 'of the sky' },
  ],
};
const key = {
  name: 'kite_key',
  label: 'Key',
  type: 'string',
  fieldType: 'text',
  groupName: 'our_fields',
  hasUniqueValue: true,
};

async function make(account: SandboxClient, definition: Wire): Promise<void> {
  expect(await account.send('POST', definitions, definition)).toMatchObject({ status: 201 });
}

async function search(account: SandboxClient, filter: Wire): Promise<readonly string[]> {
  return ids(await account.send('POST', `${deals}/search`, { filterGroups: [{ filters: [filter] }] }));
}

describe('a property that was made', () => {
  test('is told as it was sent, with what HubSpot adds', async () => {
    const account = await openAccount();

    const made = await account.send('POST', '/crm/properties/2026-09/deals', colour);

    expect(made).toMatchObject({
      status: 201,
      body: {
        name: 'kite_colour',
        label: 'Colour of the kite',
        groupName: 'dealinformation',
        options: colour.options,
        displayOrder: -1,
        hasUniqueValue: false,
        archived: false,
        createdAt: expect.stringMatching('^2026-11-22T10:'),
        modificationMetadata: { archivable: true, readOnlyDefinition: false, readOnlyValue: false },
      },
    });
    expect(made.body).not.toHaveProperty('hubspotDefined');
    expect((await account.get(`${definitions}/kite_colour`)).body).toEqual(made.body);
    expect(results(await account.get(definitions)).map(({ name }) => name)).toContain('kite_colour');
  });

  test('is written, checked, read and searched at once', async () => {
    const account = await openAccount();
    await make(account, colour);

    const made = await account.send('POST', deals, { properties: { dealname: 'K', kite_colour: 'blue' } });
    const id = String(made.body['id']);
    const wrong = await account.send('PATCH', `${deals}/${id}`, { properties: { kite_colour: 'green' } });

    expect(properties(made)).toMatchObject({ kite_colour: 'blue' });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ code: 'INVALID_OPTION' }] } });
    expect(properties(await account.get(`${deals}/${id}?properties=kite_colour`))).toMatchObject({
      kite_colour: 'blue',
    });
    expect(await search(account, { propertyName: 'kite_colour', operator: 'EQ', value: 'blue' })).toEqual([
      id,
    ]);
    const truth = await account.sandbox.control.truth(id);
    expect(truth).toMatchObject({ properties: { kite_colour: 'blue' } });
  });

  test('names one deal where its values are unique', async () => {
    const account = await openAccount();
    await make(account, key);
    const upsert = (amount: string): Promise<unknown> =>
      account.send('POST', `${deals}/batch/upsert`, {
        inputs: [{ id: 'K-1', idProperty: 'kite_key', properties: { amount } }],
      });

    expect(await upsert('1')).toMatchObject({ body: { results: [{ new: true }] } });
    expect(await upsert('2')).toMatchObject({ body: { results: [{ new: false }] } });
    expect(properties(await account.get(`${deals}/K-1?idProperty=kite_key`))).toMatchObject({ amount: '2' });
    expect(
      await account.send('POST', deals, { properties: { dealname: 'x', kite_key: 'K-1' } }),
    ).toMatchObject({
      status: 400,
      body: {
        errors: [{ code: 'CONFLICTING_UNIQUE_VALUE', context: { propertyName: ['kite_key'] } }],
      },
    });
    const twice = [1, 2].map(() => ({ properties: { dealname: 'x', kite_key: 'K-2' } }));
    expect(await account.send('POST', `${deals}/batch/create`, { inputs: twice })).toMatchObject({
      status: 409,
    });
  });

  test.each([
    ['number', 'number', '1.50', 'one', 'INVALID_NUMERIC'],
    ['date', 'date', '2026-12-31', '2026-12-31T09:00:00Z', 'INVALID_DATE'],
    ['datetime', 'date', '2026-12-31T09:00:00Z', 'tomorrow', 'INVALID_DATE'],
  ])('of type %s takes its values only', async (type, fieldType, right, wrong, code) => {
    const account = await openAccount();
    await make(account, { ...key, hasUniqueValue: false, type, fieldType });
    const write = (value: string): ReturnType<SandboxClient['send']> =>
      account.send('POST', deals, { properties: { dealname: 'x', kite_key: value } });

    expect(properties(await write(right))).toMatchObject({ kite_key: right });
    expect(await write(wrong)).toMatchObject({ status: 400, body: { errors: [{ code }] } });
  });
});

describe('a definition is refused', () => {
  test('where its name is taken', async () => {
    const account = await openAccount();
    await make(account, colour);

    expect(await account.send('POST', definitions, { ...colour, label: 'Other' })).toMatchObject({
      status: 409,
      body: { category: 'OBJECT_ALREADY_EXISTS', subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS' },
    });
    expect((await account.get(`${definitions}/kite_colour`)).body['label']).toBe(colour.label);
  });

  test.each<[string, Wire]>([
    ['a name in capitals', { name: 'Kite' }],
    ['a name that begins with a digit', { name: '1kite' }],
    ['a name of a hundred letters', { name: 'k'.repeat(100) }],
    ['no label', { label: undefined }],
    ['an unknown type', { type: 'colour' }],
    ['a field type of another type', { fieldType: 'number' }],
    ['a group that does not exist', { groupName: 'nowhere' }],
    ['no options', { options: [] }],
    ['an option without a value', { options: [{ label: 'Red' }] }],
    ['the same option twice', { options: [colour.options[0], colour.options[0]] }],
    ['a boolean without true and false', { type: 'bool', fieldType: 'booleancheckbox' }],
    ['external options beside its own', { externalOptions: true, referencedObjectType: 'OWNER' }],
    ['a flag that is none', { hidden: 'perhaps' }],
  ])('with %s', async (_, change) => {
    const account = await openAccount();

    const refused = await account.send('POST', definitions, { ...colour, ...change });

    expect(refused).toMatchObject({ status: 400, body: { status: 'error' } });
    expect((await account.get(`${definitions}/kite_colour`)).status).toBe(404);
  });

  test('that would be calculated, or is sensitive', async () => {
    const account = await openAccount();
    const formula = {
      ...key,
      type: 'number',
      fieldType: 'calculation_equation',
      calculationFormula: 'amount',
    };

    expect((await account.send('POST', definitions, formula)).status).toBe(403);
    expect((await account.send('POST', definitions, { ...key, dataSensitivity: 'sensitive' })).status).toBe(
      403,
    );
  });

  test('beyond ten unique properties', async () => {
    const account = await openAccount();
    // The account has one of its own.
    for (let count = 2; count <= 10; count += 1) await make(account, { ...key, name: `key_${count}` });

    expect((await account.send('POST', definitions, key)).status).toBe(400);
  });

  test('without the scope', async () => {
    const account = await openAccount({ faults: ['without-scope=crm.schemas.deals.write'] });

    expect(await account.send('POST', definitions, key)).toMatchObject({
      status: 403,
      body: { errors: [{ context: { requiredGranularScopes: ['crm.schemas.deals.write'] } }] },
    });
  });
});

describe('an edit of a definition', () => {
  test('replaces the options it names, and keeps what it leaves out', async () => {
    const account = await openAccount();
    await make(account, colour);
    const green = [{ label: 'Green', value: 'green', displayOrder: 0, hidden: false }];

    const relabelled = await account.send('PATCH', `${definitions}/kite_colour`, { label: 'Tint' });
    const replaced = await account.send('PATCH', `${definitions}/kite_colour`, { options: green });

    expect(relabelled).toMatchObject({ status: 200, body: { label: 'Tint', options: colour.options } });
    expect(replaced).toMatchObject({ status: 200, body: { label: 'Tint', options: green } });
  });

  test('does not make values unique, and says nothing of it', async () => {
    const account = await openAccount();
    await make(account, { ...key, hasUniqueValue: false });

    expect(await account.send('PATCH', `${definitions}/kite_key`, { hasUniqueValue: true })).toMatchObject({
      status: 200,
      body: { hasUniqueValue: false },
    });
  });

  test('of the type shows in searches that were asked before', async () => {
    const account = await openAccount();
    await make(account, { ...key, hasUniqueValue: false });
    const made = await account.send('POST', deals, { properties: { dealname: 'x', kite_key: '9' } });
    const above = { propertyName: 'kite_key', operator: 'GT', value: '10' };

    expect(await search(account, above)).toEqual([made.body['id']]);
    await account.send('PATCH', `${definitions}/kite_key`, { type: 'number', fieldType: 'number' });
    expect(await search(account, above)).toEqual([]);
  });

  test('is refused for one of HubSpot’s own, and for one that is not there', async () => {
    const account = await openAccount();

    expect((await account.send('PATCH', `${definitions}/amount`, { label: 'x' })).status).toBe(400);
    expect((await account.send('PATCH', `${definitions}/kite_key`, { label: 'x' })).status).toBe(404);
    expect((await account.send('DELETE', `${definitions}/amount`)).status).toBe(400);
  });
});

describe('an archived property', () => {
  test('is gone from writes, reads and searches, and shown to who asks for archived ones', async () => {
    const account = await openAccount();
    await make(account, key);
    const made = await account.send('POST', deals, { properties: { dealname: 'x', kite_key: 'K' } });

    expect((await account.send('DELETE', `${definitions}/kite_key`)).status).toBe(204);

    expect((await account.send('DELETE', `${definitions}/kite_key`)).status).toBe(404);
    expect((await account.get(`${definitions}/kite_key`)).status).toBe(404);
    expect(await account.get(`${definitions}/kite_key?archived=true`)).toMatchObject({
      status: 200,
      body: { archived: true, archivedAt: expect.stringMatching('^2026-11-22T10:') },
    });
    expect(results(await account.get(`${definitions}?archived=true`)).map(({ name }) => name)).toEqual([
      'kite_key',
    ]);
    const one = `${deals}/${String(made.body['id'])}`;
    expect(properties(await account.get(`${one}?properties=kite_key`))).not.toHaveProperty('kite_key');
    expect(await account.send('PATCH', one, { properties: { kite_key: 'L' } })).toMatchObject({
      body: { errors: [{ code: 'PROPERTY_DOESNT_EXIST' }] },
    });
  });

  test('comes back with its values where its name is made again', async () => {
    const account = await openAccount();
    await make(account, key);
    const made = await account.send('POST', deals, { properties: { dealname: 'x', kite_key: 'K' } });
    await account.send('DELETE', `${definitions}/kite_key`);
    await account.sandbox.control.advanceClock(86_400_000);

    const again = await account.send('POST', definitions, { ...key, label: 'Key again' });

    expect(again).toMatchObject({
      status: 201,
      body: { label: 'Key again', archived: false, createdAt: expect.stringMatching('^2026-11-22T10:') },
    });
    expect((await account.get(`${deals}/K?idProperty=kite_key`)).body['id']).toBe(made.body['id']);
  });
});

describe('batches and groups of properties', () => {
  test('what can be made of a batch is made, and the rest is reported', async () => {
    const account = await openAccount();

    const made = await account.send('POST', `${definitions}/batch/create`, {
      inputs: [key, { ...colour, name: 'amount' }],
    });

    expect(made).toMatchObject({
      status: 207,
      body: {
        numErrors: 1,
        results: [{ name: 'kite_key' }],
        errors: [{ category: 'OBJECT_ALREADY_EXISTS', context: { name: ['amount'] } }],
      },
    });
    const archived = await account.send('POST', `${definitions}/batch/archive`, {
      inputs: [{ name: 'kite_key' }, { name: 'unknown' }],
    });
    expect(archived.status).toBe(204);
    expect((await account.get(`${definitions}/kite_key`)).status).toBe(404);
  });

  test('a group is made, named anew, and archived once nothing is in it', async () => {
    const account = await openAccount();
    const group = `${definitions}/groups/kites`;

    expect(
      await account.send('POST', `${definitions}/groups`, { name: 'kites', label: 'Kites' }),
    ).toMatchObject({
      status: 201,
      body: { name: 'kites', label: 'Kites', displayOrder: -1, archived: false },
    });
    expect((await account.send('POST', `${definitions}/groups`, { name: 'kites', label: 'x' })).status).toBe(
      409,
    );
    expect((await account.send('PATCH', group, { label: 'All kites' })).body['label']).toBe('All kites');
    await make(account, { ...key, groupName: 'kites' });

    const refused = await account.send('DELETE', group);
    await account.send('DELETE', `${definitions}/kite_key`);

    expect(refused.status).toBe(400);
    expect(String(refused.body['message'])).toContain('PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES');
    expect((await account.send('DELETE', group)).status).toBe(204);
    expect((await account.get(group)).status).toBe(404);
  });
});
