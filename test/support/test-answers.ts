import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Resource, VendorSession } from '../../src/connector-kit/index.ts';
import { isJsonObject } from '../../src/model/json.ts';
import { jumpingClock, openTestSession } from './open-test-session.ts';
import { stubVendor } from './stub-vendor.ts';
import type { ConnectorFixture } from './test-connector.ts';

const read = { method: 'GET', path: '/x' } as const;
const json = { 'content-type': 'application/json' };

/** A session whose answers are changed before the connector reads them. */
function changed(session: VendorSession, change: (line: string, answer: unknown) => unknown): VendorSession {
  const send: VendorSession['send'] = async (request, schema) => {
    const answer = await session.send(request, z.unknown());
    return { ...answer, data: schema.parse(change(`${request.method} ${request.path}`, answer.data)) };
  };
  return { ...session, send, request: async (request, schema) => (await send(request, schema)).data };
}

function withNewField(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(withNewField);
  if (!isJsonObject(answer)) return answer;
  const { data, results } = answer;
  if (data !== undefined) return { ...answer, data: withNewField(data) };
  if (results !== undefined) return { ...answer, results: withNewField(results) };
  return { ...answer, brand_new: { kept: true } };
}

/** What becomes of answers that come late, twice, refused, or with more than is known. */
export function testAnswers(fixture: ConnectorFixture, resource: Resource): void {
  const { connector, sandbox, credentials } = fixture;

  describe(`${connector.id} bears whatever is answered`, () => {
    test('no answer within the time is a fault of the network', async () => {
      const stub = await stubVendor(() => undefined);
      try {
        const limits = { retry: { attempts: 1 }, timeouts: { attemptMs: 30 } };
        const session = openTestSession(connector, credentials, stub.baseUrl, limits);

        await expect(session.request(read, z.unknown())).rejects.toMatchObject({ code: 'network' });
      } finally {
        await stub.close();
      }
    });

    test.each([
      ['in seconds', '37'],
      ['as a date', 'Sun, 22 Nov 2026 12:00:37 GMT'],
    ])('Retry-After %s is obeyed', async (_form, retryAfter) => {
      const stub = await stubVendor((_request, response, count) => {
        const date = { date: 'Sun, 22 Nov 2026 12:00:00 GMT' };
        if (count === 1) response.writeHead(429, { ...json, ...date, 'retry-after': retryAfter }).end('{}');
        else response.writeHead(200, json).end('{}');
      });
      try {
        const clock = jumpingClock();
        const begun = clock.now();
        await openTestSession(connector, credentials, stub.baseUrl, { clock }).request(read, z.unknown());

        expect(stub.requests).toHaveLength(2);
        expect(clock.now() - begun).toBeGreaterThanOrEqual(37_000);
        expect(clock.now() - begun).toBeLessThan(60_000);
      } finally {
        await stub.close();
      }
    });

    test('no credential appears in a log line', async () => {
      const secrets = Object.values(credentials);
      const stub = await stubVendor((_request, response, count) => {
        const body = JSON.stringify({ message: secrets.join(' '), error: secrets[0] });
        response.writeHead(count === 1 ? 429 : 500, { ...json, 'retry-after': '1' }).end(body);
      });
      try {
        const lines: string[] = [];
        const log = (...line: readonly unknown[]) => void lines.push(JSON.stringify(line));
        const session = openTestSession(connector, credentials, stub.baseUrl, { log });
        const asked = { ...read, query: { echo: secrets.join(' ') }, path: `/x/${secrets[0] ?? ''}` };
        await expect(session.request(asked, z.unknown())).rejects.toMatchObject({
          code: 'vendor-unavailable',
        });

        expect(lines.length).toBeGreaterThan(2);
        expect(secrets.filter((secret) => lines.some((line) => line.includes(secret)))).toEqual([]);
      } finally {
        await stub.close();
      }
    });

    test('a repeated page ends the listing, and unknown fields of a record survive', async () => {
      const vendor = await sandbox.start({ deals: fixture.pageSize + 20, seed: 3, limits: 'off' });
      try {
        const session = openTestSession(connector, vendor.credentials, vendor.baseUrl);
        const [id = ''] = await vendor.control.ids({ limit: 1 });
        const richer = changed(session, (_line, answer) => withNewField(answer));

        expect((await resource.get(richer, id))?.body).toMatchObject({ brand_new: { kept: true } });

        const first = new Map<string, unknown>();
        const stuck = changed(session, (line, answer) => {
          if (!first.has(line)) first.set(line, answer);
          return first.get(line);
        });
        let pages = 0;
        const reading = (async () => {
          for await (const page of resource.list(stuck, {})) {
            pages += page.records.length > 0 ? 1 : 0;
            if (pages > 20) throw new Error('The listing does not end.');
          }
        })();

        expect(
          await reading.then(
            () => 'an end',
            ({ code }) => String(code),
          ),
        ).toMatch(/^(?:an end|repeated-cursor|unexpected-response)$/);
        expect(pages).toBeLessThan(20);
      } finally {
        await vendor.close();
      }
    });
  });
}
