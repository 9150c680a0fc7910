import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { create, type AxiosInstance, type AxiosResponse } from 'axios';
import { publicLookup } from './addresses.ts';
import { plainHeaders } from './response-headers.ts';
import { readFault } from './failures/transport-fault.ts';

/** One request as it goes on the wire. */
export interface Outgoing {
  readonly method: string;
  readonly baseUrl: URL;
  /** Path and query below the base URL. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A whole answer; compressed bodies are unpacked. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface TransportOptions {
  readonly attemptMs: number;
  readonly idleMs: number;
  readonly maxResponseBytes: number;
  readonly allowPrivateAddresses: boolean;
}

export interface Transport {
  /**
   * Sends once: no redirect is followed, no proxy taken, nothing parsed.
   *
   * @throws TransportFault where no whole answer came; the signal's reason where it aborted.
   */
  send(outgoing: Outgoing, signal: AbortSignal): Promise<Answer>;
  /** Lets go of sockets. */
  close(): void;
}

const sockets = { keepAlive: true, maxSockets: 64 } as const;
/** Vendors cap bodies far below; a larger one is a mistake of ours. */
const maxRequestBytes = 10_000_000;

const unchanged = (data: unknown): unknown => data;

/** Opens the only way out of this process to a vendor. */
export function openTransport(options: TransportOptions): Transport {
  const lookup = options.allowPrivateAddresses ? {} : { lookup: publicLookup };
  const httpAgent = new HttpAgent(sockets);
  const httpsAgent = new HttpsAgent({ ...sockets, ...lookup });
  const client = createClient(options, httpAgent, httpsAgent);
  return {
    send: (outgoing, signal) => sendOver(client, outgoing, options.attemptMs, signal),
    close() {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

function createClient(
  options: TransportOptions,
  httpAgent: HttpAgent,
  httpsAgent: HttpsAgent,
): AxiosInstance {
  return create({
    adapter: 'http',
    httpAgent,
    httpsAgent,
    proxy: false,
    maxRedirects: 0,
    allowAbsoluteUrls: false,
    timeout: options.idleMs,
    maxContentLength: options.maxResponseBytes,
    maxBodyLength: maxRequestBytes,
    decompress: true,
    responseType: 'text',
    transformRequest: [unchanged],
    transformResponse: [unchanged],
    transitional: { clarifyTimeoutError: true },
    validateStatus: () => true,
  });
}

/** The deadline is a clock on the wall: the library's own timeout starts anew with every byte. */
async function sendOver(
  client: AxiosInstance,
  outgoing: Outgoing,
  attemptMs: number,
  signal: AbortSignal,
): Promise<Answer> {
  signal.throwIfAborted();
  const attempt = new AbortController();
  const onAbort = (): void => attempt.abort();
  signal.addEventListener('abort', onAbort, { once: true });
  let isLate = false;
  const deadline = setTimeout(() => {
    isLate = true;
    attempt.abort();
  }, attemptMs);
  try {
    return answerOf(
      await client.request<string>({
        method: outgoing.method,
        baseURL: outgoing.baseUrl.href.replace(/\/$/, ''),
        url: outgoing.target,
        headers: { accept: 'application/json', 'accept-encoding': 'gzip, br', ...outgoing.headers },
        data: outgoing.body,
        signal: attempt.signal,
      }),
    );
  } catch (error) {
    signal.throwIfAborted();
    throw readFault(error, isLate, attemptMs);
  } finally {
    clearTimeout(deadline);
    signal.removeEventListener('abort', onAbort);
  }
}

function answerOf({ status, headers, data }: AxiosResponse<string>): Answer {
  return { status, headers: plainHeaders(headers), text: data };
}
