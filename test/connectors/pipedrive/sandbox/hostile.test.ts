import { describe, expect, test } from 'vitest';
import { ids, openAccount } from '../sandbox-client.ts';

describe('a list by ids', () => {
  test('shows each once in the order asked for, deleted and changed ones as the other parameters say', async () => {
    const account = await openAccount();
    const { control } = account.sandbox;
    const listed = ids(await account.get('/api/v2/deals?limit=3'));
    const [first, second, third] = listed;
    const asked = `/api/v2/deals?ids=${[third, first, second, first, 5].join()}`;
    await control.delete(String(second));
    await control.advanceClock(60_000);
    await control.edit(String(first), { title: 'Edited' });

    expect(ids(await account.get(asked))).toEqual([first, third]);
    expect(ids(await account.get(`${asked}&sort_direction=desc`))).toEqual([third, first]);
    expect(ids(await account.get(`${asked}&status=deleted`))).toEqual([second]);
    expect(ids(await account.get(`${asked}&sort_by=update_time&status=open,won,lost,deleted`))).toEqual([
      third,
      second,
      first,
    ]);
    expect(ids(await account.get(`${asked}&updated_since=2026-11-22T10:00:30Z`))).toEqual([first]);
    expect(ids(await account.get(`${asked}&filter_id=1&limit=1`))).toHaveLength(1);
  });
});

describe('numbers too large to keep', () => {
  test.each(['"value":1e999', '"value":-1e999', '"probability":1e999'])('are refused: %s', async (member) => {
    const account = await openAccount();

    const reply = await fetch(`${account.sandbox.baseUrl}/api/v2/deals`, {
      method: 'POST',
      headers: { 'x-api-token': account.apiToken, 'content-type': 'application/json' },
      body: `{"title":"x",${member}}`,
    });

    expect(reply.status).toBe(400);
  });
});

describe('hostile requests', () => {
  test.each([
    ['GET', '/api/v2/deals?cursor=eyJmaWVsZCI6ImlkIn0'],
    ['GET', '/api/v2/deals?limit=1e9'],
    ['GET', '/api/v2/deals/%00'],
    ['GET', '/api/v2/deals/99999999999999999999'],
    ['PATCH', '/api/v2/deals/4101'],
    ['GET', '/api/v2/deals?__proto__=1'],
  ])('are refused in the words of the vendor: %s %s', async (method, path) => {
    const account = await openAccount();

    const reply = await account.send(method, path, method === 'GET' ? undefined : [['nested']]);

    expect([400, 404]).toContain(reply.status);
    expect(reply.body['success']).toBe(false);
    expect(reply.headers.get('x-sandbox-crash')).toBeNull();
  });
});
