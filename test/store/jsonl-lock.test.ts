import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openJsonlFile } from '../../src/store/jsonl/jsonl-output.ts';

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opportune-jsonl-lock-'));
  file = join(folder, 'out.jsonl');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Another process that has the file open. */
async function otherProcess(): Promise<ChildProcess> {
  const child = fork(new URL('../support/jsonl-child.ts', import.meta.url), [file], { execArgv: [] });
  await once(child, 'message');
  return child;
}

it('while one process writes a file, another is refused; once it has ended, however it ends, it is not', async () => {
  const killed = await otherProcess();
  const refusedWhileItLives = openJsonlFile(file);
  await expect(refusedWhileItLives).rejects.toMatchObject({ code: 'in-use' });
  const dead = once(killed, 'exit');
  killed.kill('SIGKILL');
  await dead;
  const closing = await otherProcess();
  // By another name of the same file, too.
  symlinkSync(file, join(folder, 'link.jsonl'));
  await expect(openJsonlFile(join(folder, 'link.jsonl'))).rejects.toMatchObject({ code: 'in-use' });
  const ended = once(closing, 'exit');
  closing.send('end');
  await ended;

  await (await openJsonlFile(file)).close();

  expect(readdirSync(folder)).toEqual(['link.jsonl', 'out.jsonl']);
});

it('connections of one process share a file; the last of them lets it go', async () => {
  const [one, other] = [await openJsonlFile(file), await openJsonlFile(file)];
  await one.close();
  const whileOneIsLeft = readdirSync(folder);
  await other.close();

  expect([whileOneIsLeft, readdirSync(folder)]).toEqual([['out.jsonl', 'out.jsonl.lock'], ['out.jsonl']]);
});

it('a file beside which no lock can be made is refused, not written without one', async () => {
  mkdirSync(`${file}.lock`);

  await expect(openJsonlFile(file)).rejects.toMatchObject({ code: 'destination-not-found' });
});
