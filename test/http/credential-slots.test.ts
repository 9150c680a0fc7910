import { rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { credentialFile } from '../../src/http/index.ts';
import { testCredentialSlot } from '../support/credential-slot-contract.ts';
import { memorySlot, type MemorySlot } from '../support/memory-slot.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'opportune-slots-'));
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

const emptyFolder = (): Promise<string> => mkdtemp(join(root, 'slot-'));

testCredentialSlot('a file', async () => {
  const folder = await emptyFolder();
  let aheadMs = 0;
  return {
    open: (connection) => credentialFile({ folder, connection, now: () => Date.now() + aheadMs }),
    endLeases: async () => {
      aheadMs += 120_000;
    },
  };
});

testCredentialSlot('the memory', async () => {
  const slots = new Map<string, MemorySlot>();
  return {
    open(connection) {
      const slot = slots.get(connection) ?? memorySlot();
      slots.set(connection, slot);
      return slot;
    },
    endLeases: async () => {
      for (const slot of slots.values()) slot.endLease();
    },
  };
});

async function written(folder: string): Promise<void> {
  const slot = credentialFile({ folder, connection: 'acme' });
  await slot.lock('a', 60_000);
  await slot.write('text', 'a');
  await slot.unlock('a');
}

describe('a file', () => {
  test('can be read by its owner only, as can everything beside it', async () => {
    const folder = join(await emptyFolder(), 'deep', '.opportune');
    await written(folder);
    const files = await readdir(folder);

    expect(files.toSorted()).toEqual(['acme.credentials.json', 'acme.credentials.lock.1']);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const file of files) expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  });

  test('takes the place of one that everyone could read', async () => {
    const folder = await emptyFolder();
    const file = join(folder, 'acme.credentials.json');
    await writeFile(file, 'older', { mode: 0o644 });
    await written(folder);

    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('is not left beside drafts of those who were killed, nor beside old locks', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'acme.credentials.json.killed-1'), 'token');
    await writeFile(join(folder, 'acme-2.credentials.json.alive'), 'token');
    for (const _ of [1, 2, 3]) await written(folder);

    expect((await readdir(folder)).toSorted()).toEqual([
      'acme-2.credentials.json.alive',
      'acme.credentials.json',
      'acme.credentials.lock.3',
    ]);
  });

  test('says in its lock who has it', async () => {
    const folder = await emptyFolder();
    await credentialFile({ folder, connection: 'acme' }).lock('a', 60_000);

    expect(JSON.parse(await readFile(join(folder, 'acme.credentials.lock.1'), 'utf8'))).toMatchObject({
      holder: 'a',
      process: process.pid,
    });
  });

  test.each(['', '{"untilMs":', 'null', '{"untilMs":"soon"}'])(
    'with a lock that its writer did not finish (%j) is free after a lease',
    async (text) => {
      const folder = await emptyFolder();
      await writeFile(join(folder, 'acme.credentials.lock.7'), text);
      let aheadMs = 0;
      const slot = credentialFile({ folder, connection: 'acme', now: () => Date.now() + aheadMs });

      expect(await slot.lock('a', 60_000)).toBe(false);
      aheadMs = 61_000;
      expect(await slot.lock('b', 60_000)).toBe(true);
    },
  );

  test('is not written after the end of the lease, even where nobody else came', async () => {
    let aheadMs = 0;
    const folder = await emptyFolder();
    const slot = credentialFile({ folder, connection: 'acme', now: () => Date.now() + aheadMs });
    await slot.lock('a', 60_000);
    aheadMs = 61_000;

    expect(await slot.write('text', 'a')).toBe(false);
    expect(await readdir(folder)).toEqual(['acme.credentials.lock.1']);
  });
});

test('a file is not taken by one who looked at it two holders ago', async () => {
  const folder = await emptyFolder();
  const file = (number: number): string => join(folder, `acme.credentials.lock.${number}`);
  await writeFile(file(1), '{"untilMs":1}');
  const alive = JSON.stringify({ untilMs: Date.now() + 60_000 });
  // Between seeing that the lease of the first has ended and acting on it, a second and a third one come.
  const whileLooking = (): number => {
    writeFileSync(file(3), alive);
    rmSync(file(1), { force: true });
    return Date.now();
  };
  const slow = credentialFile({ folder, connection: 'acme', now: whileLooking });

  expect(await slow.lock('slow', 60_000)).toBe(false);
  expect(await slow.write('text', 'slow')).toBe(false);
  expect(await readdir(folder)).toEqual(['acme.credentials.lock.3']);
});

/** Many lockers that take, hold, let go and die without order; the disk decides who comes first. */
test('a file has one holder at any moment, whatever its lockers do', async () => {
  const folder = await emptyFolder();
  let nowMs = Date.now();
  let holding: { readonly holder: string; readonly untilMs: number } | undefined;
  let turns = 0;
  const takeTurns = async (locker: number): Promise<void> => {
    const slot = credentialFile({ folder, connection: 'acme', now: () => nowMs });
    for (let round = 0; round < 5000 && turns < 60; round += 1) {
      const holder = `${locker}/${round}`;
      const askedMs = nowMs;
      if (!(await slot.lock(holder, 1000))) {
        nowMs += 5;
        continue;
      }
      turns += 1;
      expect(holding === undefined || holding.untilMs <= nowMs).toBe(true);
      const mine = { holder, untilMs: askedMs + 1000 };
      holding = mine;
      await slot.read();
      const isWritten = await slot.write(holder, holder);
      // A clock that another locker moved may have ended the lease; then, and only then, the write is refused.
      expect(isWritten || mine.untilMs <= nowMs).toBe(true);
      if (round % 7 === locker % 7) continue;
      if (holding === mine) holding = undefined;
      await slot.unlock(holder);
    }
  };

  await Promise.all(Array.from({ length: 8 }, (_, index) => takeTurns(index)));

  expect(turns).toBeGreaterThanOrEqual(60);
});
