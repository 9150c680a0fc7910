import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandbox } from '../../../connectors/hubspot/sandbox/index.ts';
import type { RunningSandbox } from '../../../src/sandbox-kit/sandbox.ts';
import { root } from '../../repository/source-files.ts';
import { manyTitled } from '../support/deals-file.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const bin = join(root, 'src/cli/bin.ts');
const lineCount = 700;

describe('a process that writes lines', () => {
  const folder = scratchFolder();
  let vendor: RunningSandbox;
  beforeAll(async () => {
    vendor = await sandbox.start({ deals: 0, limits: 'off', latencyMs: 60 });
  });
  afterAll(() => vendor.close());

  /** Sends the signal once two windows are noted. */
  async function run(args: readonly string[], signal?: NodeJS.Signals): Promise<number | null> {
    const token = `accessToken=${String(vendor.credentials['accessToken'])}`;
    const flags = ['--connector', 'hubspot', '--base-url', vendor.baseUrl, '--credential', token];
    const command = [bin, 'opportunity', 'create', '--input', 'deals.jsonl', ...flags, ...args];
    const child = spawn(process.execPath, command, { cwd: folder.path, stdio: 'ignore' });
    const ended = once(child, 'exit');
    if (signal !== undefined) {
      while (child.exitCode === null && marks('deals.results.jsonl') < 3) await sleep(5);
      child.kill(signal);
    }
    const [code]: (number | null)[] = await ended;
    return code ?? null;
  }

  function text(file: string): string {
    const path = join(folder.path, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  function marks(file: string): number {
    return text(file).split('"sending"').length - 1;
  }

  function counted(file: string, outcome: string): number {
    return text(file).split(`"outcome":"${outcome}"`).length - 1;
  }

  async function dealsAtVendor(): Promise<number> {
    return (await vendor.control.ids({ limit: 100_000 })).length;
  }

  test('ends on SIGTERM with what it has noted true at the vendor, and is gone on with', async () => {
    await folder.write('deals.jsonl', manyTitled(lineCount));
    const before = await dealsAtVendor();

    expect(await run([], 'SIGTERM')).toBe(4);
    const created = counted('deals.results.jsonl', 'created');
    expect(created).toBe((await dealsAtVendor()) - before);
    expect(created).toBeGreaterThan(0);
    expect(counted('deals.results.jsonl', 'not-tried')).toBe(lineCount - created);

    expect(await run(['--retry', 'deals.results.jsonl'])).toBe(0);
    expect((await dealsAtVendor()) - before).toBe(lineCount);
  });

  test('that is killed writes no line twice: those on their way are in doubt, the others are sent', async () => {
    await folder.write('deals.jsonl', manyTitled(lineCount));
    const before = await dealsAtVendor();

    await run([], 'SIGKILL');
    expect(await run(['--retry', 'deals.results.jsonl'])).toBe(1);

    const created = counted('deals.results-2.jsonl', 'created');
    const doubtful = counted('deals.results-2.jsonl', 'ambiguous');
    const written = (await dealsAtVendor()) - before;
    expect(created + doubtful).toBe(lineCount);
    expect(doubtful).toBeLessThanOrEqual(200);
    expect(written).toBeGreaterThanOrEqual(created);
    expect(written).toBeLessThanOrEqual(lineCount);
  });
});
