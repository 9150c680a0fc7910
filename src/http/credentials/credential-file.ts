import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LockFile } from './credential-lock-file.ts';
import type { CredentialSlot } from './credential-store.ts';
import { isAbsent } from './file-faults.ts';

export interface CredentialFileOptions {
  /** Made when it is first needed, for its owner only. */
  readonly folder: string;
  readonly connection: string;
  /** In milliseconds from 1970; the same clock for all processes that share the folder. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * A slot for the credentials of one connection in a folder, readable by its owner only. The folder has to be on a disk
 * where of all who create one file only one succeeds: local disks, and NFS from version 3.
 */
export function credentialFile({
  folder,
  connection,
  now = Date.now,
}: CredentialFileOptions): CredentialSlot {
  const name = `${fileName(connection)}.credentials`;
  const file = join(folder, `${name}.json`);
  const lock = new LockFile(folder, `${name}.lock`, now);

  return {
    place: `the file ${file}`,
    async read() {
      try {
        return await readFile(file, 'utf8');
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw error;
      }
    },
    async write(text, holder) {
      const number = await lock.numberOf(holder);
      if (number === undefined) return false;
      const draft = `${file}.${number}`;
      await writeFile(draft, text, { mode: 0o600, flush: true });
      // A slow disk may have outlasted the lease.
      if ((await lock.numberOf(holder)) === undefined) {
        await rm(draft, { force: true });
        return false;
      }
      await rename(draft, file);
      await flushFolder(folder);
      return true;
    },
    async lock(holder, leaseMs) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const isMine = await lock.take(holder, leaseMs);
      if (isMine) await removeDrafts(folder, `${name}.json.`);
      return isMine;
    },
    unlock: (holder) => lock.giveBack(holder),
  };
}

/** A draft holds tokens; whoever wrote one before us was killed. */
async function removeDrafts(folder: string, start: string): Promise<void> {
  const drafts = (await readdir(folder)).filter((file) => file.startsWith(start));
  await Promise.all(drafts.map((draft) => rm(join(folder, draft), { force: true })));
}

/** A rename lasts only once its folder is on the disk. Windows does not open folders, and needs no such thing. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Different for different names, also where a disk does not tell capital letters from small ones. */
function fileName(connection: string): string {
  if (/^[a-z0-9_-]{1,100}$/.test(connection)) return connection;
  const readable = connection.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 60);
  return `${readable}.${createHash('sha256').update(connection).digest('hex').slice(0, 16)}`;
}
