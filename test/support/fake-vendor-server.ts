import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { VendorError } from '../../src/connector-kit/vendor-error.ts';
import type { VendorRequest } from '../../src/connector-kit/vendor-request.ts';
import type { FakeAnswer } from './fake-connection.ts';
import { refusal, type FakeVendor } from './fake-vendor.ts';

export interface ServedFakeVendor {
  readonly url: string;
  /** Lets requests wait for what `until` returns before they are answered. */
  hold(until: (request: VendorRequest) => Promise<void> | undefined): void;
  close(): Promise<void>;
}

/** A fake vendor behind a loopback port, for processes that are meant to die. */
export async function serveFakeVendor(vendor: FakeVendor): Promise<ServedFakeVendor> {
  let holdUntil: Parameters<ServedFakeVendor['hold']>[0] | undefined;
  const answer = async (request: VendorRequest, outgoing: ServerResponse): Promise<void> => {
    await holdUntil?.(request);
    outgoing.end(JSON.stringify(answerOf(vendor, request)));
  };
  const server = createServer((incoming, outgoing) => {
    let text = '';
    incoming.on('data', (chunk) => (text += String(chunk)));
    incoming.on('end', () => {
      void answer(JSON.parse(text), outgoing);
    });
  });
  // A slow machine may be idle for longer than the five seconds that are usual, and nothing here is sent again.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    hold: (until) => {
      holdUntil = until;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What this vendor refuses with over the wire. */
const Refused = z.object({ refused: z.literal('not-found') });
const Answer = z.union([z.object({ data: z.json(), now: z.string() }), Refused]);

function answerOf(vendor: FakeVendor, request: VendorRequest): z.infer<typeof Answer> {
  try {
    // JSON in both places; the two spellings of its type differ.
    return { data: vendor.answer(request), now: vendor.now } as z.infer<typeof Answer>;
  } catch (error) {
    if (error instanceof VendorError && error.code === 'not-found') return { refused: 'not-found' };
    throw error;
  }
}

/** Asks a fake vendor behind a loopback port. */
export function sendTo(url: string): (request: VendorRequest) => Promise<FakeAnswer> {
  return async ({ method, path, query }) => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify({ method, path, query }) });
    const answer = Answer.parse(await response.json());
    if ('refused' in answer) throw refusal(answer.refused);
    // JSON in both places; the two spellings of its type differ.
    return answer as FakeAnswer;
  };
}
