import { once } from 'node:events';
import { request, type IncomingHttpHeaders } from 'node:http';
import { createServer, type Socket } from 'node:net';

/** What the vendor answered, before anything happens to it. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Sends an answer, or what is left of it. */
export type Deliver = (socket: Socket, answer: WholeAnswer) => void;

export interface ProxiedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How one vendor's requests are seen and changed on their way. */
export interface ProxyRules {
  /** True for a request for a page of the listing. */
  isPage(asked: ProxiedRequest): boolean;
  /** Asks for small pages, so that a few deals make several. */
  smaller(asked: ProxiedRequest): ProxiedRequest;
  /** Changes the vendor's answer to match. */
  adjust?(answer: WholeAnswer): WholeAnswer;
}

export interface FaultProxy {
  readonly url: string;
  /** Lets the `page`-th request for a page from now on meet a fault, and with `lasting` all after it. */
  arm(page: number, deliver: Deliver, lasting?: boolean): void;
  disarm(): void;
  /** Requests for pages, and all requests, since the last `arm` or `disarm`. */
  counted(): { readonly pages: number; readonly requests: number };
  close(): Promise<void>;
}

/** A server on raw sockets between a connector and an emulated vendor, for faults that no HTTP server makes. */
export async function faultProxy(vendorUrl: string, rules: ProxyRules): Promise<FaultProxy> {
  const vendor = new URL(vendorUrl);
  const sockets = new Set<Socket>();
  let armed: { readonly page: number; readonly deliver: Deliver; readonly lasting: boolean } | undefined;
  let pages = 0;
  let requests = 0;

  const serve = async (socket: Socket, asked: ProxiedRequest): Promise<void> => {
    requests += 1;
    const isPage = rules.isPage(asked);
    if (isPage) pages += 1;
    const meets =
      isPage && armed !== undefined && (pages === armed.page || (armed.lasting && pages > armed.page));
    const deliver = meets ? armed?.deliver : undefined;
    const told = await ask(vendor, rules.smaller(asked));
    (deliver ?? deliverWhole)(socket, rules.adjust?.(told) ?? told);
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    // Heads and bodies are written apart: a system that waits for more would add a twentieth of a second to each.
    socket.setNoDelay(true);
    let received = '';
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const whole = wholeRequest(received);
      if (whole === undefined) return;
      received = '';
      serve(socket, whole).catch(() => socket.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const reset = (): void => {
    [pages, requests] = [0, 0];
  };
  return {
    url: `http://127.0.0.1:${port}${vendor.pathname.replace(/\/$/, '')}`,
    arm(page, deliver, lasting = false) {
      reset();
      armed = { page, deliver, lasting };
    },
    disarm() {
      reset();
      armed = undefined;
    },
    counted: () => ({ pages, requests }),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Bytes as they come from a socket, as a request once all of it is there. */
function wholeRequest(bytes: string): ProxiedRequest | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [line = '', ...fields] = bytes.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    fields.map((field) => {
      const colon = field.indexOf(':');
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()] as const;
    }),
  );
  const body = Buffer.from(bytes.slice(end + 4), 'latin1');
  if (body.length < Number(headers['content-length'] ?? 0)) return undefined;
  const [method = '', target = ''] = line.split(' ');
  return { method, target, headers, body: body.toString() };
}

async function ask(vendor: URL, { method, target, headers, body }: ProxiedRequest): Promise<WholeAnswer> {
  const { 'content-length': _length, 'accept-encoding': _encoding, host: _host, ...rest } = headers;
  const sent = request({
    host: vendor.hostname,
    port: vendor.port,
    method,
    path: target,
    headers: { ...rest, ...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }) },
  });
  sent.end(body);
  const [incoming] = await once(sent, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return { status: incoming.statusCode, headers: plain(incoming.headers), body: Buffer.concat(chunks) };
}

function plain(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(
    ([name]) => !/^(?:content-length|transfer-encoding|connection)$/.test(name),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

/** The head of an answer, with further header lines. */
export function headOf({ status, headers }: WholeAnswer, ...lines: readonly string[]): string {
  const own = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 ${status} x\r\n${[...own, ...lines].join('\r\n')}\r\n\r\n`;
}

export function deliverWhole(socket: Socket, answer: WholeAnswer): void {
  socket.write(headOf(answer, `content-length: ${answer.body.length}`));
  socket.write(answer.body);
}
