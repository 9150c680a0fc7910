import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Connector, type ErrorClass, type NativePage } from '../../src/connector-kit/index.ts';
import type { RunningSandbox, SandboxDefinition } from '../../src/sandbox-kit/sandbox.ts';
import { root } from '../repository/source-files.ts';
import { openTestSession } from './open-test-session.ts';
import { stubVendor } from './stub-vendor.ts';
import { testAnswers } from './test-answers.ts';
import { testSyncAbilities } from './test-sync-abilities.ts';

export interface ConnectorFixture {
  readonly connector: Connector;
  readonly sandbox: SandboxDefinition;
  /** The credential that an empty object lacks. */
  readonly requiredCredential: string;
  readonly credentials: Readonly<Record<string, string>>;
  /** The largest page of a full listing. */
  readonly pageSize: number;
  /** A change to a deal, in the vendor's words, that moves its change time. */
  readonly edit: Readonly<Record<string, string>>;
  /** Answers that this vendor means differently from the usual table. */
  readonly departures?: Readonly<Partial<Record<number, ErrorClass>>>;
}

const usualClasses: Readonly<Record<number, ErrorClass>> = {
  400: 'invalid-request',
  401: 'auth',
  403: 'permission',
  404: 'not-found',
  409: 'conflict',
  422: 'invalid-request',
  429: 'rate-limited',
  500: 'vendor-unavailable',
  502: 'vendor-unavailable',
  503: 'vendor-unavailable',
};

async function collect(pages: AsyncIterable<NativePage>): Promise<NativePage[]> {
  const found: NativePage[] = [];
  for await (const page of pages) found.push(page);
  return found;
}

function idsOf(pages: readonly NativePage[]): string[] {
  return [...new Set(pages.flatMap((page) => page.records.map((record) => record.id)))].toSorted();
}

/** The promises that every connector keeps, each against the vendor's emulator or a stub on loopback. */
export function testConnector(fixture: ConnectorFixture): void {
  const { connector, sandbox, pageSize } = fixture;
  const resource = connector.resources['opportunity'];
  if (resource === undefined) throw new Error(`${connector.id} has no opportunities`);

  describe(`${connector.id} keeps what every connector promises`, () => {
    let vendor: RunningSandbox;
    const size = pageSize * 2 + 50;

    beforeAll(async () => {
      vendor = await sandbox.start({ deals: size, seed: 11, limits: 'off' });
    });
    afterAll(async () => {
      await vendor.close();
    });
    const open = (): ReturnType<typeof openTestSession> =>
      openTestSession(connector, vendor.credentials, vendor.baseUrl);
    // No test adds or removes a deal, so the ids of a full listing are the same for all of them.
    let listed: Promise<readonly NativePage[]> | undefined;
    const fullListing = (): Promise<readonly NativePage[]> => (listed ??= collect(resource.list(open(), {})));
    // What a deal is made of besides its own body is asked for in the full listing only.
    const plan = { paths: [], customFieldKeys: [], lookups: [] };

    test('its id is the name of its folders', () => {
      expect(existsSync(join(root, 'connectors', connector.id, 'index.ts'))).toBe(true);
      expect(existsSync(join(root, 'mappings', connector.id, 'opportunity.yaml'))).toBe(true);
    });

    test('empty credentials are refused, and the missing one is named', () => {
      const parsed = connector.credentials.safeParse({});

      expect(parsed.success).toBe(false);
      expect(JSON.stringify(parsed.error?.issues)).toContain(fixture.requiredCredential);
    });

    test('a full listing has several pages, an end, and every deal once or more', async () => {
      const pages = await fullListing();
      const live = await vendor.control.ids({ limit: size * 2 });

      expect(pages.length).toBeGreaterThanOrEqual(3);
      expect(pages.at(-1)?.nextCursor).toBeUndefined();
      expect(idsOf(pages)).toEqual(expect.arrayContaining([...live]));
    });

    test('an empty account is an end, not an error', async () => {
      const empty = await sandbox.start({ deals: 0, limits: 'off' });
      try {
        const pages = await collect(
          resource.list(openTestSession(connector, empty.credentials, empty.baseUrl), {}),
        );

        expect(idsOf(pages)).toEqual([]);
        expect(pages.at(-1)?.nextCursor).toBeUndefined();
      } finally {
        await empty.close();
      }
    });

    test('going on from any cursor gives the rest of the unbroken listing', async () => {
      const unbroken = await fullListing();
      for (const [index, { nextCursor }] of unbroken.entries()) {
        if (nextCursor === undefined) continue;
        const rest = await collect(resource.list(open(), { plan, cursor: nextCursor }));

        expect(idsOf([...unbroken.slice(0, index + 1), ...rest])).toEqual(idsOf(unbroken));
      }
    });

    test('a changed-since listing includes a change of the very instant it asks for', async () => {
      const [id = ''] = await vendor.control.ids({ offset: 7, limit: 1 });
      await vendor.control.advanceClock(3_600_000);
      const changedAt = vendor.control.now();
      await vendor.control.edit(id, fixture.edit);
      await vendor.control.advanceClock(3_600_000);

      const since = new Date(
        Date.parse(changedAt) - (Date.parse(changedAt) % resource.changeTracking.precisionMs),
      );
      const late = new Date(since.getTime() + resource.changeTracking.precisionMs - 1).toISOString();
      const found = idsOf(await collect(resource.list(open(), { plan, changedSince: late })));

      expect(found).toContain(id);
      expect(found.length).toBeLessThan(size);
    });

    test('a change between two pages loses nothing', async () => {
      const before = await vendor.control.ids({ limit: size * 2 });
      const seen: NativePage[] = [];
      let turn = 0;
      for await (const page of resource.list(open(), { plan })) {
        seen.push(page);
        await vendor.control.edit(before[(turn * 37) % before.length] ?? '', fixture.edit);
        turn += 1;
      }

      expect(idsOf(seen)).toEqual(expect.arrayContaining([...before]));
    });

    test('a record that does not exist is undefined', async () => {
      expect(await resource.get(open(), '999999999')).toBeUndefined();
    });

    test('a single record has the body of the listing', async () => {
      const [id = ''] = await vendor.control.ids({ offset: 3, limit: 1 });
      const found = await resource.get(open(), id);

      expect(found?.id).toBe(id);
      expect(found?.body).toMatchObject({ id: expect.anything() });
    });

    test('keys of a lookup table are unique', async () => {
      for (const [name, source] of Object.entries(resource.lookups)) {
        if (source.load !== 'all') continue;
        const keys = (await source.rows(open())).map((row) => row.key);

        expect({ name, keys }).toEqual({ name, keys: [...new Set(keys)] });
      }
    });

    test('definitions of custom fields have unique keys and a label', async () => {
      const definitions = (await resource.customFields?.(open())) ?? [];

      expect(definitions.length).toBeGreaterThan(0);
      expect(new Set(definitions.map(({ key }) => key)).size).toBe(definitions.length);
      expect(definitions.filter(({ label }) => label === '')).toEqual([]);
    });

    test('account facts and the connection check answer', async () => {
      expect((await connector.account(open())).timezone).toMatch(/\w/);
      expect(await connector.checkConnection(open())).toMatch(/\w/);
    });

    test('what it cannot do is said in its README', () => {
      const readme = readFileSync(join(root, 'connectors', connector.id, 'README.md'), 'utf8');

      const [, section = ''] = readme.split(/^## Not supported$/m);
      const absent = (['create', 'update', 'delete'] as const).filter(
        (method) => resource.writes?.[method] === undefined,
      );

      expect(section.trim().length).toBeGreaterThan(20);
      expect(absent.filter((method) => !section.includes(method))).toEqual([]);
    });
  });

  testSyncAbilities(fixture, resource);
  testAnswers(fixture, resource);

  describe(`${connector.id} says what happened`, () => {
    const classes = { ...usualClasses, ...fixture.departures };

    test.each(Object.entries(classes))('%s is %s', async (status, errorClass) => {
      const stub = await stubVendor((_request, response) => {
        response.writeHead(Number(status), { 'content-type': 'application/json' }).end('{}');
      });
      try {
        const session = openTestSession(connector, fixture.credentials, stub.baseUrl);
        await expect(session.request({ method: 'GET', path: '/x' }, z.unknown())).rejects.toMatchObject({
          code: errorClass,
        });
      } finally {
        await stub.close();
      }
    });

    test('a web page instead of data is a truncated response', async () => {
      const stub = await stubVendor((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>maintenance</html>');
      });
      try {
        const session = openTestSession(connector, fixture.credentials, stub.baseUrl);
        await expect(session.request({ method: 'GET', path: '/x' }, z.unknown())).rejects.toMatchObject({
          code: 'truncated-response',
        });
      } finally {
        await stub.close();
      }
    });

    test('a write is not sent again after a dropped connection', async () => {
      const stub = await stubVendor((request) => {
        request.socket.destroy();
      });
      try {
        const session = openTestSession(connector, fixture.credentials, stub.baseUrl);
        await expect(
          session.request({ method: 'POST', path: '/x', body: {} }, z.unknown()),
        ).rejects.toMatchObject({
          details: { ambiguous: true },
        });
        expect(stub.requests).toHaveLength(1);
      } finally {
        await stub.close();
      }
    });

    test('no credential appears in an error', async () => {
      const secrets = Object.values(fixture.credentials);
      const stub = await stubVendor((_request, response) => {
        response
          .writeHead(400, { 'content-type': 'application/json' })
          .end(JSON.stringify({ message: secrets.join(' ') }));
      });
      try {
        const session = openTestSession(connector, fixture.credentials, stub.baseUrl);
        const error: unknown = await session
          .request({ method: 'GET', path: '/x' }, z.unknown())
          .catch((thrown: unknown) => thrown);
        const shown = inspect(error, { depth: 10 }) + JSON.stringify(error);

        expect(error).toBeInstanceOf(Error);
        expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
      } finally {
        await stub.close();
      }
    });
  });
}
