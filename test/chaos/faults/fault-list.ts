import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { deliverWhole, headOf, type Deliver, type WholeAnswer } from './fault-proxy.ts';

/**
 * What a run does about a fault: `retries` the request and recovers; finds it `harmless`; or `ends`, since nobody but a
 * person or time can help: the next run then goes on.
 */
export type Consequence = 'retries' | 'harmless' | 'ends';

export interface Fault {
  readonly name: string;
  readonly consequence: Consequence;
  readonly deliver: Deliver;
  /** True where it is the clock that ends the try. */
  readonly takesTime?: true;
}

const half = ({ body }: WholeAnswer): Buffer => body.subarray(0, Math.floor(body.length / 2));

/** A whole answer in place of the vendor's own. */
const instead =
  (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Deliver =>
  (socket, answer) =>
    deliverWhole(socket, {
      status,
      headers: {
        ...(answer.headers['date'] === undefined ? {} : { date: answer.headers['date'] }),
        ...headers,
      },
      body: Buffer.from(text),
    });

const zipped =
  (change: (bytes: Buffer) => Buffer): Deliver =>
  (socket, answer) => {
    const bytes = change(gzipSync(answer.body));
    socket.write(headOf(answer, 'content-encoding: gzip', `content-length: ${bytes.length}`));
    socket.write(bytes);
  };

/** Writes pieces some milliseconds apart, until the other side has gone. */
function slowly(socket: Socket, parts: readonly Buffer[], everyMs: number): void {
  let next = 0;
  const timer = setInterval(() => {
    const piece = parts[next];
    next += 1;
    if (piece === undefined || socket.destroyed) clearInterval(timer);
    else socket.write(piece);
  }, everyMs);
}

function pieces(bytes: Buffer, count: number): Buffer[] {
  const size = Math.ceil(bytes.length / count);
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

const html = '<!DOCTYPE html><html><body><h1>Back soon</h1></body></html>';
const json = { 'content-type': 'application/json' };
const htmlType = { 'content-type': 'text/html' };
/** Nothing listens there: a request that followed the redirect would fail in another way. */
const elsewhere = 'http://127.0.0.1:9/elsewhere';

const cutShort: readonly Fault[] = [
  {
    name: 'less than the stated length',
    consequence: 'retries',
    deliver: (socket, answer) =>
      socket.end(
        headOf(answer, `content-length: ${answer.body.length}`) + half(answer).toString('latin1'),
        'latin1',
      ),
  },
  {
    name: 'chunks without an end',
    consequence: 'retries',
    deliver: (socket, answer) => {
      const part = half(answer);
      socket.write(headOf(answer, 'transfer-encoding: chunked'));
      socket.write(`${part.length.toString(16)}\r\n`);
      socket.write(part);
      socket.end('\r\n');
    },
  },
  {
    name: 'a body cut short that only the close ends',
    consequence: 'retries',
    deliver: (socket, answer) => {
      socket.write(headOf(answer, 'connection: close'));
      socket.end(half(answer));
    },
  },
  {
    name: 'gzip cut in the middle',
    consequence: 'retries',
    deliver: zipped((bytes) => bytes.subarray(0, bytes.length / 2)),
  },
  {
    // The text is whole; only what would prove it is missing.
    name: 'gzip without its trailer',
    consequence: 'harmless',
    deliver: zipped((bytes) => bytes.subarray(0, -8)),
  },
  {
    name: 'gzip with a wrong checksum',
    consequence: 'retries',
    deliver: zipped((bytes) => {
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 8) ^ 0xff, bytes.length - 8);
      return bytes;
    }),
  },
];

const wrongBody: readonly Fault[] = [
  {
    name: 'text that is almost JSON',
    consequence: 'retries',
    deliver: instead(200, '{"results":[{"id":"1",}', json),
  },
  { name: 'a web page with status 200', consequence: 'retries', deliver: instead(200, html, htmlType) },
  { name: 'an empty 200', consequence: 'retries', deliver: instead(200, '', json) },
];

const connection: readonly Fault[] = [
  {
    name: 'a reset within the body',
    consequence: 'retries',
    deliver: (socket, answer) => {
      socket.write(headOf(answer, `content-length: ${answer.body.length}`));
      socket.write(half(answer), () => setImmediate(() => socket.resetAndDestroy()));
    },
  },
  {
    name: 'a reset before the answer',
    consequence: 'retries',
    deliver: (socket) => socket.resetAndDestroy(),
  },
  { name: 'a close before the answer', consequence: 'retries', deliver: (socket) => socket.end() },
  { name: 'no answer', consequence: 'retries', takesTime: true, deliver: () => undefined },
  {
    name: 'a body that stalls',
    consequence: 'retries',
    takesTime: true,
    deliver: (socket, answer) => {
      socket.write(headOf(answer, `content-length: ${answer.body.length}`));
      socket.write(half(answer));
    },
  },
  {
    name: 'a body that drips for too long',
    consequence: 'retries',
    takesTime: true,
    deliver: (socket, answer) => {
      socket.write(headOf(answer, `content-length: ${answer.body.length + 1000}`));
      // JSON may begin with any number of spaces.
      slowly(socket, [...pieces(Buffer.alloc(1000, ' '), 1000), answer.body], 10);
    },
  },
  {
    name: 'low bandwidth',
    consequence: 'harmless',
    deliver: (socket, answer) => {
      socket.write(headOf(answer, `content-length: ${answer.body.length}`));
      slowly(socket, pieces(answer.body, 8), 5);
    },
  },
  {
    name: 'a slow close',
    consequence: 'harmless',
    deliver: (socket, answer) => {
      socket.write(headOf(answer, `content-length: ${answer.body.length}`, 'connection: close'));
      socket.write(answer.body);
      setTimeout(() => socket.end(), 50);
    },
  },
];

const protocol: readonly Fault[] = [
  {
    name: '103 Early Hints',
    consequence: 'harmless',
    deliver: (socket, answer) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n');
      deliverWhole(socket, answer);
    },
  },
  {
    name: 'headers sent twice',
    consequence: 'harmless',
    deliver: (socket, answer) => {
      const twice = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`);
      socket.write(headOf(answer, ...twice, `content-length: ${answer.body.length}`));
      socket.write(answer.body);
    },
  },
  {
    name: '429 with seconds',
    consequence: 'retries',
    deliver: instead(429, '{}', { ...json, 'retry-after': '2' }),
  },
  {
    name: '429 with a date',
    consequence: 'retries',
    deliver: (socket, answer) => {
      const inTwoSeconds = new Date(Date.parse(answer.headers['date'] ?? '') + 2000).toUTCString();
      instead(429, '{}', { ...json, 'retry-after': inTwoSeconds })(socket, answer);
    },
  },
  { name: '429 without a word', consequence: 'retries', deliver: instead(429, '', {}) },
  { name: '503 with a web page', consequence: 'retries', deliver: instead(503, html, htmlType) },
  { name: '401 in the middle of a run', consequence: 'ends', deliver: instead(401, '{}', json) },
  {
    name: 'a redirect to the same origin',
    consequence: 'ends',
    deliver: instead(302, '', { location: '/elsewhere' }),
  },
  {
    name: 'a redirect to another origin',
    consequence: 'ends',
    deliver: instead(302, '', { location: elsewhere }),
  },
];

/** More than an answer may have, 20 MB. Blanks before JSON are JSON: nothing but the size is wrong with it. */
const tooMuch = Buffer.alloc(20_000_001, ' ');
const bomb = gzipSync(tooMuch);

const oversized: readonly Fault[] = [
  {
    name: 'a gzip bomb',
    consequence: 'ends',
    deliver: (socket, answer) => {
      // Two members of one stream: the blanks, then what the vendor said.
      const bytes = Buffer.concat([bomb, gzipSync(answer.body)]);
      socket.write(headOf(answer, 'content-encoding: gzip', `content-length: ${bytes.length}`));
      socket.write(bytes);
    },
  },
  {
    name: 'a body larger than allowed, of a stated length',
    consequence: 'ends',
    deliver: (socket, answer) => {
      socket.write(headOf(answer, `content-length: ${tooMuch.length + answer.body.length}`));
      socket.write(tooMuch);
      socket.write(answer.body);
    },
  },
  {
    name: 'a body without an end',
    consequence: 'ends',
    deliver: (socket, answer) => {
      socket.write(headOf(answer, 'connection: close'));
      const goOn = (error?: Error | null): void => {
        if (!error && socket.writable) socket.write(tooMuch.subarray(0, 1_000_000), goOn);
      };
      goOn();
    },
  },
];

/** An id of twenty digits: as a number, it would be read as that of another record. */
export const idBeyondDoubles = '12345678901234567890';

/** The first record of a page has that id, as text where the vendor's ids are. */
export const withIdBeyondDoubles: Deliver = (socket, answer) => {
  const text = answer.body.toString().replace(/"id":\s*("?)\d+\1/, `"id":$1${idBeyondDoubles}$1`);
  deliverWhole(socket, { ...answer, body: Buffer.from(text) });
};

export const serverError: Fault = {
  name: '500 with JSON',
  consequence: 'retries',
  deliver: instead(500, '{"message":"internal error"}', json),
};

export const faults: readonly Fault[] = [...cutShort, ...wrongBody, ...connection, ...protocol, ...oversized];
