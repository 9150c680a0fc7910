import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { serveRequest, type ServedVendor, type ServerCounters } from './serve-request.ts';

/** A server on the loopback interface. */
export interface LoopbackServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly counters: ServerCounters;
  /** Stops listening, answers what is under way at once, and drops what will never be answered. */
  close(): Promise<void>;
}

/** Longest request head in bytes; well above every vendor's own limit, so that the vendor refuses, not the server. */
const maxHeaderSize = 256 * 1024;

/** Serves an emulated vendor on 127.0.0.1. Port 0 takes a free one. */
export async function startServer(vendor: ServedVendor, port = 0): Promise<LoopbackServer> {
  const closing = new AbortController();
  const counters: ServerCounters = { requests: 0, byRoute: {}, rateLimited: 0 };
  const underWay = new Set<Promise<void>>();
  const server = createServer({ maxHeaderSize, keepAliveTimeout: 65_000 }, (incoming, response) => {
    const work = serve(vendor, counters, incoming, response, closing.signal);
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  });
  const boundPort = await listen(server, port);
  return {
    port: boundPort,
    origin: `http://127.0.0.1:${boundPort}`,
    counters,
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      closing.abort();
      await Promise.allSettled(underWay);
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  vendor: ServedVendor,
  counters: ServerCounters,
  incoming: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  try {
    await serveRequest(vendor, counters, incoming, response, signal);
  } catch {
    // The peer went away or the server closes: there is nobody left to tell.
    response.destroy();
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
