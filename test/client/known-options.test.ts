import { describe, expect, test } from 'vitest';
import { connect } from '../../src/index.ts';

const credentials = { accessToken: 'pat-na1-0000' };

describe('an option that nobody knows', () => {
  test('is refused before a credential goes anywhere', async () => {
    const misspelt: object = { baseURL: 'http://127.0.0.1:9' };

    await expect(connect({ connector: 'hubspot', credentials, ...misspelt })).rejects.toMatchObject({
      code: 'bad-option',
      message: expect.stringContaining('"baseURL"'),
      hint: expect.stringContaining('baseUrl'),
    });
  });

  test('is refused by a listing, which would otherwise read everything', async () => {
    await using crm = await connect({ connector: 'hubspot', credentials });
    const misspelt: object = { updateSince: '2026-01-01T00:00:00Z' };

    expect(() => crm.opportunities.list(misspelt)).toThrow(expect.objectContaining({ code: 'bad-option' }));
  });
});

test.each([
  [{ currency: 'EURO' }, '"EURO"'],
  [{ timezone: 'Mars/Olympus' }, '"Mars/Olympus"'],
])('account settings %j are refused', async (account, named) => {
  await expect(connect({ connector: 'hubspot', credentials, account })).rejects.toMatchObject({
    code: 'bad-option',
    message: expect.stringContaining(named),
  });
});
