import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { constants, gzip, gzipSync } from 'node:zlib';
import type { SandboxAnswer } from './http-message.ts';

const compress = promisify(gzip);

/** How the bytes of one answer leave the server. */
export type Delivery =
  | 'whole'
  | 'truncate'
  | 'truncate-silently'
  | 'gzip-truncate'
  | 'gzip-corrupt'
  | 'stall-body'
  | 'lost-answer';

export interface SendOptions {
  readonly delivery: Delivery;
  /** Bytes per second; undefined sends at once. */
  readonly bytesPerSecond: number | undefined;
  readonly acceptsGzip: boolean;
  readonly duplicateHeaders: boolean;
  /** The `Date` header. */
  readonly dateMs: number;
  /** Ends waits when the server closes. */
  readonly signal: AbortSignal;
}

/** Bodies smaller than this are not worth compressing: on both ends it takes longer than the rest of the answer. */
const gzipFromBytes = 8 * 1024;
/** Up to here it takes less time than handing it to another thread and waiting for that. */
const gzipAtOnceBytes = 32 * 1024;
/** Tables no larger than such a body needs: setting up the usual ones takes longer than compressing it. */
const smallTables = { windowBits: 12, memLevel: 4, chunkSize: 4096 };

/** Sends an answer, whole or damaged in one chosen way. */
export async function sendAnswer(
  response: ServerResponse,
  reply: SandboxAnswer,
  options: SendOptions,
): Promise<void> {
  if (options.delivery === 'lost-answer') {
    response.socket?.resetAndDestroy();
    return;
  }
  const plain = bodyBytes(reply);
  const mustCompress = options.delivery === 'gzip-truncate' || options.delivery === 'gzip-corrupt';
  const compressed = mustCompress || (options.acceptsGzip && plain.length >= gzipFromBytes);
  const bytes = damaged(compressed ? await gzipped(plain) : plain, options.delivery);
  writeHead(response, reply, options, { compressed, length: bytes.length });
  if (reply.status === 204 || reply.status === 304) response.end();
  else await writeBody(response, bytes, options);
}

function gzipped(plain: Buffer): Buffer | Promise<Buffer> {
  const level = constants.Z_BEST_SPEED;
  return plain.length <= gzipAtOnceBytes
    ? gzipSync(plain, { level, ...smallTables })
    : compress(plain, { level });
}

function bodyBytes(reply: SandboxAnswer): Buffer {
  if (reply.text !== undefined) return Buffer.from(reply.text.content);
  return reply.body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(reply.body));
}

function damaged(bytes: Buffer, delivery: Delivery): Buffer {
  if (delivery === 'gzip-truncate') return bytes.subarray(0, Math.ceil(bytes.length / 2));
  if (delivery !== 'gzip-corrupt') return bytes;
  // The last eight bytes are checksum and length: https://www.rfc-editor.org/rfc/rfc1952#section-2.3
  const corrupt = Buffer.from(bytes);
  const at = corrupt.length - 8;
  corrupt.writeUInt8(corrupt.readUInt8(at) ^ 0xff, at);
  return corrupt;
}

function writeHead(
  response: ServerResponse,
  reply: SandboxAnswer,
  options: SendOptions,
  body: { readonly compressed: boolean; readonly length: number },
): void {
  response.sendDate = false;
  response.statusCode = reply.status;
  response.setHeader('Date', new Date(options.dateMs).toUTCString());
  if (reply.text !== undefined) response.setHeader('Content-Type', reply.text.type);
  else if (reply.body !== undefined) response.setHeader('Content-Type', 'application/json;charset=utf-8');
  if (body.compressed) response.setHeader('Content-Encoding', 'gzip');
  response.setHeader('Vary', 'Accept-Encoding');
  for (const [name, value] of Object.entries(reply.headers ?? {}))
    response.setHeader(name, options.duplicateHeaders ? [value, value] : value);
  if (options.delivery === 'truncate-silently') {
    response.useChunkedEncodingByDefault = false;
    response.removeHeader('Transfer-Encoding');
    response.setHeader('Connection', 'close');
    response.shouldKeepAlive = false;
  } else if (reply.status !== 204) response.setHeader('Content-Length', body.length);
}

async function writeBody(response: ServerResponse, bytes: Buffer, options: SendOptions): Promise<void> {
  const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
  switch (options.delivery) {
    case 'truncate':
      response.write(half, () => response.socket?.destroySoon());
      return;
    case 'truncate-silently':
      response.end(half);
      return;
    case 'stall-body':
      response.write(half);
      return;
    default:
      if (options.bytesPerSecond === undefined) response.end(bytes);
      else await drip(response, bytes, options.bytesPerSecond, options.signal);
  }
}

async function drip(
  response: ServerResponse,
  bytes: Buffer,
  perSecond: number,
  signal: AbortSignal,
): Promise<void> {
  const stepMs = 50;
  const chunk = Math.max(1, Math.floor((perSecond * stepMs) / 1000));
  for (let at = 0; at < bytes.length && !response.destroyed; at += chunk) {
    response.write(bytes.subarray(at, at + chunk));
    await wait((chunk / perSecond) * 1000, undefined, { signal });
  }
  response.end();
}
