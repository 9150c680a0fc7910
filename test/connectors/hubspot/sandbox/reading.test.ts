import { describe, expect, test } from 'vitest';
import {
  ids,
  listAll,
  nextAfter,
  objectIn,
  openAccount,
  properties,
  results,
  start,
} from '../sandbox-client.ts';

const deals = '/crm/v3/objects/deals';

describe('paths', () => {
  test.each([
    '/crm/v3/objects/deals',
    '/crm/v3/objects/0-3',
    '/crm/v3/objects/deals/',
    '/crm/objects/2025-09/deals',
    '/crm/objects/2026-03/0-3',
    '/crm/objects/2026-09/deals',
  ])('%s lists the same deals', async (path) => {
    const account = await openAccount();

    const [reply, reference] = [await account.get(`${path}?limit=5`), await account.get(`${deals}?limit=5`)];

    expect(reply.status).toBe(200);
    expect(results(reply)).toEqual(results(reference));
  });

  test('an unknown kind of object is refused, an unknown version is not found', async () => {
    const account = await openAccount();

    expect(await account.get('/crm/v3/objects/widgets')).toMatchObject({
      status: 400,
      body: { message: 'Unable to infer object type from: widgets' },
    });
    expect((await account.get('/crm/objects/2031-03/deals')).status).toBe(404);
  });

  test.each(['contacts', 'companies', 'leads'])('%s can be listed and read in batches', async (type) => {
    const account = await openAccount();

    const listed = await account.get(`/crm/objects/2026-09/${type}?limit=3`);
    const read = await account.send('POST', `/crm/v3/objects/${type}/batch/read`, {
      inputs: ids(listed).map((id) => ({ id })),
      properties: ['name', 'firstname', 'hs_createdate'],
    });

    expect(ids(listed)).toHaveLength(3);
    expect([...ids(read)].toSorted()).toEqual([...ids(listed)].toSorted());
    expect(properties(read)['hs_createdate']).toMatch(/^20/);
  });
});

describe('properties', () => {
  test('may be separated by commas or repeated; unknown ones are ignored, unset ones are null', async () => {
    const account = await openAccount();

    const commas = await account.get(`${deals}?limit=50&properties=dealname,amount,no_such_thing`);
    const repeated = await account.get(
      `${deals}?limit=50&properties=dealname&properties=amount&properties=no_such_thing`,
    );

    expect(results(commas)).toEqual(results(repeated));
    expect(Object.keys(properties(commas))).toEqual([
      'amount',
      'createdate',
      'dealname',
      'hs_lastmodifieddate',
      'hs_object_id',
    ]);
    expect(results(commas).some((deal) => objectIn(deal, 'properties')['amount'] === null)).toBe(true);
  });

  test('default to a set of eight', async () => {
    const account = await openAccount();

    expect(Object.keys(properties(await account.get(`${deals}?limit=1`)))).toEqual([
      'amount',
      'closedate',
      'createdate',
      'dealname',
      'dealstage',
      'hs_lastmodifieddate',
      'hs_object_id',
      'pipeline',
    ]);
  });

  test('carry texts or null only, calculated ones with every digit of a double', async () => {
    const account = await openAccount({ deals: 400 });
    const names = 'amount,hs_deal_stage_probability,hs_projected_amount,amount_in_home_currency,hs_is_closed';

    const all = await listAll(account, `${deals}?limit=100&properties=${names}`);

    const values = all.map((deal) => objectIn(deal, 'properties'));
    const qualified = values.map((one) => one['hs_deal_stage_probability']);
    expect(
      values
        .flatMap((one) => Object.values(one))
        .every((value) => value === null || typeof value === 'string'),
    ).toBe(true);
    expect(qualified).toContain('0.40000000000000002220446049250313080847263336181640625');
    expect(values.some((one) => /^\d+\.\d{40,}$/.test(String(one['hs_projected_amount'])))).toBe(true);
  });

  test('come with and without milliseconds, and empty after somebody cleared them', async () => {
    const account = await openAccount({ deals: 300 });
    const [id = ''] = ids(await account.get(`${deals}?limit=1`));

    await account.send('PATCH', `${deals}/${id}`, { properties: { description: '' } });

    const times = (await listAll(account, `${deals}?limit=100&properties=closedate,createdate`)).flatMap(
      (deal) => Object.values(objectIn(deal, 'properties')).filter((value) => String(value).includes('T')),
    );
    expect(times.some((text) => /:\d\dZ$/.test(String(text)))).toBe(true);
    expect(times.some((text) => /\.\d{3}Z$/.test(String(text)))).toBe(true);
    expect(properties(await account.get(`${deals}/${id}?properties=description`))['description']).toBe('');
  });

  test('of a deal without a stage are the ones HubSpot leaves', async () => {
    const account = await openAccount({ deals: 400 });
    const names =
      'dealstage,pipeline,hs_is_closed,hs_is_closed_won,hs_deal_stage_probability,hs_projected_amount';

    const all = await listAll(account, `${deals}?limit=100&properties=${names}`);

    expect(
      all.map((deal) => objectIn(deal, 'properties')).find((one) => one['dealstage'] === null),
    ).toMatchObject({
      pipeline: null,
      hs_is_closed: null,
      hs_is_closed_won: 'false',
      hs_deal_stage_probability: null,
      hs_projected_amount: '0',
    });
  });

  test('have a history, newest first', async () => {
    const account = await openAccount();
    const created = await account.send('POST', deals, {
      properties: { dealname: 'a', dealstage: 'contractsent', pipeline: 'default' },
    });
    const id = String(created.body['id']);
    await account.sandbox.control.advanceClock(1000);

    await account.send('PATCH', `${deals}/${id}`, { properties: { dealstage: 'closedwon' } });

    const history = objectIn(
      (await account.get(`${deals}/${id}?propertiesWithHistory=dealstage`)).body,
      'propertiesWithHistory',
    );
    expect(history['dealstage']).toMatchObject([
      { value: 'closedwon', sourceType: 'INTEGRATION' },
      { value: 'contractsent', sourceType: 'INTEGRATION' },
    ]);
  });
});

describe('a list', () => {
  test('goes on at the id of the next record and visits every living deal once, in order of ids', async () => {
    const account = await openAccount({ deals: 230 });

    const first = await account.get(`${deals}?limit=100`);
    const all = (await listAll(account, `${deals}?limit=100`)).map((deal) => Number(deal['id']));

    const second = await account.get(`${deals}?limit=100&after=${nextAfter(first.body)}`);
    expect(nextAfter(first.body)).toBe(ids(second)[0]);
    expect(all).toEqual(all.toSorted((a, b) => a - b));
    expect(all.map(String)).toEqual(await account.sandbox.control.ids());
  });

  test('points its link at the public host', async () => {
    const account = await openAccount();

    expect((await account.get(`${deals}?limit=1`)).text).toContain(
      'https://api.hubapi.com/crm/v3/objects/deals?',
    );
  });

  test.each([
    ['limit=101', 400],
    ['limit=0', 400],
    ['limit=51&propertiesWithHistory=dealstage', 400],
    ['limit=50&propertiesWithHistory=dealstage', 200],
    ['after=200', 400],
    ['after=opaque', 400],
  ])('answers %s with %i', async (query, status) => {
    const account = await openAccount();

    expect((await account.get(`${deals}?${query}`)).status).toBe(status);
  });

  test('shows only archived deals on demand, with when they were archived', async () => {
    const account = await openAccount({ deals: 300 });

    const archived = await listAll(account, `${deals}?limit=100&archived=true`);
    const live = await listAll(account, `${deals}?limit=100`);

    expect(archived.length).toBeGreaterThan(0);
    expect(archived.every((deal) => deal['archived'] === true && String(deal['archivedAt']) <= start)).toBe(
      true,
    );
    expect(live.some((deal) => deal['archived'] === true)).toBe(false);
  });

  test('forgets archived deals after ninety days', async () => {
    const account = await openAccount({ deals: 300 });

    await account.sandbox.control.advanceClock(91 * 86_400_000);

    expect(await listAll(account, `${deals}?limit=100&archived=true`)).toEqual([]);
  });
});

describe('a batch read', () => {
  test('reports what it does not find beside what it does, in an order of its own', async () => {
    const account = await openAccount();
    const found = ids(await account.get(`${deals}?limit=4`));

    const reply = await account.send('POST', `${deals}/batch/read`, {
      inputs: [...found, '1', '2'].map((id) => ({ id })),
      properties: ['dealname'],
    });

    expect(reply.status).toBe(207);
    expect(ids(reply)).not.toEqual(found);
    expect([...ids(reply)].toSorted()).toEqual([...found].toSorted());
    expect(reply.body).toMatchObject({
      numErrors: 1,
      errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['1', '2'] } }],
    });
  });

  test('takes a hundred ids, fifty with history, and none twice', async () => {
    const account = await openAccount();
    const read = async (count: number, more: object = {}): Promise<number> => {
      const inputs = Array.from({ length: count }, (_, index) => ({ id: String(index) }));
      return (await account.send('POST', `${deals}/batch/read`, { inputs, ...more })).status;
    };

    expect([await read(100), await read(101)]).toEqual([207, 400]);
    expect(await read(51, { propertiesWithHistory: ['dealstage'] })).toBe(400);
    expect(
      await account.send('POST', `${deals}/batch/read`, { inputs: [{ id: '7' }, { id: '7' }] }),
    ).toMatchObject({ status: 400, body: { message: 'Duplicate IDs found in batch input' } });
  });

  test('finds by a unique property', async () => {
    const account = await openAccount();

    const reply = await account.send('POST', `${deals}/batch/read`, {
      inputs: [{ id: 'ERP-0000003' }],
      idProperty: 'erp_reference',
      properties: ['erp_reference'],
    });

    expect(properties(reply)['erp_reference']).toBe('ERP-0000003');
  });
});

describe('a single deal', () => {
  test('is not found when it is unknown, or archived and not asked for so', async () => {
    const account = await openAccount();
    const [id = ''] = ids(await account.get(`${deals}?limit=1`));

    await account.send('DELETE', `${deals}/${id}`);

    expect(await account.get(`${deals}/5`)).toMatchObject({
      status: 404,
      body: { status: 'error', message: 'resource not found', category: 'OBJECT_NOT_FOUND' },
    });
    expect((await account.get(`${deals}/${id}`)).status).toBe(404);
    expect((await account.get(`${deals}/${id}?archived=true`)).body).toMatchObject({ id, archived: true });
  });

  test('answers under the id of the deal it was merged into before', async () => {
    const account = await openAccount({ deals: 400 });
    const all = await listAll(account, `${deals}?limit=100&properties=hs_merged_object_ids`);
    const survivor = all.find((deal) => objectIn(deal, 'properties')['hs_merged_object_ids'] !== null);
    const [gone = ''] = String(objectIn(survivor, 'properties')['hs_merged_object_ids']).split(';');

    const reply = await account.get(`${deals}/${gone}`);

    expect(reply.status).toBe(200);
    expect(reply.body['id']).toBe(survivor?.['id']);
  });
});

test('the same seed gives the same account', async () => {
  const [one, other, third] = [await openAccount(), await openAccount(), await openAccount({ seed: 2 })];
  const path = `${deals}?limit=100&associations=contacts,companies&properties=dealname,amount,needs_regions`;

  const first = results(await one.get(path));

  expect(results(await other.get(path))).toEqual(first);
  expect(results(await third.get(path))).not.toEqual(first);
});
