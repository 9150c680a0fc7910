import { describe, expect, test } from 'vitest';
import { ids, listIn, openAccount, properties, type Reply, type SandboxClient } from '../sandbox-client.ts';

const deals = '/crm/objects/2026-09/deals';
const older = '/crm/v3/objects/deals';

function create(account: SandboxClient, given: object, path: string): Promise<Reply> {
  return account.send('POST', path, { properties: given });
}

function codes(reply: Reply): readonly unknown[] {
  return listIn(reply.body, 'errors').map((error) => error['code']);
}

function problems(reply: Reply): readonly unknown[] {
  return listIn(reply.body, 'errors').map(({ code, context }) => ({ code, context }));
}

describe('the form people create deals with', () => {
  test('asks for a name, of the version that enforces it alone', async () => {
    const account = await openAccount();
    const nameless = { properties: { amount: '5' } };

    const refused = await account.send('POST', deals, nameless);
    const blank = await account.send('POST', deals, { properties: { dealname: '' } });

    expect([refused.status, blank.status]).toEqual([400, 400]);
    expect(problems(refused)).toEqual([
      { code: 'MISSING_REQUIRED_PROPERTY', context: { propertyName: ['dealname'] } },
    ]);
    for (const path of ['/crm/objects/2026-03/deals', '/crm/v3/objects/0-3'])
      expect((await account.send('POST', path, nameless)).status).toBe(201);
  });

  test('is no rule for updates', async () => {
    const account = await openAccount();
    const [id] = await account.sandbox.control.ids();

    const reply = await account.send('PATCH', `${deals}/${id}`, { properties: { dealname: '' } });

    expect(reply.status).toBe(200);
    expect(properties(await account.get(`${deals}/${id}?properties=dealname`))['dealname']).toBe('');
  });
});

describe('pipeline and stage', () => {
  test('do not part: a pipeline alone is refused for a deal in a stage of another one', async () => {
    const account = await openAccount();
    const created = await account.send('POST', deals, {
      properties: { dealname: 'x', dealstage: 'contractsent' },
    });
    const deal = `${deals}/${String(created.body['id'])}`;

    const alone = await account.send('PATCH', deal, { properties: { pipeline: '77120045' } });
    const same = await account.send('PATCH', deal, { properties: { pipeline: 'default' } });
    const both = await account.send('PATCH', deal, {
      properties: { pipeline: '77120045', dealstage: '190277428' },
    });

    expect([alone.status, same.status, both.status]).toEqual([400, 200, 200]);
    expect(problems(alone)).toEqual([{ code: 'INVALID_OPTION', context: { propertyName: ['dealstage'] } }]);
  });

  test('of a deal whose stage was deleted may be set, and other fields of it too', async () => {
    const account = await openAccount();
    const [id = ''] = await account.sandbox.control.ids();
    await account.sandbox.control.edit(id, { dealstage: 'gone_stage_1' });

    const renamed = await account.send('PATCH', `${deals}/${id}`, { properties: { dealname: 'y' } });
    const moved = await account.send('PATCH', `${deals}/${id}`, {
      properties: { pipeline: 'default', dealstage: 'contractsent' },
    });

    expect([renamed.status, moved.status]).toEqual([200, 200]);
  });
});

describe('a deal that is won', () => {
  test('needs a close date, by 2026-09 and by no version before', async () => {
    const account = await openAccount();
    const won = { dealname: 'x', dealstage: 'closedwon', pipeline: 'default' };

    const refused = await create(account, won, deals);

    expect(codes(refused)).toEqual(['MISSING_REQUIRED_PROPERTY']);
    expect((await create(account, won, '/crm/objects/2026-03/deals')).status).toBe(201);
    expect((await create(account, won, older)).status).toBe(201);
    expect((await create(account, { ...won, closedate: '2026-11-22' }, deals)).status).toBe(201);
  });
});

test('an account may ask for no property at all', async () => {
  const account = await openAccount();
  account.sandbox.control.fault('no-required-properties');
  const won = { dealstage: 'closedwon', pipeline: 'default' };

  expect((await create(account, won, deals)).status).toBe(201);
  account.sandbox.control.clearFaults();
  expect(codes(await create(account, won, deals))).toEqual(['MISSING_REQUIRED_PROPERTY']);
});

describe('what HubSpot works out', () => {
  test('of a stage goes with the stage, and of an owner comes with the owner', async () => {
    const account = await openAccount();
    const owners = ids(await account.get('/crm/owners/2026-09'));
    const { body } = await create(account, { dealstage: 'contractsent', hubspot_owner_id: owners[0] }, older);
    const deal = `${older}/${String(body['id'])}`;
    const read = async (): Promise<unknown> =>
      properties(
        await account.get(
          `${deal}?properties=hs_is_closed,hs_v2_date_entered_current_stage,hubspot_owner_assigneddate`,
        ),
      );
    await account.sandbox.control.advanceClock(86_400_000);

    await account.send('PATCH', deal, { properties: { dealstage: '', hubspot_owner_id: owners[1] } });
    const after = await read();
    await account.send('PATCH', deal, { properties: { hubspot_owner_id: '' } });

    expect(after).toMatchObject({
      hs_is_closed: null,
      hs_v2_date_entered_current_stage: null,
      hubspot_owner_assigneddate: expect.stringMatching(/^2026-11-23T10/),
    });
    expect(await read()).toMatchObject({ hubspot_owner_assigneddate: null });
  });
});
