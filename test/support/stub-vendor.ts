import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubVendor {
  readonly baseUrl: string;
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** A loopback server that answers every request by one function: for answers no emulator would give. */
export async function stubVendor(
  answer: (request: IncomingMessage, response: ServerResponse, count: number) => void,
): Promise<StubVendor> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    answer(request, response, requests.length);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on a port has an address object; only pipes have text.
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
