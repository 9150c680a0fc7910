import { describe, expect, test } from 'vitest';
import { pipedrive } from '../../../connectors/pipedrive/index.ts';
import { openTestSession } from '../../support/open-test-session.ts';
import { deals, openPipedrive } from './pipedrive-session.ts';
import { answer, fixture, page } from './vendor.ts';
import { interceptRequests, nock } from '../../support/intercept-requests.ts';

interceptRequests({ allAsked: true });

const stages = '/api/v2/stages';

function loadStages(session = openPipedrive()) {
  const table = deals.lookups['stages'];
  if (table?.load !== 'all') throw new Error('stages are loaded whole');
  return table.rows(session);
}

describe('a refused request', () => {
  test('is sent again after the rest of the window when the burst was too fast', async () => {
    const body = { success: false, error: 'request over limit', errorCode: 429 };
    const headers = { 'x-ratelimit-reset': '2', 'x-daily-ratelimit-token-remaining': '900' };
    answer(stages, {}, body, { status: 429, headers });
    answer(stages, {}, page([{ id: 21, name: 'Offer' }]));

    expect(await loadStages()).toHaveLength(1);
  });

  test('is not sent again when the day’s tokens are spent', async () => {
    const body = { success: false, error: 'request over limit', errorCode: 429 };
    answer(stages, {}, body, { status: 429, headers: { 'x-daily-ratelimit-token-remaining': '0' } });

    await expect(loadStages()).rejects.toMatchObject({ code: 'quota-exhausted' });
  });

  test('is not sent again while the vendor’s front door is shut', async () => {
    answer(stages, {}, '<!DOCTYPE html><title>Access denied</title>', {
      status: 403,
      headers: { 'content-type': 'text/html' },
    });

    await expect(loadStages()).rejects.toMatchObject({ code: 'suspended' });
  });

  test('is sent again when the vendor was unwell', async () => {
    answer(stages, {}, '<html>502 Bad Gateway</html>', {
      status: 502,
      headers: { 'content-type': 'text/html' },
    });
    answer(stages, {}, page([]));

    expect(await loadStages()).toEqual([]);
  });

  test('names vendor code, fields and correlation id, and nobody’s token', async () => {
    const error = 'Validation failed: limit: Number must be less than or equal to 500';
    answer(
      stages,
      {},
      { success: false, error, code: 'ERR_SCHEMA_VALIDATION_FAILED' },
      {
        status: 400,
        headers: { 'x-correlation-id': 'c-1' },
      },
    );

    await expect(loadStages()).rejects.toMatchObject({
      code: 'invalid-request',
      details: {
        vendorCode: 'ERR_SCHEMA_VALIDATION_FAILED',
        correlationId: 'c-1',
        fields: [{ field: 'limit', message: 'Number must be less than or equal to 500' }],
      },
    });
  });

  test('of a later page starts the listing again', async () => {
    answer('/api/v2/deals', {}, page([], 'l2'));
    answer('/api/v2/deals', { cursor: 'l2' }, { success: false, error: 'Invalid cursor' }, { status: 400 });
    const listing = deals.list(openPipedrive(), {})[Symbol.asyncIterator]();
    await listing.next();

    await expect(listing.next()).rejects.toMatchObject({ code: 'cursor-expired' });
  });
});

function answerToken(body: object) {
  nock('https://oauth.pipedrive.com')
    .post('/oauth/token', { grant_type: 'refresh_token', refresh_token: 'r-1' })
    .basicAuth({ user: 'app', pass: 'quiet' })
    .reply(200, body);
}

describe('OAuth', () => {
  const company = 'https://nordic-cold.pipedrive.com';
  const app = { clientId: 'app', clientSecret: 'quiet', refreshToken: 'r-1' };

  test('gets access first, stores it, and then calls the company’s own host', async () => {
    const saved: unknown[] = [];
    answerToken({ access_token: 'a-2', refresh_token: 'r-2', expires_in: 3600, api_domain: company });
    nock(company, { reqheaders: { authorization: 'Bearer a-2' } })
      .get('/api/v1/users/me')
      .reply(200, fixture('users-me'));
    const session = openTestSession(pipedrive, app, undefined, {
      saveCredentials: async (credentials) => {
        saved.push(credentials);
        await Promise.resolve();
      },
    });

    expect(await pipedrive.checkConnection(session)).toBe('Nordic Cold Chain Oy');
    expect(saved).toMatchObject([{ ...app, refreshToken: 'r-2', accessToken: 'a-2', apiDomain: company }]);
  });

  test('renews once and tries again when the token is refused', async () => {
    const refused = { success: false, error: 'unauthorized access', errorCode: 401 };
    answerToken({ access_token: 'a-2', expires_in: 3600 });
    nock(company, { reqheaders: { authorization: 'Bearer a-1' } })
      .get('/api/v1/users/me')
      .reply(401, refused);
    nock(company, { reqheaders: { authorization: 'Bearer a-2' } })
      .get('/api/v1/users/me')
      .reply(200, fixture('users-me'));
    const session = openTestSession(pipedrive, { ...app, accessToken: 'a-1', apiDomain: company });

    expect(await pipedrive.checkConnection(session)).toBe('Nordic Cold Chain Oy');
  });

  test('does not follow a token answer to somebody else’s host', async () => {
    answerToken({ access_token: 'a-2', expires_in: 3600, api_domain: 'https://pipedrive.com.evil.example' });

    await expect(pipedrive.checkConnection(openTestSession(pipedrive, app))).rejects.toThrow(/origin/);
  });
});

test('without a company domain the shared host is asked', async () => {
  nock('https://api.pipedrive.com', { reqheaders: { 'x-api-token': 'token-of-aino' } })
    .get('/api/v1/users/me')
    .reply(200, fixture('users-me'));

  const session = openTestSession(pipedrive, { apiToken: 'token-of-aino' });

  expect(await pipedrive.checkConnection(session)).toBe('Nordic Cold Chain Oy');
});
