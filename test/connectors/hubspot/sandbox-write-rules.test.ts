import { describe, expect, test } from 'vitest';
import { listIn, openAccount, properties, type Reply } from './sandbox-client.ts';

const deals = '/crm/objects/2026-09/deals';

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
    for (const older of ['/crm/objects/2026-03/deals', '/crm/v3/objects/0-3'])
      expect((await account.send('POST', older, nameless)).status).toBe(201);
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
