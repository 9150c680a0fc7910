import type { Socket } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ErrorClass } from '../../src/connector-kit/index.ts';
import type { SessionOptions } from '../../src/http/index.ts';
import { acmeSession, rejection, type AcmeOptions } from './acme.ts';
import { rawAnswer, rawServer, type RawServer } from './raw-server.ts';

const Deals = z.object({ deals: z.array(z.number()) });
const body = JSON.stringify({ deals: [1, 2, 3] });
const read = { method: 'GET', path: '/deals' } as const;
const write = { method: 'POST', path: '/deals', body: { name: 'Rocket' } } as const;

let server: RawServer | undefined;
afterEach(async () => {
  await server?.close();
});

type Send = (socket: Socket) => void;

const head = (headers: string): string => `HTTP/1.1 200 OK\r\n${headers}\r\n`;
const gzipped = gzipSync(body);
const badChecksum = Buffer.from(gzipped);
badChecksum.writeUInt8(badChecksum.readUInt8(badChecksum.length - 8) ^ 0xff, badChecksum.length - 8);

/** Faults that another try can cure. */
const passing: readonly (readonly [name: string, code: ErrorClass, send: Send])[] = [
  [
    'less than the stated length',
    'truncated-response',
    (s) => s.end(`${head('content-length: 999\r\n')}${body}`),
  ],
  [
    'chunks without an end',
    'truncated-response',
    (s) => s.end(`${head('transfer-encoding: chunked\r\n')}5\r\n{"dea\r\n`),
  ],
  [
    'a body cut short that only the close ends',
    'truncated-response',
    (s) => s.end(head('') + body.slice(0, 12)),
  ],
  [
    'gzip cut short',
    'truncated-response',
    (s) => s.end(rawAnswer(200, gzipped.subarray(0, 20), { 'content-encoding': 'gzip' })),
  ],
  [
    'gzip with a wrong checksum',
    'truncated-response',
    (s) => s.end(rawAnswer(200, badChecksum, { 'content-encoding': 'gzip' })),
  ],
  ['no body where one belongs', 'truncated-response', (s) => s.end(rawAnswer(200, ''))],
  ['text that is not JSON', 'truncated-response', (s) => s.end(rawAnswer(200, '{"deals": [1,'))],
  [
    'a web page',
    'truncated-response',
    (s) => s.end(rawAnswer(200, '<html>back soon</html>', { 'content-type': 'text/html' })),
  ],
  ['a reset before the answer', 'network', (s) => s.resetAndDestroy()],
  ['a close before the answer', 'network', (s) => s.end()],
  [
    'a reset within the body',
    'network',
    (s) =>
      s.write(`${head('content-length: 999\r\n')}${body}`, () => setTimeout(() => s.resetAndDestroy(), 20)),
  ],
  ['status 500', 'vendor-unavailable', (s) => s.end(rawAnswer(500, 'oops'))],
  ['status 503 with a web page', 'vendor-unavailable', (s) => s.end(rawAnswer(503, '<html>'))],
  ['status 408', 'vendor-unavailable', (s) => s.end(rawAnswer(408, ''))],
  [
    'status 502 whose body is cut short',
    'vendor-unavailable',
    (s) => s.end('HTTP/1.1 502 x\r\ncontent-length: 99\r\n\r\nBad'),
  ],
];

describe.each(passing)('%s', (_name, code, send) => {
  test('is cured by another try of a read', async () => {
    server = await rawServer((socket, count) => {
      if (count === 1) send(socket);
      else socket.write(rawAnswer(200, body));
    });
    const session = acmeSession({ baseUrl: server.baseUrl });

    expect(await session.request(read, Deals)).toEqual({ deals: [1, 2, 3] });
    expect(session.usage()).toMatchObject({ requests: 2, retries: 1 });
  });

  test('that lasts is reported as what it is', async () => {
    server = await rawServer(send);
    const session = acmeSession({ baseUrl: server.baseUrl, retry: { attempts: 3 } });

    const error = await rejection(session.request(read, Deals));

    expect(error).toMatchObject({ name: 'VendorError', code, details: { attempts: 3, path: '/deals' } });
    expect(server.received).toHaveLength(3);
  });

  test('leaves a write in doubt, and it is not sent again', async () => {
    server = await rawServer(send);
    const session = acmeSession({ baseUrl: server.baseUrl });

    const error = await rejection(session.request(write, Deals));

    expect(error).toMatchObject({ code, details: { ambiguous: true } });
    expect(server.received).toHaveLength(1);
  });

  test('does not stop a write that the vendor makes at most once', async () => {
    server = await rawServer((socket, count) => {
      if (count === 1) send(socket);
      else socket.write(rawAnswer(200, body));
    });
    const session = acmeSession({ baseUrl: server.baseUrl });

    expect(await session.request({ ...write, idempotent: true }, Deals)).toEqual({ deals: [1, 2, 3] });
  });
});

async function failure(answer: Send, options: Partial<SessionOptions> & AcmeOptions = {}): Promise<unknown> {
  server = await rawServer(answer);
  return rejection(
    acmeSession({ baseUrl: server.baseUrl, retry: { attempts: 1 }, ...options }).request(read, Deals),
  );
}

const stall: Send = (socket) => socket.write(head('content-length: 999\r\n') + body);

const drip: Send = (socket) => {
  socket.write(head('content-length: 9999\r\n'));
  const timer = setInterval(() => socket.write(' '), 5);
  socket.on('close', () => clearInterval(timer));
};

describe('a try ends', () => {
  test('when the vendor says nothing', async () => {
    const error = await failure(() => undefined, { timeouts: { idleMs: 40 } });

    expect(error).toMatchObject({ code: 'network', cause: { code: 'ETIMEDOUT' } });
  });

  test('when the body stalls', async () => {
    expect(await failure(stall, { timeouts: { idleMs: 40 } })).toMatchObject({
      cause: { code: 'ETIMEDOUT' },
    });
  });

  test('when the body drips for longer than a try may take, though never silent', async () => {
    const error = await failure(drip, { timeouts: { attemptMs: 60, idleMs: 1000 } });

    expect(error).toMatchObject({
      code: 'network',
      cause: { code: 'ETIMEDOUT', message: 'no whole answer within 60 ms' },
    });
  });

  test.each([
    ['gzip', gzipSync(Buffer.alloc(4_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(4_000_000))],
  ])('when a small %s answer unpacks to more than allowed', async (encoding, bomb) => {
    const answer = rawAnswer(200, bomb, { 'content-encoding': encoding });

    const error = await failure((socket) => socket.write(answer), { maxResponseBytes: 100_000 });

    expect(bomb.length).toBeLessThan(10_000);
    expect(error).toMatchObject({ code: 'unexpected-response', message: expect.stringContaining('larger') });
  });
});

describe('an answer', () => {
  test.each(['gzip', 'br'])('compressed by %s is unpacked', async (encoding) => {
    const bytes = encoding === 'gzip' ? gzipped : brotliCompressSync(body);
    server = await rawServer((socket) =>
      socket.write(rawAnswer(200, bytes, { 'content-encoding': encoding })),
    );

    expect(await acmeSession({ baseUrl: server.baseUrl }).request(read, Deals)).toEqual({ deals: [1, 2, 3] });
    expect(server.received[0]).toMatch(/accept-encoding: gzip, br\r\n/i);
  });

  test('after an early hint is taken for the answer', async () => {
    server = await rawServer((socket) =>
      socket.write(
        Buffer.concat([Buffer.from('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'), rawAnswer(200, body)]),
      ),
    );

    expect(await acmeSession({ baseUrl: server.baseUrl }).request(read, Deals)).toEqual({ deals: [1, 2, 3] });
  });

  test('may come over a connection that is used again', async () => {
    const sockets = new Set<Socket>();
    server = await rawServer((socket) => {
      sockets.add(socket);
      socket.write(rawAnswer(200, body));
    });
    const session = acmeSession({ baseUrl: server.baseUrl });
    await session.request(read, Deals);
    await session.request(read, Deals);

    expect(sockets.size).toBe(1);
  });
});

test('a vendor that refuses connections did not act, so even a write is sent again', async () => {
  const gone = await rawServer(() => undefined);
  await gone.close();
  const attempts: number[] = [];
  const session = acmeSession({
    baseUrl: gone.baseUrl,
    retry: { attempts: 3 },
    onAttempt: ({ attempt }) => attempts.push(attempt),
  });

  const error = await rejection(session.request(write, Deals));

  expect(error).toMatchObject({
    code: 'network',
    message: expect.stringContaining('(ECONNREFUSED)'),
    hint: expect.stringContaining('base URL'),
    cause: { code: 'ECONNREFUSED' },
    details: { attempts: 3 },
  });
  expect(error).not.toHaveProperty('details.ambiguous');
  expect(attempts).toEqual([1, 2, 3]);
});
