import { describe, expect, test } from 'vitest';
import {
  ids,
  listAll,
  openAccount,
  properties,
  results,
  type Reply,
  type SandboxClient,
} from '../sandbox-client.ts';

const objects = '/crm/v3/objects';

async function make(account: SandboxClient, kind: string, values: Record<string, string>): Promise<Reply> {
  const made = await account.send('POST', `${objects}/${kind}`, { properties: values });
  expect(made.status).toBe(201);
  return made;
}

async function madeId(account: SandboxClient, kind: string, values: Record<string, string>): Promise<string> {
  return String((await make(account, kind, values)).body['id']);
}

describe.each([
  ['contacts', { firstname: 'Ada', email: 'ada@kites.example' }, 'jobtitle', 'Engineer'],
  ['companies', { name: 'Kites Ltd', domain: 'kites.example' }, 'city', 'Leeds'],
])('%s', (kind, values, other, text) => {
  test('are made, read, listed, found, changed and archived', async () => {
    const account = await openAccount();
    const before = (await listAll(account, `${objects}/${kind}?limit=100`)).length;

    const made = await account.send('POST', `/crm/objects/2026-09/${kind}`, { properties: values });
    const one = `${objects}/${kind}/${String(made.body['id'])}`;
    const changed = await account.send('PATCH', one, { properties: { [other]: text } });
    const read = await account.get(`${one}?properties=${other},${Object.keys(values).join(',')}`);
    const [name = '', value = ''] = Object.entries(values)[0] ?? [];
    const found = await account.send('POST', `${objects}/${kind}/search`, {
      filterGroups: [{ filters: [{ propertyName: name, operator: 'EQ', value }] }],
    });

    expect(made).toMatchObject({ status: 201, body: { properties: values, archived: false } });
    expect(changed).toMatchObject({ status: 200, body: { properties: { [other]: text } } });
    expect(properties(read)).toMatchObject({ ...values, [other]: text });
    expect(Date.parse(String(read.body['updatedAt']))).toBeGreaterThanOrEqual(
      Date.parse(String(read.body['createdAt'])),
    );
    expect(ids(found)).toEqual([made.body['id']]);
    expect(await listAll(account, `${objects}/${kind}?limit=100`)).toHaveLength(before + 1);
    expect((await account.send('DELETE', one)).status).toBe(204);
    expect((await account.get(one)).status).toBe(404);
    expect((await account.get(`${one}?archived=true`)).body).toMatchObject({ archived: true });
    expect(ids(await account.get(`${objects}/${kind}?archived=true`))).toEqual([made.body['id']]);
    expect(await listAll(account, `${objects}/${kind}?limit=100`)).toHaveLength(before);
    expect((await account.send('PATCH', one, { properties: values })).status).toBe(404);
  });

  test('of the start keep what nobody changed, and tell their history', async () => {
    const account = await openAccount();
    const [id = ''] = ids(await account.get(`${objects}/${kind}?limit=1`));
    const [name = ''] = Object.keys(values);
    const names = Object.keys(values).join(',');
    const before = properties(await account.get(`${objects}/${kind}/${id}?properties=${names}`));

    await account.send('PATCH', `${objects}/${kind}/${id}`, { properties: { [name]: 'New' } });

    const after = await account.get(
      `${objects}/${kind}/${id}?properties=${names}&propertiesWithHistory=${name}`,
    );
    expect(properties(after)).toEqual({
      ...before,
      [name]: 'New',
      ...(kind === 'contacts'
        ? { lastmodifieddate: expect.any(String) }
        : { hs_lastmodifieddate: expect.any(String) }),
    });
    expect(after.body).toMatchObject({
      propertiesWithHistory: { [name]: [{ value: 'New' }, { value: before[name] }] },
    });
  });

  test('are refused with an unknown property, and with one that is read only', async () => {
    const account = await openAccount();
    const write = (name: string): Promise<Reply> =>
      account.send('POST', `${objects}/${kind}`, { properties: { [name]: '1' } });

    expect(await write('kolor')).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'PROPERTY_DOESNT_EXIST', context: { propertyName: ['kolor'] } }] },
    });
    expect(await write('hs_object_id')).toMatchObject({ body: { errors: [{ code: 'READ_ONLY_VALUE' }] } });
  });

  test('are made, read, changed and archived in batches', async () => {
    const account = await openAccount();
    const batch = (what: string, inputs: readonly unknown[]): Promise<Reply> =>
      account.send('POST', `${objects}/${kind}/batch/${what}`, { inputs, properties: [other] });

    const made = await batch('create', [{ properties: { [other]: 'a' } }, { properties: { [other]: 'b' } }]);
    const inputs = ids(made).map((id) => ({ id }));
    const changed = await batch(
      'update',
      inputs.map(({ id }) => ({ id, properties: { [other]: text } })),
    );
    const read = await batch('read', inputs);
    const archived = await batch('archive', inputs);

    expect(made.status).toBe(201);
    expect(changed.status).toBe(200);
    expect(results(read).map((one) => one['properties'])).toMatchObject([
      { [other]: text },
      { [other]: text },
    ]);
    expect(archived.status).toBe(204);
    expect(await batch('read', inputs)).toMatchObject({ status: 207, body: { results: [] } });
  });

  test('can be linked with deals, and are gone from them once archived', async () => {
    const account = await openAccount();
    const id = await madeId(account, kind, values);
    const deal = await madeId(account, 'deals', { dealname: 'Kites' });
    const linked = `/crm/v4/objects/deals/${deal}/associations`;

    expect((await account.send('PUT', `${linked}/default/${kind}/${id}`)).status).toBe(200);
    expect(results(await account.get(`${linked}/${kind}`))).toMatchObject([{ toObjectId: Number(id) }]);
    await account.send('DELETE', `${objects}/${kind}/${id}`);

    expect(results(await account.get(`${linked}/${kind}`))).toEqual([]);
    expect(
      properties(await account.get(`${objects}/deals/${deal}?properties=num_associated_contacts`)),
    ).toMatchObject({ num_associated_contacts: '0' });
  });

  test('need the scope that writes them', async () => {
    const account = await openAccount({ faults: [`without-scope=crm.objects.${kind}.write`] });

    expect((await account.send('POST', `${objects}/${kind}`, { properties: values })).status).toBe(403);
  });
});

describe('contacts', () => {
  test('have an e-mail address of their own, in any case of letters', async () => {
    const account = await openAccount();
    const first = results(await account.get(`${objects}/contacts?limit=1`))[0];
    const known = String(
      (await account.get(`${objects}/contacts/${String(first?.['id'])}?properties=email`)).body['id'],
    );
    const email = String(properties(await account.get(`${objects}/contacts/${known}`))['email']);
    const made = await madeId(account, 'contacts', { email: 'ada@kites.example' });

    for (const [address, holder] of [
      [email.toUpperCase(), known],
      ['Ada@Kites.example', made],
    ])
      expect(
        await account.send('POST', `${objects}/contacts`, { properties: { email: address } }),
      ).toMatchObject({
        status: 409,
        body: { category: 'CONFLICT', message: `Contact already exists. Existing ID: ${holder}` },
      });
    await account.send('DELETE', `${objects}/contacts/${made}`);
    await make(account, 'contacts', { email: 'ada@kites.example' });
  });

  test('are named by their e-mail address, and upserted by it', async () => {
    const account = await openAccount();
    const upsert = (firstname: string): Promise<Reply> =>
      account.send('POST', `${objects}/contacts/batch/upsert`, {
        inputs: [{ id: 'ada@kites.example', idProperty: 'email', properties: { firstname } }],
      });

    expect(await upsert('Ada')).toMatchObject({ body: { results: [{ new: true }] } });
    expect(await upsert('Ada Maria')).toMatchObject({ body: { results: [{ new: false }] } });
    expect(
      properties(await account.get(`${objects}/contacts/ada@kites.example?idProperty=email`)),
    ).toMatchObject({ firstname: 'Ada Maria' });
  });

  test('are made with links to deals', async () => {
    const account = await openAccount();
    const deal = await madeId(account, 'deals', { dealname: 'Kites' });
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 4 }];
    const create = (id: string): Promise<Reply> =>
      account.send('POST', `${objects}/contacts`, {
        properties: { firstname: 'Ada' },
        associations: [{ to: { id }, types }],
      });

    const made = await create(deal);

    expect(results(await account.get(`/crm/v4/objects/deals/${deal}/associations/contacts`))).toMatchObject([
      { toObjectId: Number(made.body['id']), associationTypes: [{ typeId: 3 }] },
    ]);
    expect(await create('7')).toMatchObject({ status: 400, body: { category: 'VALIDATION_ERROR' } });
  });

  test('may have properties of the account’s own', async () => {
    const account = await openAccount();
    await account.send('POST', '/crm/v3/properties/contacts', {
      name: 'kite_size',
      label: 'Size',
      type: 'number',
      fieldType: 'number',
      groupName: 'contactinformation',
    });

    expect(properties(await make(account, 'contacts', { kite_size: '4' }))).toMatchObject({ kite_size: '4' });
  });
});

test('a company that was renamed by hand after a write has the newer name', async () => {
  const account = await openAccount();
  const id = await madeId(account, 'companies', { name: 'Kites Ltd' });

  await account.sandbox.control.rename('companies', id, 'Kites plc');

  expect(properties(await account.get(`${objects}/companies/${id}`))).toMatchObject({ name: 'Kites plc' });
});

test('leads are still only read', async () => {
  const account = await openAccount();

  expect((await account.send('POST', `${objects}/leads`, { properties: {} })).status).toBe(403);
});
