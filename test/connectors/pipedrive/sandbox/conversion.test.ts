import { describe, expect, test } from 'vitest';
import { createDeal, data, objectIn, openAccount, rows, type SandboxClient } from '../sandbox-client.ts';

async function statuses(account: SandboxClient, path: string): Promise<readonly unknown[]> {
  const first = await account.get(path);
  const second = await account.get(path);
  return [data(first)['status'], data(second)];
}

describe('a lead that becomes a deal', () => {
  test('leaves a deal that names it, and is gone itself', async () => {
    const account = await openAccount();
    const [lead] = rows(await account.get('/v1/leads'));
    const path = `/api/v2/leads/${String(lead?.['id'])}`;

    const reply = await account.send('POST', `${path}/convert/deal`, { stage_id: 32 });
    const conversion = data(reply)['conversion_id'];
    const [running, done] = await statuses(account, `${path}/convert/status/${String(conversion)}`);

    expect(reply.status).toBe(200);
    expect(running).toBe('running');
    expect(done).toEqual({
      conversion_id: conversion,
      status: 'completed',
      deal_id: expect.any(Number),
    });
    const id = String(objectIn({ done }, 'done')['deal_id']);
    const deal = data(await account.get(`/api/v2/deals/${id}?include_fields=source_lead_id`));
    expect(deal).toMatchObject({
      title: lead?.['title'],
      person_id: lead?.['person_id'],
      stage_id: 32,
      update_time: null,
      source_lead_id: lead?.['id'],
    });
    expect((await account.get(`/v1/leads/${String(lead?.['id'])}`)).status).toBe(404);
    expect((await account.send('POST', `${path}/convert/deal`)).status).toBe(404);
  });

  test.each([
    ['an attribute it does not know', { title: 'x' }],
    ['a stage nobody has', { stage_id: 5 }],
    ['a list', []],
  ])('is not converted with %s', async (_, body) => {
    const account = await openAccount();
    const [lead] = rows(await account.get('/v1/leads'));
    const path = `/v1/leads/${String(lead?.['id'])}`;

    const reply = await account.send('POST', `/api/v2/leads/${String(lead?.['id'])}/convert/deal`, body);

    expect(reply.status).toBe(400);
    expect((await account.get(path)).status).toBe(200);
  });
});

describe('a deal that becomes a lead', () => {
  test('is deleted, and the lead carries its title and value', async () => {
    const account = await openAccount();
    const deal = await createDeal(account, { title: 'Too early', value: 12.5, currency: 'EUR' });
    const path = `/api/v2/deals/${String(deal['id'])}`;

    const conversion = data(await account.send('POST', `${path}/convert/lead`))['conversion_id'];
    const [, done] = await statuses(account, `${path}/convert/status/${String(conversion)}`);

    const leadId = String(objectIn({ done }, 'done')['lead_id']);
    expect(data(await account.get(`/v1/leads/${leadId}`))).toMatchObject({
      title: 'Too early',
      value: { amount: 12.5, currency: 'EUR' },
    });
    expect(data(await account.get(path))).toMatchObject({ status: 'deleted', is_deleted: true });
    expect((await account.send('POST', `${path}/convert/lead`)).status).toBe(404);
    expect((await account.get(`/api/v2/deals/5/convert/status/${String(conversion)}`)).status).toBe(404);
  });
});

describe('API v1 beside the lists', () => {
  test('merges the deal of the path into the one of the body', async () => {
    const account = await openAccount();
    const kept = await createDeal(account, { title: 'Kept' });
    const lost = await createDeal(account, { title: 'Lost', value: 7 });
    const merge = (from: unknown, into: unknown): ReturnType<SandboxClient['send']> =>
      account.send('PUT', `/v1/deals/${String(from)}/merge`, { merge_with_id: into });

    expect(data(await merge(lost['id'], kept['id']))).toMatchObject({
      id: kept['id'],
      title: 'Kept',
      value: 7,
    });
    expect(data(await account.get(`/api/v2/deals/${String(lost['id'])}`))['is_deleted']).toBe(true);
    expect((await merge(lost['id'], kept['id'])).status).toBe(404);
    expect((await merge(kept['id'], kept['id'])).status).toBe(400);
    expect((await merge(kept['id'], 'x')).status).toBe(404);
  });

  test('duplicates a deal', async () => {
    const account = await openAccount();
    const deal = await createDeal(account, { title: 'Twice' });

    const reply = await account.send('POST', `/v1/deals/${String(deal['id'])}/duplicate`);

    expect(reply.status).toBe(201);
    expect(data(reply)['title']).toBe('Twice');
    expect(data(reply)['id']).not.toBe(deal['id']);
  });

  test.each(['files', 'mailMessages'])('has no %s', async (what) => {
    const account = await openAccount();
    const [id] = await account.sandbox.control.ids();

    expect((await account.get(`/v1/deals/${id}/${what}`)).body).toMatchObject({ success: true, data: null });
    expect((await account.get(`/v1/deals/5/${what}`)).status).toBe(404);
  });

  test('keeps the sign-in of a webhook as it was given', async () => {
    const account = await openAccount();
    const asked = {
      subscription_url: 'https://app.example.test/hook',
      event_action: '*',
      event_object: 'deal',
      http_auth_user: 'hook',
      http_auth_password: 'invented',
    };

    await account.send('POST', '/v1/webhooks', asked);

    expect(rows(await account.get('/v1/webhooks'))).toMatchObject([{ ...asked, version: '2.0' }]);
  });
});

describe('followers', () => {
  test('come page by page, and unknown attributes are refused', async () => {
    const account = await openAccount();
    const deal = await createDeal(account);
    const path = `/api/v2/deals/${String(deal['id'])}/followers`;
    await account.send('POST', path, { user_id: 70_012 });

    const first = await account.get(`${path}?limit=1`);
    const cursor = String(objectIn(first.body, 'additional_data')['next_cursor']);

    expect(rows(first)).toEqual([{ user_id: 70_011, add_time: expect.any(String) }]);
    expect(rows(await account.get(`${path}?limit=1&cursor=${cursor}`))).toMatchObject([{ user_id: 70_012 }]);
    expect((await account.get(`${path}?limit=501`)).status).toBe(400);
    expect(await account.send('POST', path, { user_id: 70_012, note: 'x' })).toMatchObject({
      status: 400,
      body: { error: "Validation failed: note: Parameter 'note' is not allowed for this request" },
    });
  });
});
