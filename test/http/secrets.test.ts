import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { VendorRequest } from '../../src/connector-kit/index.ts';
import type { Session, SessionOptions } from '../../src/http/index.ts';
import { collectSecrets, scrubber } from '../../src/http/secrets.ts';
import { acmeOrigin, acmeSession, rejection, type AcmeOptions } from './acme.ts';
import { rawAnswer, rawServer } from './raw-server.ts';
import { interceptRequests, nock } from '../support/intercept-requests.ts';

const canaries = {
  token: 'canary-token-8f3a',
  refreshToken: 'canary/refresh+token=9b',
  query: 'canary-query-1c2d',
  requestBody: 'canary-request-body-3e4f',
  responseBody: 'canary-response-body-5a6b',
  cookie: 'canary-cookie-7c8d',
  clientSecret: 'client-secret-4711',
} as const;

const request = {
  query: { email: canaries.query },
  body: { name: canaries.requestBody, nested: [{ note: canaries.requestBody }] },
} as const;
const read: VendorRequest = { method: 'POST', path: '/deals', readOnly: true, ...request };
const write: VendorRequest = { method: 'POST', path: '/deals', ...request };

const answerHeaders = {
  'set-cookie': `session=${canaries.cookie}`,
  'x-echo': canaries.token,
  'content-type': 'application/json',
};
/** A vendor that repeats whatever it was sent, and more. */
const answerBody = JSON.stringify({ id: canaries.responseBody, echo: Object.values(canaries) });

interceptRequests();

interface Seen {
  readonly error: unknown;
  readonly log: readonly unknown[];
  readonly events: readonly unknown[];
  readonly session: Session;
}

async function observe(
  options: Partial<SessionOptions> & AcmeOptions,
  sent: VendorRequest,
  schema: z.ZodType = z.object({ id: z.number() }),
): Promise<Seen> {
  const log: unknown[] = [];
  const events: unknown[] = [];
  const session = acmeSession({
    credentials: { token: canaries.token, refreshToken: canaries.refreshToken },
    retry: { attempts: 2 },
    timeouts: { idleMs: 40 },
    log: (level, message, fields) => {
      log.push([level, message, fields]);
    },
    onAttempt: (event) => events.push(event),
    ...options,
  });
  return { error: await rejection(session.request(sent, schema)), log, events, session };
}

/** The canaries that anyone can see: in messages, fields, causes, stacks and logs. */
function leaks({ error, log, events, session }: Seen): string[] {
  const places = [error, log, events, session, session.usage()].flatMap((place) => [
    inspect(place, { depth: 10, showHidden: true }),
    JSON.stringify(place) ?? '',
  ]);
  if (error instanceof Error) places.push(error.message, error.stack ?? '', String(error));
  const all = places.join('\n');
  return Object.values(canaries).flatMap((canary) =>
    [canary, encodeURIComponent(canary), Buffer.from(canary).toString('base64')].filter((form) =>
      all.includes(form),
    ),
  );
}

const echoing: AcmeOptions = {
  readFailure: ({ body, headers }) => ({
    message: `you sent ${canaries.token} and ${canaries.refreshToken}, ${headers['x-echo'] ?? ''}`,
    vendorCode: canaries.token,
    correlationId: typeof body === 'string' ? '' : encodeURIComponent(canaries.refreshToken),
    missingScopes: [canaries.token],
    fields: [{ field: canaries.token, message: `not ${canaries.refreshToken}` }],
  }),
};

describe('no credential, cookie, query or body is to be seen', () => {
  const statuses = [301, 400, 401, 403, 404, 409, 410, 414, 422, 423, 429, 500, 503];
  test.each(statuses.flatMap((status) => [[status, read] as const, [status, write] as const]))(
    'after status %i',
    async (status, sent) => {
      nock(acmeOrigin)
        .persist()
        .post(/deals/)
        .reply(status, answerBody, { ...answerHeaders, location: `https://x.example/${canaries.token}` });
      nock('https://login.acme.example').persist().post(/token/).reply(400, answerBody, answerHeaders);

      expect(leaks(await observe({}, sent))).toEqual([]);
      expect(leaks(await observe(echoing, sent))).toEqual([]);
    },
  );

  test.each([
    ['an answer of another form', 200, answerBody],
    ['an answer that ended early', 200, answerBody.slice(0, -5)],
    ['an empty answer', 200, ''],
  ])('after %s', async (_name, status, body) => {
    nock(acmeOrigin).persist().post(/deals/).reply(status, body, answerHeaders);

    expect(leaks(await observe({}, read))).toEqual([]);
    expect(leaks(await observe({}, write))).toEqual([]);
  });

  test.each(['reset', 'close', 'stall', 'cut', 'too large'])('after a fault: %s', async (fault) => {
    const server = await rawServer((socket) => {
      if (fault === 'reset') socket.resetAndDestroy();
      else if (fault === 'close') socket.end();
      else if (fault === 'cut') socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n${answerBody}`);
      else if (fault === 'too large') socket.write(rawAnswer(200, answerBody.padEnd(5000), answerHeaders));
    });
    const options = { baseUrl: server.baseUrl, maxResponseBytes: 2000 };

    expect(leaks(await observe(options, read))).toEqual([]);
    expect(leaks(await observe(options, write))).toEqual([]);
    await server.close();
  });

  test('where nothing could be reached, sent or renewed', async () => {
    const gone = await rawServer(() => undefined);
    await gone.close();

    expect(leaks(await observe({ baseUrl: gone.baseUrl }, read))).toEqual([]);
    expect(leaks(await observe({}, { ...read, path: `https://x.example/?token=${canaries.token}` }))).toEqual(
      [],
    );
    expect(leaks(await observe({}, { ...read, path: `/deals/${canaries.token}/..` }))).toEqual([]);
    const credentials = { token: `${canaries.token}\r\nx-injected: 1` };
    const error = await observe({ credentials, baseUrl: gone.baseUrl }, read);
    expect(leaks(error)).toEqual([]);
  });

  test('in an error of the HTTP library: it never leaves', async () => {
    nock(acmeOrigin)
      .persist()
      .post(/deals/)
      .replyWithError(
        Object.assign(new Error(`${canaries.token} ${canaries.query} failed`), {
          code: 'EPROTO',
          config: request,
        }),
      );
    const seen = await observe({}, write);

    expect(leaks(seen)).toEqual([]);
    expect(seen.error).toMatchObject({ name: 'VendorError', cause: { code: 'EPROTO' } });
    expect(Object.keys(Object(seen.error).cause)).toEqual(['name', 'code', 'message']);
  });
});

test('values of a written record do not come back in the words of the vendor; its field names do', async () => {
  nock(acmeOrigin).post(/deals/).reply(422, {});
  const message = `name "${canaries.requestBody}" is taken`;

  const { error } = await observe(
    { readFailure: () => ({ message, fields: [{ field: 'name', message }] }) },
    write,
  );

  expect(error).toMatchObject({
    message: 'Acme answered 422 to POST /deals: name "[value]" is taken',
    details: { fields: [{ field: 'name', message: 'name "[value]" is taken' }] },
  });
});

test('headers of an answer that repeat a credential are cleaned', async () => {
  nock(acmeOrigin).post(/deals/).reply(200, {}, answerHeaders);
  const session = acmeSession({ credentials: { token: canaries.token } });

  const { headers } = await session.send(read, z.unknown());

  expect(headers).toMatchObject({ 'x-echo': '[secret]' });
  expect(headers).not.toHaveProperty('set-cookie');
});

test('the log of a session cleans what connectors write to it', () => {
  const lines: unknown[] = [];
  const session = acmeSession({
    credentials: { token: canaries.token },
    log: (...line) => lines.push(line),
  });
  session.log('info', 'A constant message.', { note: `has ${canaries.token}`, count: 3 });

  expect(lines).toEqual([['info', 'A constant message.', { note: 'has [secret]', count: 3 }]]);
});

test('any text that contains a secret loses it, in every case and as URLs escape it', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 6 }), fc.string(), fc.string(), (secret, before, after) => {
      const scrub = scrubber(collectSecrets({}, { nested: [{ secret }] }, {}), '\u0000');

      const clean = scrub(`${before}${secret}${after} ${encodeURIComponent(secret)}`);

      expect(clean).not.toContain(secret);
      expect(clean).not.toContain(encodeURIComponent(secret));
    }),
  );
});

test('what a connector declares as open, and what is short, stays readable', () => {
  const secrets = collectSecrets(
    { authorization: 'Bearer abcdefgh' },
    { region: 'europe', pin: '12345' },
    { region: 'europe' },
  );

  expect(scrubber(secrets, '*')('Bearer token for europe, 12345, abcdefgh')).toBe(
    'Bearer token for europe, 12345, *',
  );
});
