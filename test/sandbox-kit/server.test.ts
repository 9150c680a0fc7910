import { afterEach, describe, expect, test } from 'vitest';
import type { RunningSandbox, SandboxOptions } from '../../src/sandbox-kit/index.ts';
import { runToy } from './toy-vendor.ts';

const running: RunningSandbox[] = [];

async function toy(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const sandbox = await runToy({ limits: 'off', ...options });
  running.push(sandbox);
  return sandbox;
}

async function get(sandbox: RunningSandbox, path = '/deals'): Promise<Response> {
  return fetch(`${sandbox.baseUrl}${path}`);
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.close()));
});

describe('a running sandbox', () => {
  test('answers on loopback in the vendor’s own clock', async () => {
    const sandbox = await toy();

    const response = await get(sandbox);

    expect(sandbox.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api$/);
    expect(response.status).toBe(200);
    expect(response.headers.get('date')).toMatch(/^Sun, 22 Nov 2026 12:0\d:\d\d GMT$/);
    expect(response.headers.get('content-type')).toContain('application/json');
  });

  test('tolerates a trailing slash', async () => {
    const sandbox = await toy();

    expect((await get(sandbox, '/deals/')).status).toBe(200);
  });

  test('compresses long bodies for who accepts it', async () => {
    const sandbox = await toy({ deals: 200 });
    const plain = { headers: { 'accept-encoding': 'identity' } };

    const [small, large, uncompressed] = await Promise.all([
      get(sandbox, '/deals?size=1'),
      get(sandbox, '/deals?size=200'),
      fetch(`${sandbox.baseUrl}/deals?size=200`, plain),
    ]);

    const encodings = [small, large, uncompressed].map((response) =>
      response.headers.get('content-encoding'),
    );
    expect(encodings).toEqual([null, 'gzip', null]);
    expect(await large.json()).toEqual(await uncompressed.json());
  });

  test('refuses unknown paths, wrong methods and broken JSON in the vendor’s envelope', async () => {
    const sandbox = await toy();
    const post = {
      method: 'POST',
      headers: { 'content-type': 'Application/JSON; Charset=UTF-8' },
      body: '{',
    };

    expect(await (await get(sandbox, '/nowhere')).json()).toEqual({ toyError: 'unknown-route' });
    expect((await fetch(`${sandbox.baseUrl}/deals`, { method: 'DELETE' })).status).toBe(405);
    expect(await (await fetch(`${sandbox.baseUrl}/deals`, post)).json()).toEqual({
      toyError: 'malformed-json',
    });
  });

  test('counts requests, refusals and the peak of each window', async () => {
    const sandbox = await toy({ limits: 'vendor' });

    const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await get(sandbox)).status));

    const stats = sandbox.control.stats();
    expect(stats.requests).toBe(8);
    expect(stats.byRoute).toEqual({ 'GET /api/deals': 8 });
    expect(stats.rateLimited).toBe(statuses.filter((status) => status === 429).length);
    expect(stats.rateLimited).toBeGreaterThan(0);
    expect(stats.windows['second']).toEqual({ limit: 5, peak: 5 });
  });

  test('can be controlled over HTTP without being limited or counted', async () => {
    const sandbox = await toy({ limits: 'vendor' });
    const control = new URL('/_sandbox', sandbox.baseUrl).href;
    const post = async (path: string, body: unknown): Promise<Response> =>
      fetch(`${control}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });

    const ids = await (await fetch(`${control}/ids?limit=1`)).json();
    const id = String(Array.isArray(ids) ? ids[0] : undefined);
    await post('/edit', { id, changes: { title: 'By hand' } });
    const truth = await (await fetch(`${control}/truth/${id}`)).json();
    await post('/delete', { id });
    await post('/clock', { advanceMs: 3_600_000 });
    await post('/fault', { spec: 'status=503' });

    expect(truth).toMatchObject({ title: 'By hand' });
    expect((await fetch(`${control}/truth/${id}`)).status).toBe(404);
    expect((await post('/merge', { into: id, from: id })).status).toBe(400);
    expect((await post('/fault', { spec: 'nonsense' })).status).toBe(400);
    expect(await (await fetch(`${control}/state`)).json()).toMatchObject({
      connector: 'toy',
      faults: ['status=503'],
    });
    expect(sandbox.control.now().slice(0, 13)).toBe('2026-11-22T13');
    expect(await (await fetch(`${control}/stats`)).json()).toMatchObject({ requests: 0, rateLimited: 0 });
  });

  test('closes while a request is stalled', async () => {
    const sandbox = await toy({ faults: ['stall'] });

    const stalled = get(sandbox).then(
      () => 'answered',
      () => 'dropped',
    );
    while (sandbox.control.stats().requests === 0) await new Promise((resolve) => setImmediate(resolve));
    await sandbox.close();

    expect(await stalled).toBe('dropped');
  });
});

describe('a fault', () => {
  test('meets as many requests as it says, from the one it says, on the path it names', async () => {
    const sandbox = await toy({ faults: ['status=503*2#2@GET /deals'] });
    const statuses: number[] = [];

    for (let call = 0; call < 5; call += 1) statuses.push((await get(sandbox)).status);

    expect(statuses).toEqual([200, 503, 503, 200, 200]);
  });

  test('can be switched off', async () => {
    const sandbox = await toy({ faults: ['status=500*always'] });

    expect((await get(sandbox)).status).toBe(500);
    sandbox.control.clearFaults();
    expect((await get(sandbox)).status).toBe(200);
  });

  test('may be the vendor’s own', async () => {
    const sandbox = await toy({ faults: ['sleepy'] });

    expect((await get(sandbox)).status).toBe(418);
  });

  test.each([
    ['html=502', 502, '<!DOCTYPE html>'],
    ['malformed', 200, '{"results":[{"id":"1",}'],
    ['empty', 200, ''],
  ])('%s answers something that is not the vendor’s JSON', async (fault, status, start) => {
    const sandbox = await toy({ faults: [fault] });

    const response = await get(sandbox);

    expect(response.status).toBe(status);
    expect((await response.text()).slice(0, Math.max(1, start.length))).toBe(start);
  });

  test('retry-after comes in seconds or as a date on the vendor’s clock', async () => {
    const sandbox = await toy({ faults: ['retry-after=7'] });

    const inSeconds = await get(sandbox);
    sandbox.control.fault('retry-after=date');
    const asDate = await get(sandbox);

    expect([inSeconds.status, inSeconds.headers.get('retry-after')]).toEqual([429, '7']);
    expect(asDate.headers.get('retry-after')).toMatch(/^Sun, 22 Nov 2026 12:0\d:\d\d GMT$/);
  });

  test('redirect points elsewhere', async () => {
    const sandbox = await toy({ faults: ['redirect=https://elsewhere.example.com/x'] });

    const response = await fetch(`${sandbox.baseUrl}/deals`, { redirect: 'manual' });

    expect([response.status, response.headers.get('location')]).toEqual([
      302,
      'https://elsewhere.example.com/x',
    ]);
  });

  test.each(['reset', 'lost-answer', 'truncate', 'gzip-truncate', 'gzip-corrupt'])(
    '%s leaves the client without a usable body',
    async (fault) => {
      const sandbox = await toy({ deals: 100, faults: [fault] });

      await expect(get(sandbox).then((response) => response.json())).rejects.toThrow(
        /fetch failed|terminated|JSON/,
      );
    },
  );

  test('truncate-silently looks like a whole answer that is not JSON', async () => {
    const sandbox = await toy({ faults: ['truncate-silently'] });

    const response = await get(sandbox);
    const text = await response.text();

    expect(response.headers.get('content-length')).toBeNull();
    expect(text).toMatch(/^\{"deals":/);
    expect(() => JSON.parse(text)).toThrow('JSON');
  });

  test('lost-answer has acted, reset has not', async () => {
    const sandbox = await toy({ deals: 3 });
    const create = (): Promise<Response> => fetch(`${sandbox.baseUrl}/deals`, { method: 'POST' });

    sandbox.control.fault('reset');
    await expect(create()).rejects.toThrow('fetch failed');
    const afterReset = await sandbox.control.ids();
    sandbox.control.fault('lost-answer');
    await expect(create()).rejects.toThrow('fetch failed');

    expect(afterReset).toHaveLength(3);
    expect(await sandbox.control.ids()).toHaveLength(4);

    sandbox.control.fault('lost-answer=502');
    expect((await create()).status).toBe(502);
    expect(await sandbox.control.ids()).toHaveLength(5);
  });

  test('slow, drip, early hints and doubled headers still deliver the answer', async () => {
    const sandbox = await toy({ faults: ['slow=20ms', 'drip=20000', 'early-hints', 'duplicate-header'] });

    expect(await (await get(sandbox)).json()).toMatchObject({ deals: { length: 10 } });
  });

  test('slow lets a later request overtake', async () => {
    const sandbox = await toy({ faults: ['slow=300ms@/deals'] });
    const finished: string[] = [];
    const note = async (name: string): Promise<void> => {
      await get(sandbox);
      finished.push(name);
    };

    const slow = note('slow');
    while (sandbox.control.stats().requests === 0) await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([slow, note('fast')]);

    expect(finished).toEqual(['fast', 'slow']);
  });

  test('is refused when it is not one, or not one of this vendor', async () => {
    const sandbox = await toy();

    expect(() => sandbox.control.fault('STATUS 503')).toThrow('Not a fault');
    expect(() => sandbox.control.fault('meteor')).toThrow('no fault named meteor');
  });
});
