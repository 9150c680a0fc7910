import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../repository/source-files.ts';

const bin = join(root, 'src/cli/bin.ts');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as a process of its own; `onOutput` sees each piece of standard output. */
function run(
  args: readonly string[],
  onOutput: (child: ReturnType<typeof spawn>, soFar: string) => void = () => undefined,
  nodeArgs: readonly string[] = [],
  onStart: (child: ReturnType<typeof spawn>) => void = () => undefined,
): Promise<Ended> {
  const child = spawn(process.execPath, [...nodeArgs, bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onStart(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    onOutput(child, out);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

describe('the process', () => {
  test('ends with the exit code of its command', async () => {
    expect(await run(['--version'])).toMatchObject({ code: 0, err: '' });
    expect(await run(['no-such-command'])).toMatchObject({ code: 2, out: '' });
  });

  test('is quiet when its reader has gone', async () => {
    const ended = await run(['mapping', 'explain', 'hubspot', '--json'], undefined, [], (child) =>
      child.stdout?.destroy(),
    );

    expect(ended).toMatchObject({ code: 0, err: '' });
  });

  test.skipIf(!existsSync('/dev/full'))('says that its output cannot be written, and fails', async () => {
    const child = spawn(process.execPath, [bin, 'mapping', 'explain', 'hubspot', '--json'], {
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    });
    let err = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    const code = await new Promise((resolve) => child.on('close', resolve));

    expect(code).toBe(3);
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'output-failed' } });
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('lets an emulated vendor end in order on %s', async (signal) => {
    let asked = false;
    const ended = await run(['sandbox', 'hubspot', '--deals', '10', '--json'], (child, soFar) => {
      if (!asked && soFar.includes('"ready":true')) asked = child.kill(signal);
    });

    expect(asked).toBe(true);
    expect(ended).toMatchObject({ code: 0, err: '' });
  });

  test('refuses an older Node in one line, before it imports anything', async () => {
    const pretend = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.20.2'})`;
    const ended = await run(['--version'], undefined, ['--import', pretend]);

    expect(ended).toEqual({
      code: 2,
      out: '',
      err: 'opportune needs Node 22.13 or newer; this is Node 20.20.2.\n',
    });
  });
});
