import { once } from 'node:events';
import { open, type FileHandle } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import type { Checkpoint } from '../checkpoint.ts';
import type { Destination, RunStart } from '../destination.ts';
import { lockFile } from '../sqlite/file-lock.ts';
import { outputCounts, pageLines } from './page-lines.ts';
import { cutTornLine, lastCheckpoint } from './resume.ts';
import { StoreError } from '../store-error.ts';
import { turnsAt } from '../turns.ts';

interface LineSink {
  append(text: string): Promise<void>;
  resume(start: RunStart): Promise<Checkpoint | undefined>;
  close(): Promise<void>;
}

/**
 * Appends a line per change and a state line per page to a file, made with mode 0600 where it does not exist.
 *
 * Delivery is at least once: lines after the last state line of a crashed run are followed by the same records again.
 * The next run goes on after the last state line. One process at a time writes a file.
 *
 * @throws StoreError `destination-not-found` when the file cannot be opened, `not-a-store` when it holds something else,
 *   `in-use` while another process writes it.
 */
export async function openJsonlFile(file: string): Promise<Destination> {
  const handle = await openForAppending(file);
  const unlock = await lockedBy(handle, file);
  // A long page is written in pieces: those of another connection must not come between, nor look like a torn line.
  const inTurn = turnsAt(file);
  try {
    await inTurn(() => cutTornLine(handle));
  } catch (error) {
    unlock();
    await handle.close();
    throw error;
  }
  return jsonlOutput(`jsonl:${file}`, {
    async append(text) {
      await inTurn(() => handle.appendFile(text)).catch(rethrow(file));
      const written = await handle.stat();
      // Pipes and devices have no disk to wait for.
      if (!written.isFile()) return;
      await handle.datasync().catch(rethrow(file));
      if (written.nlink === 0) throw removed(file);
    },
    resume: (start) => inTurn(() => lastCheckpoint(handle, start)),
    async close() {
      await handle.close();
      unlock();
    },
  });
}

/** Pipes and devices take what anybody writes. */
async function lockedBy(handle: FileHandle, file: string): Promise<() => void> {
  try {
    return (await handle.stat()).isFile() ? lockFile(file) : () => undefined;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** As `openJsonlFile`, into a stream. Nothing can be read back from it, so every run starts from the beginning. */
export function openJsonlStream(stream: Writable): Destination {
  let failure: Error | undefined;
  const onError = (error: Error): void => {
    failure = error;
  };
  stream.on('error', onError);
  return jsonlOutput('jsonl:-', {
    async append(text) {
      if (failure === undefined && !stream.write(text)) await once(stream, 'drain').catch(onError);
      if (failure === undefined) return;
      throw new StoreError('store-failed', 'The reader of the output has gone away.', {
        hint: 'Run again with a reader that stays until the end.',
        cause: failure,
      });
    },
    resume: async () => undefined,
    close: async () => {
      stream.off('error', onError);
    },
  });
}

function jsonlOutput(name: string, sink: LineSink): Destination {
  return {
    name,
    delivery: 'at-least-once',
    async startRun(start) {
      return {
        ticket: { ...start, run: 1, fence: 1, holder: '' },
        checkpoint: (await sink.resume(start)) ?? {},
      };
    },
    async commit(ticket, page) {
      const outcome = outputCounts(page);
      await sink.append(pageLines(ticket, page, outcome, page.checkpoint(outcome)));
      return outcome;
    },
    renew: async () => undefined,
    endRun: async () => undefined,
    countRows: async () => undefined,
    close: () => sink.close(),
  };
}

async function openForAppending(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'a+', 0o600);
  } catch (error) {
    throw new StoreError('destination-not-found', `${file} cannot be opened for writing.`, {
      context: { file },
      hint: 'Correct the path, make its folder first, or see who may write there.',
      cause: error,
    });
  }
}

/** Errors of a full disk or quota: https://man7.org/linux/man-pages/man2/write.2.html */
const fullCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

function rethrow(file: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const isFull = fullCodes.has(error.code);
    throw new StoreError(
      isFull ? 'store-full' : 'store-failed',
      `${file} could not be written: ${String(error.code)}.`,
      {
        context: { file },
        hint: isFull
          ? 'Make room on the disk and run again; nothing is lost.'
          : 'Check the disk and run again.',
        cause: error,
      },
    );
  };
}

function removed(file: string): StoreError {
  return new StoreError('store-failed', `${file} was removed while it was being written.`, {
    context: { file },
    hint: 'Run again; leave the file in its place while a sync runs.',
  });
}
