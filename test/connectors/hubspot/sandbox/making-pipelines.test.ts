import { describe, expect, test } from 'vitest';
import { listIn, objectIn, openAccount, results, type SandboxClient, type Wire } from '../sandbox-client.ts';

const pipelines = '/crm/pipelines/2026-09/deals';
const deals = '/crm/objects/2026-09/deals';

const sales = {
  label: 'Partners',
  displayOrder: 3,
  stages: [
    { label: 'Contacted', displayOrder: 0, metadata: { probability: '0.10' }, stageId: 'partner_contacted' },
    { label: 'Signed', displayOrder: 1, metadata: { probability: 1 } },
    { label: 'Lost', displayOrder: 2, metadata: { probability: '0', unknown: 'x' } },
  ],
};

async function made(account: Pick<SandboxClient, 'get' | 'send'>, body: object = sales): Promise<Wire> {
  const reply = await account.send('POST', pipelines, body);
  expect(reply.status).toBe(201);
  return reply.body;
}

function stagesOf(body: Wire): readonly (readonly unknown[])[] {
  return listIn(body, 'stages').map(({ label, displayOrder }) => [label, displayOrder]);
}

describe('a pipeline', () => {
  test('is made with its stages, read as it is kept, and takes deals at once', async () => {
    const account = await openAccount();
    const { id } = await made(account);
    const read = (await account.get(`${pipelines}/${id}`)).body;
    const [first, won] = listIn(read, 'stages');

    const deal = await account.send('POST', deals, {
      properties: { dealname: 'x', pipeline: id, dealstage: 'partner_contacted' },
    });
    const entered = await account.get(
      `${deals}/${deal.body['id']}?properties=hs_v2_date_entered_partner_contacted`,
    );

    expect(read).toMatchObject({ label: 'Partners', displayOrder: 3, archived: false });
    expect(first).toMatchObject({
      id: 'partner_contacted',
      metadata: { isClosed: 'false', probability: '0.1' },
    });
    expect(won).toMatchObject({
      id: expect.stringMatching(/^\d+$/),
      metadata: { isClosed: 'true', probability: '1.0' },
    });
    expect(results(await account.get(pipelines)).map((one) => one['id'])).toContain(id);
    expect(deal.status).toBe(201);
    expect(objectIn(entered.body, 'properties')['hs_v2_date_entered_partner_contacted']).toMatch(/Z$/);
  });

  test.each([
    [{}, 'label'],
    [{ label: 'X' }, 'displayOrder'],
    [{ label: 'X', displayOrder: 1 }, 'Pipeline must have at least one stage'],
    [{ label: 'X', displayOrder: 1, stages: [] }, 'Pipeline must have at least one stage'],
    [{ ...sales, displayOrder: -1 }, 'displayOrder'],
    [{ ...sales, label: 'sales pipeline' }, 'An active pipeline with label sales pipeline already exists'],
    [{ ...sales, pipelineId: 'default' }, "There's another pipeline"],
    [{ ...sales, stages: [{ label: 'A', displayOrder: 0, metadata: {} }] }, 'must specify probability'],
    [{ ...sales, stages: [{ label: 'A', displayOrder: 0, metadata: { probability: 1.5 } }] }, '1.5'],
    [
      { ...sales, stages: sales.stages.map((stage) => ({ ...stage, label: ' contacted' })) },
      'cannot have the same label',
    ],
  ])('of %j is refused', async (body, words) => {
    const account = await openAccount();

    const reply = await account.send('POST', pipelines, body);

    expect(reply.status).toBe(400);
    expect(reply.body['message']).toContain(words);
  });

  test('does not take a stage id that another one has', async () => {
    const account = await openAccount();
    const stages = [{ label: 'A', displayOrder: 0, metadata: { probability: 0.5 }, stageId: 'closedwon' }];

    const reply = await account.send('POST', pipelines, { ...sales, stages });

    expect(reply).toMatchObject({
      status: 409,
      body: { subCategory: 'PipelineError.STAGE_ID_EXISTS_IN_ANOTHER_PIPELINE' },
    });
  });

  test('is renamed, moved and replaced; archived is only given to restore one', async () => {
    const account = await openAccount();
    const { id } = await made(account);

    const renamed = await account.send('PATCH', `${pipelines}/${id}`, { label: 'Allies' });
    const odd = await account.send('PATCH', `${pipelines}/${id}`, { archived: true });
    const replaced = await account.send('PUT', `${pipelines}/${id}`, {
      label: 'Friends',
      displayOrder: 9,
      stages: [{ label: 'Only', displayOrder: 4, metadata: { probability: '0.5' } }],
    });
    const restored = await account.send('PATCH', `${pipelines}/64003311`, { archived: false });

    expect(renamed.body).toMatchObject({ label: 'Allies', displayOrder: 3 });
    expect(odd.status).toBe(400);
    expect(replaced).toMatchObject({ status: 200, body: { label: 'Friends', displayOrder: 9 } });
    expect(stagesOf(replaced.body)).toEqual([['Only', 4]]);
    expect(restored).toMatchObject({ status: 200, body: { archived: false } });
    expect((await account.get(`${pipelines}/64003311`)).status).toBe(200);
  });

  test('is deleted for good, unless deals are in it; those in the recycle bin do not count', async () => {
    const account = await openAccount();
    const { id } = await made(account);
    const properties = { dealname: 'x', pipeline: id, dealstage: 'partner_contacted' };
    const deal = String((await account.send('POST', deals, { properties })).body['id']);

    const refused = await account.send('DELETE', `${pipelines}/${id}`);
    const flagged = await account.send(
      'DELETE',
      `${pipelines}/${id}?validateDealStageUsagesBeforeDelete=false`,
    );
    await account.send('DELETE', `${deals}/${deal}`);
    const done = await account.send('DELETE', `${pipelines}/${id}`);

    expect(refused).toMatchObject({
      status: 400,
      body: {
        message: `Stage IDs: [partner_contacted] are being referenced by object IDs: [${deal}]`,
        subCategory: 'PipelineError.STAGE_ID_IN_USE',
        context: { objectIds: [`[${deal}]`] },
      },
    });
    expect(flagged.status).toBe(400);
    expect(done.status).toBe(204);
    expect((await account.get(`${pipelines}/${id}`)).status).toBe(404);
    expect((await account.send('DELETE', `${pipelines}/${id}`)).status).toBe(404);
  });

  test('is deleted with its deals in older versions, which ask only where they are told to', async () => {
    const account = await openAccount();
    const older = '/crm/v3/pipelines/deals/default';

    const asked = await account.send('DELETE', `${older}?validateReferencesBeforeDelete=true`);
    const done = await account.send('DELETE', older);

    expect([asked.status, done.status]).toEqual([400, 204]);
  });

  test('needs the scope for definitions', async () => {
    const account = await openAccount({ faults: ['without-scope=crm.schemas.deals.write'] });

    expect((await account.send('POST', pipelines, sales)).status).toBe(403);
    expect((await account.get(pipelines)).status).toBe(200);
  });
});

describe('a stage', () => {
  test('goes behind the one at its place, and all are numbered anew; at a free place nothing else moves', async () => {
    const account = await openAccount();
    const { id } = await made(account);
    const stages = `${pipelines}/${id}/stages`;

    const second = await account.send('POST', stages, {
      label: 'Met',
      displayOrder: 0,
      metadata: { probability: '0.30' },
    });
    await account.send('POST', stages, { label: 'Parked', displayOrder: 20, metadata: { probability: 0.2 } });

    expect(second).toMatchObject({
      status: 201,
      body: { label: 'Met', displayOrder: 1, metadata: { probability: '0.30' } },
    });
    expect(stagesOf((await account.get(`${pipelines}/${id}`)).body)).toEqual([
      ['Contacted', 0],
      ['Met', 1],
      ['Signed', 2],
      ['Lost', 3],
      ['Parked', 20],
    ]);
  });

  test('keeps what a change does not name, and is closed by its probability alone', async () => {
    const account = await openAccount();
    const { id } = await made(account);
    const stage = `${pipelines}/${id}/stages/partner_contacted`;

    const renamed = await account.send('PATCH', stage, { label: 'Called', metadata: {} });
    const echoed = await account.send('PATCH', stage, { metadata: { probability: '1', isClosed: 'false' } });
    const kept = await account.get(stage);
    const nothing = await account.send('PATCH', stage, { metadata: { probability: null } });

    expect(renamed.body).toMatchObject({ label: 'Called', metadata: { probability: '0.1' } });
    expect(echoed.body).toMatchObject({ metadata: { probability: '1', isClosed: 'false' } });
    expect(kept.body).toMatchObject({ label: 'Called', metadata: { probability: '1.0', isClosed: 'true' } });
    expect(nothing.status).toBe(400);
  });

  test('has a label of its own in its pipeline, and an id that no other pipeline has', async () => {
    const account = await openAccount();
    const { id } = await made(account);
    const stages = `${pipelines}/${id}/stages`;
    const body = { label: ' SIGNED ', displayOrder: 7, metadata: { probability: 0.4 } };

    const twice = await account.send('POST', stages, body);
    const taken = await account.send('POST', stages, { ...body, label: 'New', stageId: 'closedwon' });

    expect(twice).toMatchObject({ status: 400, body: { subCategory: 'PipelineError.STAGE_LABEL_EXISTS' } });
    expect(taken.status).toBe(400);
    expect(taken.body['message']).toContain('already using stage id');
  });

  test('is deleted where no deal is in it; the last one stays, and one that is not there answers the same', async () => {
    const account = await openAccount();
    const { id } = await made(account, { ...sales, stages: sales.stages.slice(0, 2) });
    const stages = `${pipelines}/${id}/stages`;

    const used = await account.send('DELETE', `${pipelines}/default/stages/closedwon`);
    const done = await account.send('DELETE', `${stages}/partner_contacted`);
    const [left] = listIn((await account.get(`${pipelines}/${id}`)).body, 'stages');
    const last = await account.send('DELETE', `${stages}/${left?.['id']}`);
    const absent = await account.send('DELETE', `${stages}/nope`);

    expect(used).toMatchObject({ status: 400, body: { subCategory: 'PipelineError.STAGE_ID_IN_USE' } });
    expect([done.status, last.status, absent.status]).toEqual([204, 400, 204]);
  });
});
