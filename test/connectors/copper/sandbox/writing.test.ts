import { describe, expect, test } from 'vitest';
import {
  customFields,
  customValue,
  keyHeaders,
  openAccount,
  searchAll,
  startSeconds,
  type Reply,
  type SandboxClient,
} from '../sandbox-client.ts';

const minute = 60_000;
const writable: ReadonlySet<string> = new Set([
  'name',
  'assignee_id',
  'close_date',
  'company_id',
  'company_name',
  'customer_source_id',
  'details',
  'loss_reason_id',
  'pipeline_id',
  'pipeline_stage_id',
  'primary_contact_id',
  'priority',
  'status',
  'tags',
  'monetary_value',
  'win_probability',
  'custom_fields',
]);

async function createDeal(
  account: SandboxClient,
  body: Readonly<Record<string, unknown>> = {},
): Promise<Reply> {
  return account.send('POST', '/opportunities', { name: 'Fleet', ...body });
}

async function update(account: SandboxClient, deal: Reply, body: unknown): Promise<Reply> {
  return account.send('PUT', `/opportunities/${String(deal.body['id'])}`, body);
}

describe('a new opportunity', () => {
  test('needs a name alone, is answered with 200, and takes the account’s defaults', async () => {
    const account = await openAccount();

    const made = await createDeal(account);

    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({
      name: 'Fleet',
      pipeline_id: 213_001,
      pipeline_stage_id: 987_001,
      win_probability: 20,
      priority: 'None',
      status: 'Open',
      tags: [],
      assignee_id: null,
      monetary_unit: null,
      monetary_value: null,
      date_created: startSeconds,
      date_modified: startSeconds,
      date_stage_changed: startSeconds,
    });
    expect(customFields(made.body)).toHaveLength(12);
    expect(customValue(made.body, 380_001)).toBe(false);
    expect((await account.get(`/opportunities/${String(made.body['id'])}`)).body).toEqual(made.body);
  });

  test('keeps what it was given, in the vendor’s own writing', async () => {
    const account = await openAccount();

    const made = await createDeal(account, {
      close_date: '01/07/2027',
      monetary_value: '1000',
      tags: ['WEB', 'web', 'x'.repeat(60)],
      status: 'Won',
      priority: 'High',
      pipeline_id: 213_018,
      pipeline_stage_id: 987_104,
      win_probability: 10,
      assignee_id: '810001',
    });

    expect(made.body).toMatchObject({
      close_date: '1/7/2027',
      monetary_unit: 'USD',
      tags: ['web', 'x'.repeat(50)],
      status: 'Won',
      priority: 'High',
      pipeline_stage_id: 987_104,
      win_probability: 10,
      assignee_id: 810_001,
    });
    expect(made.text).toContain('"monetary_value":1000.0,"converted_unit":"USD","converted_value":"1000.0"');
  });

  test('takes over the company of its primary contact unless the write speaks of a company', async () => {
    const account = await openAccount();
    const [contact, other] = (await account.send('POST', '/people/search', { page_size: 200 })).rows.filter(
      (person, at, people) => at === 0 || person['company_id'] !== people[0]?.['company_id'],
    );
    const primary = { primary_contact_id: contact?.['id'] };

    const made = await createDeal(account, primary);
    const alone = await createDeal(account, { ...primary, company_id: null });
    const elsewhere = await createDeal(account, { ...primary, company_id: other?.['company_id'] });
    const moved = await update(account, made, { primary_contact_id: other?.['id'] });

    expect(made.body).toMatchObject({
      company_id: contact?.['company_id'],
      company_name: contact?.['company_name'],
    });
    expect(alone.body).toMatchObject({ company_id: null, company_name: null });
    expect(elsewhere.body).toMatchObject({ company_id: other?.['company_id'] });
    expect(moved.body).toMatchObject({
      primary_contact_id: other?.['id'],
      company_id: contact?.['company_id'],
    });
  });

  test('can be refused without a primary contact, as in former years', async () => {
    const account = await openAccount({ faults: ['contact-required'] });

    expect(await createDeal(account)).toMatchObject({
      status: 422,
      body: { message: "Invalid input: Validation errors: Primary Contact: can't be blank" },
    });
  });

  test('joins the company whose name it is given, and keeps a name no company has', async () => {
    const account = await openAccount();
    const { rows } = await account.send('POST', '/companies/search', { page_size: 2 });
    const [first, second] = rows;

    const known = await createDeal(account, { company_name: first?.['name'] });
    const free = await createDeal(account, { company_name: 'Nobody Ltd' });
    const both = await createDeal(account, { company_name: 'Nobody Ltd', company_id: second?.['id'] });

    expect(known.body).toMatchObject({ company_id: first?.['id'], company_name: first?.['name'] });
    expect(free.body).toMatchObject({ company_id: null, company_name: 'Nobody Ltd' });
    expect(both.body).toMatchObject({ company_id: second?.['id'], company_name: second?.['name'] });
  });
});

describe('a write is refused', () => {
  const refused: readonly (readonly [body: Readonly<Record<string, unknown>>, problem: string])[] = [
    [{ name: '' }, "Name: can't be blank"],
    [{ name: null }, "Name: can't be blank"],
    [{ name: ' \n' }, "Name: can't be blank"],
    [{ name: 5 }, 'Name: Invalid value for Name: 5'],
    [{ details: 5 }, 'Details: Invalid value for Details: 5'],
    [{ closeDate: '1/7/2027' }, 'Base: Unrecognized attributes specified: closeDate'],
    [{ id: 5, date_created: 1 }, 'Base: Unrecognized attributes specified: id, date_created'],
    [{ interaction_count: 3 }, 'Base: Unrecognized attributes specified: interaction_count'],
    [{ monetary_unit: 'EUR' }, 'Base: Unrecognized attributes specified: monetary_unit'],
    [{ company_id: 'test' }, 'Company Id: Invalid value for Company Id: IDs must be positive integers: test'],
    [{ assignee_id: 0 }, 'Assignee Id: Invalid value for Assignee Id: IDs must be positive integers: 0'],
    [{ assignee_id: 1 }, 'Assignee Id: does not exist: 1'],
    [{ loss_reason_id: 1 }, 'Loss Reason Id: does not exist: 1'],
    [{ pipeline_id: 1 }, 'Pipeline Id: does not exist: 1'],
    [{ pipeline_stage_id: 987_101 }, 'Pipeline Stage Id: does not belong to the pipeline'],
    [
      { pipeline_id: 213_018, pipeline_stage_id: 987_001 },
      'Pipeline Stage Id: does not belong to the pipeline',
    ],
    [{ status: 'won' }, 'Status: Invalid value for Status: won'],
    [{ priority: 'high' }, 'Priority: Invalid value for Priority: high'],
    [{ close_date: '2027-01-07' }, 'Close Date: Invalid value for Close Date: 2027-01-07'],
    [{ close_date: '2/30/2027' }, 'Close Date: Invalid value for Close Date: 2/30/2027'],
    [{ close_date: '13/1/2027' }, 'Close Date: Invalid value for Close Date: 13/1/2027'],
    [{ win_probability: 101 }, 'Win Probability: Invalid value for Win Probability: 101'],
    [{ win_probability: 12.5 }, 'Win Probability: Invalid value for Win Probability: 12.5'],
    [{ monetary_value: 'much' }, 'Monetary Value: Invalid value for Monetary Value: much'],
    [{ monetary_value: true }, 'Monetary Value: Invalid value for Monetary Value: true'],
    [{ close_date: 1_789_455_600 }, 'Close Date: Invalid value for Close Date: 1789455600'],
    [{ status: null }, 'Status: Invalid value for Status: null'],
    [{ pipeline_id: null }, "Pipeline Id: can't be blank"],
    [{ tags: 'web' }, 'Tags: Invalid value for Tags: web'],
    [{ tags: ['web', 5] }, 'Tags: Invalid value for Tags: ["web",5]'],
    [{ custom_fields: { plan: 640_001 } }, 'Custom Fields: Invalid value for Custom Fields: {"plan":640001}'],
    [
      { custom_fields: [{ custom_field_definition_id: 380_004, value: 640_001, name: 'Plan' }] },
      'Base: Unrecognized attributes specified: name',
    ],
    [{ status: 'won', name: '' }, "Name: can't be blank\nStatus: Invalid value for Status: won"],
  ];

  test.each(refused)('for %o', async (body, problem) => {
    const account = await openAccount();
    const message = `Invalid input: Validation errors: ${problem}`;
    const made = await createDeal(account);

    expect(await createDeal(account, body)).toMatchObject({
      status: 422,
      body: { success: false, status: 422, message },
    });
    expect(await update(account, made, body)).toMatchObject({ status: 422, body: { message } });
    expect((await account.get(`/opportunities/${String(made.body['id'])}`)).body).toEqual(made.body);
  });

  test('without a name when it creates', async () => {
    const account = await openAccount();

    expect(await account.send('POST', '/opportunities', {})).toMatchObject({
      status: 422,
      body: { message: "Invalid input: Validation errors: Name: can't be blank" },
    });
  });
});

describe('an update', () => {
  test('changes what it names, clears with null, and moves the change time', async () => {
    const account = await openAccount();
    const made = await createDeal(account, {
      details: 'old',
      monetary_value: 5,
      close_date: '1/7/2027',
      tags: ['a'],
    });
    await account.sandbox.control.advanceClock(minute);

    const changed = await update(account, made, { details: 'new', monetary_value: null, close_date: null });

    expect(changed).toMatchObject({
      status: 200,
      body: {
        ...made.body,
        custom_fields: expect.any(Array),
        details: 'new',
        monetary_value: null,
        monetary_unit: null,
        converted_unit: null,
        converted_value: null,
        close_date: null,
        date_modified: startSeconds + 60,
      },
    });
  });

  test('that says nothing new moves no change time', async () => {
    const account = await openAccount();
    const made = await createDeal(account, { tags: ['a'] });
    await account.sandbox.control.advanceClock(minute);

    expect((await update(account, made, {})).body).toEqual(made.body);
    expect((await update(account, made, { name: 'Fleet', tags: ['A'] })).body).toEqual(made.body);
  });

  test('that sends back all that can be written, as it was read, changes nothing', async () => {
    const account = await openAccount({ deals: 160 });
    const deals = await searchAll(account);
    await account.sandbox.control.advanceClock(minute);

    const echoes = await Promise.all(
      deals.map((deal) => {
        const known = Object.entries(deal).filter(([name]) => writable.has(name));
        return account.send('PUT', `/opportunities/${String(deal['id'])}`, Object.fromEntries(known));
      }),
    );

    expect(echoes.map(({ status, body }) => (status === 200 ? body : { status, ...body }))).toEqual(deals);
  });

  test('of the status moves neither the stage’s time nor the chance nor the day, and reopening keeps the loss reason', async () => {
    const account = await openAccount();
    const made = await createDeal(account, { close_date: '1/7/2027' });
    await account.sandbox.control.advanceClock(minute);

    const lost = await update(account, made, { status: 'Lost', loss_reason_id: 970_011 });
    const open = await update(account, made, { status: 'Open' });

    expect(lost.body).toMatchObject({
      status: 'Lost',
      win_probability: 20,
      close_date: '1/7/2027',
      date_stage_changed: startSeconds,
    });
    expect(open.body).toMatchObject({ status: 'Open', loss_reason_id: 970_011 });
  });

  test('of the stage moves its time and takes over its chance unless another is given', async () => {
    const account = await openAccount();
    const made = await createDeal(account);
    await account.sandbox.control.advanceClock(minute);

    const moved = await update(account, made, { pipeline_stage_id: 987_004 });
    const typed = await update(account, made, { pipeline_stage_id: 987_007, win_probability: 33 });
    const landed = await update(account, made, { pipeline_id: 213_018 });

    expect(moved.body).toMatchObject({ win_probability: 40, date_stage_changed: startSeconds + 60 });
    expect(typed.body).toMatchObject({ pipeline_stage_id: 987_007, win_probability: 33 });
    expect(landed.body).toMatchObject({
      pipeline_id: 213_018,
      pipeline_stage_id: 987_101,
      win_probability: 35,
    });
  });

  test('replaces all tags', async () => {
    const account = await openAccount();
    const made = await createDeal(account, { tags: ['a', 'b'] });

    expect((await update(account, made, { tags: ['C'] })).body['tags']).toEqual(['c']);
  });

  test('may set the currency where the account lets it', async () => {
    const account = await openAccount({ faults: ['unit-writable'] });

    const made = await createDeal(account, { monetary_value: 100, monetary_unit: 'EUR' });

    expect(made.body).toMatchObject({
      monetary_unit: 'EUR',
      converted_unit: 'USD',
      converted_value: '109.0',
    });
  });

  test('of an opportunity that does not exist is answered with 404', async () => {
    const account = await openAccount();

    expect((await account.send('PUT', '/opportunities/1', { name: 'x' })).status).toBe(404);
  });
});

describe('deleting', () => {
  test('leaves no trace', async () => {
    const account = await openAccount();
    const made = await createDeal(account);
    const path = `/opportunities/${String(made.body['id'])}`;

    const deleted = await account.send('DELETE', path);

    expect(deleted).toMatchObject({ status: 200, body: { id: made.body['id'], is_deleted: true } });
    expect((await account.get(path)).status).toBe(404);
    expect((await account.send('DELETE', path)).status).toBe(404);
    expect((await account.search({ ids: [made.body['id']] })).rows).toEqual([]);
  });
});

describe('numbers too large to keep', () => {
  test.each([
    '{"name":"x","monetary_value":1e999}',
    `{"name":"x","monetary_value":"${'9'.repeat(400)}"}`,
    '{"name":"x","custom_fields":[{"custom_field_definition_id":380002,"value":-1e999}]}',
  ])('are refused, and no answer turns into something that is no JSON: %s', async (body) => {
    const { sandbox } = await openAccount();
    const headers = { ...keyHeaders(sandbox), 'content-type': 'application/json' };

    const reply = await fetch(`${sandbox.baseUrl}/opportunities`, { method: 'POST', headers, body });

    expect(reply.status).toBe(422);
  });
});

describe('the largest amounts there are', () => {
  test.each([{ faults: [] }, { faults: ['plain-numbers'] }])('break no answer: %o', async ({ faults }) => {
    const account = await openAccount({ faults });
    const amounts = [1e308, -1e308, 1e21];

    for (const amount of amounts)
      await account.send('POST', '/opportunities', { name: 'Huge', monetary_value: amount });
    const { status, rows } = await account.search({ name: 'Huge', sort_by: 'monetary_value' });

    expect(status).toBe(200);
    expect(rows.map((row) => row['monetary_value'])).toEqual([-1e308, 1e21, 1e308]);
    for (const row of rows)
      expect(Number(row['converted_value']) / Number(row['monetary_value'])).toBeCloseTo(1);
  });
});

describe('lists within lists without end', () => {
  test.each(['/opportunities', '/opportunities/search'])('are refused by %s', async (path) => {
    const { sandbox } = await openAccount();
    const headers = { ...keyHeaders(sandbox), 'content-type': 'application/json' };
    const body = `{"tags":${'['.repeat(5000)}${']'.repeat(5000)}}`;

    const reply = await fetch(`${sandbox.baseUrl}${path}`, { method: 'POST', headers, body });

    expect(reply.status).toBe(400);
  });
});
