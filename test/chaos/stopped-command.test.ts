import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sandbox } from '../../connectors/hubspot/sandbox/index.ts';
import type { RunningSandbox } from '../../src/sandbox-kit/sandbox.ts';
import { root } from '../repository/source-files.ts';
import { sqlitePlace, type ChaosPlace } from './places.ts';

const bin = join(root, 'src/cli/bin.ts');
/** Who is asked to stop does so within this time, or is killed. */
const patienceMs = 5000;

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
}

describe('the command line that is asked to stop', () => {
  let vendor: RunningSandbox;
  let place: ChaosPlace;
  beforeAll(async () => {
    vendor = await sandbox.start({ deals: 900, limits: 'off', latencyMs: 40 });
  });
  afterAll(() => vendor.close());
  beforeEach(() => {
    place = sqlitePlace();
  });
  afterEach(() => place.remove());

  const command = (...args: readonly string[]): string[] => {
    const token = `accessToken=${String(vendor.credentials['accessToken'])}`;
    const flags = ['--connector', 'hubspot', '--base-url', vendor.baseUrl, '--credential', token];
    return [bin, 'sync', 'run', ...flags, '--to', place.url, ...args];
  };

  /** Sends SIGTERM as soon as so many pages are committed; 0 lets it live. */
  async function run(stopAfterPages: number, ...args: readonly string[]): Promise<Ended> {
    const child = spawn(process.execPath, command(...args, '--json'), { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    const closed = once(child, 'close');
    let killer: NodeJS.Timeout | undefined;
    let pages = 0;
    for await (const line of createInterface({ input: child.stderr })) {
      if (!line.includes('"page committed"')) continue;
      pages += 1;
      if (pages !== stopAfterPages) continue;
      child.kill('SIGTERM');
      killer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    }
    const [code, signal] = await closed;
    clearTimeout(killer);
    return { code, signal, out };
  }

  it('ends at a page within five seconds as resumable, and the next run goes on there', async () => {
    const stopped = await run(2);
    const [held] = await place.read('SELECT count(*) AS n FROM opportunities');
    const before = vendor.control.stats().byRoute;
    const rest = await run(0);

    expect(stopped).toMatchObject({ code: 4, signal: null });
    expect(JSON.parse(stopped.out)).toMatchObject({
      status: 'stopped',
      counts: { written: Number(held?.['n']) },
    });
    expect(Number(held?.['n']) % 100).toBe(0);
    expect(rest.code).toBe(0);
    expect(JSON.parse(rest.out)).toMatchObject({
      status: 'completed',
      passes: [{ kind: 'backfill', resumed: true }],
      counts: { added: 900 - Number(held?.['n']) },
    });
    expect(before).not.toEqual(vendor.control.stats().byRoute);
    expect(await place.read('SELECT count(*) AS n FROM opportunities')).toEqual([{ n: 900 }]);
  });

  it('ends a schedule whose run was cut as resumable, and the next run goes on there', async () => {
    const stopped = await run(2, '--every', '1s');
    const again = spawn(process.execPath, command(), { stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    again.stdout.on('data', (chunk) => (said += String(chunk)));
    await once(again, 'close');

    expect(stopped).toMatchObject({ code: 4, signal: null });
    expect(said).toContain('completed (full pass, continued)');
  });
});
