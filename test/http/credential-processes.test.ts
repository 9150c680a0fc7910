import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Orders } from '../support/renewing-child.ts';
import { rotatingVendor, type RotatingVendor } from '../support/rotating-vendor.ts';

const script = fileURLToPath(new URL('../support/renewing-child.ts', import.meta.url));
const key = randomBytes(32).toString('base64');
const leaseMs = 90_000;

let root = '';
let folder = '';
let vendor: RotatingVendor;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'opportune-processes-'));
});
beforeEach(async () => {
  folder = mkdtempSync(join(root, 'folder-'));
  vendor = await rotatingVendor();
});
afterEach(() => vendor.close());
afterAll(() => rmSync(root, { recursive: true }));

interface Child {
  /** Ends with what the process said; `killed` where it was. */
  readonly said: Promise<string>;
  begin(): void;
  kill(): void;
}

/** A process that has loaded everything and waits for the word. */
async function child(orders: Partial<Orders> = {}): Promise<Child> {
  const { baseUrl, first: credentials } = vendor;
  const told: Orders = { baseUrl, folder, credentials, requests: 1, ...orders };
  const process_: ChildProcessByStdio<Writable, Readable, null> = spawn(
    process.execPath,
    [script, JSON.stringify(told)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'compiled') },
    },
  );
  let output = '';
  process_.stdout.on('data', (chunk) => (output += String(chunk)));
  const ended = once(process_, 'close');
  await Promise.race([once(process_.stdout, 'data'), ended]);
  return {
    said: ended.then(([, signal]) =>
      signal === 'SIGKILL' ? 'killed' : output.replace('ready\n', '').trim(),
    ),
    begin: () => process_.stdin.end('begin\n'),
    kill: () => process_.kill('SIGKILL'),
  };
}

async function run(orders: Partial<Orders> = {}): Promise<string> {
  const started = await child(orders);
  started.begin();
  return started.said;
}

/** Everything in the folder, as one text. */
function kept(): string {
  return readdirSync(folder)
    .map((file) => `${file}: ${readFileSync(join(folder, file), 'latin1')}`)
    .join('\n');
}

describe('processes that share a folder', () => {
  test('renew once among them, before the first request', async () => {
    const children = await Promise.all(Array.from({ length: 4 }, () => child({ key })));
    for (const each of children) each.begin();
    const said = await Promise.all(children.map((each) => each.said));

    expect(vendor).toMatchObject({ renewals: 1, reuses: 0 });
    expect(said.join('\n')).not.toContain('gave up');
  });

  test('renew once among them when the vendor ends their access in the middle of the work', async () => {
    await run();
    const children = await Promise.all(Array.from({ length: 3 }, () => child({ requests: 40 })));
    vendor.endAccess();
    for (const each of children) each.begin();
    const said = await Promise.all(children.map((each) => each.said));

    expect(vendor).toMatchObject({ renewals: 2, reuses: 0 });
    expect(said.join('\n')).not.toContain('gave up');
  });

  test('leave no token to be read where there is a key', async () => {
    const said = [await run({ key }), await run({ key })];
    vendor.endAccess();
    said.push(await run({ key }), await run({ key: randomBytes(32).toString('hex') }), await run());
    const places = `${said.join('\n')}\n${kept()}`;

    expect(vendor.renewals).toBe(2);
    expect(vendor.tokens).toHaveLength(6);
    expect(vendor.tokens.filter((token) => places.includes(token))).toEqual([]);
    expect(said.slice(3).map((text) => text.includes('credentials-sealed'))).toEqual([true, true]);
  });
});

describe('a process that is killed', () => {
  test('while the vendor thinks holds the others up until its lease ends, and no longer', async () => {
    const held = vendor.holdRenewal();
    const dying = await child();
    dying.begin();
    await held;
    dying.kill();
    expect(await dying.said).toBe('killed');

    const early = await run({ aheadMs: leaseMs - 60_000, requests: 0 });
    const late = await run({ aheadMs: leaseMs + 1000 });

    expect(early).toBe('');
    expect(late).toMatch(/^info Access was renewed/m);
    expect(vendor).toMatchObject({ renewals: 1, reuses: 0 });
  });

  test('before it asked has cost nothing', async () => {
    expect(await run({ killAt: 'locked' })).toBe('killed');
    expect(await run({ aheadMs: leaseMs + 1000 })).not.toContain('gave up');

    expect(vendor).toMatchObject({ renewals: 1, reuses: 0 });
  });

  test('after it stored has cost nothing either: the next one uses what it got', async () => {
    expect(await run({ killAt: 'stored' })).toBe('killed');
    expect(await run()).not.toContain('gave up');

    expect(vendor).toMatchObject({ renewals: 1, reuses: 0 });
  });

  test('between answer and store takes the pair with it; the next one says what to do', async () => {
    expect(await run({ killAt: 'answered' })).toBe('killed');
    const said = await run({ aheadMs: leaseMs + 1000 });

    expect(said).toContain('"code":"auth"');
    expect(said).toContain('have the account reconnected');
    expect(vendor.tokens.filter((token) => said.includes(token))).toEqual([]);
  });
});
