import { once } from 'node:events';
import { createServer } from 'node:http';
import { z } from 'zod';
import { VendorError } from '../../src/connector-kit/vendor-error.ts';
import type { VendorRequest } from '../../src/connector-kit/vendor-request.ts';
import type { FakeAnswer } from './fake-connection.ts';
import { refusal, type FakeVendor } from './fake-vendor.ts';

/** A fake vendor behind a loopback port, for processes that are meant to die. */
export async function serveFakeVendor(
  vendor: FakeVendor,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    let text = '';
    incoming.on('data', (chunk) => (text += String(chunk)));
    incoming.on('end', () => {
      const request: VendorRequest = JSON.parse(text);
      outgoing.end(JSON.stringify(answerOf(vendor, request)));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
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
