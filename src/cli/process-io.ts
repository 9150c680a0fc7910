import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { ownCommand } from './own-command.ts';
import { OutputError, ReaderGoneError, type CliIo, type OutputPort } from './io.ts';

/** The real world: this process's streams, clock and signals. */
export function processIo(process: NodeJS.Process): CliIo {
  const stop = new AbortController();
  stopOnSignals(process, stop);
  return {
    get stdin() {
      return process.stdin;
    },
    stdout: outputPort(process.stdout, stop),
    stderr: outputPort(process.stderr, stop),
    env: process.env,
    cwd: process.cwd(),
    command: ownCommand({ argv: process.argv, env: process.env, cwd: process.cwd() }),
    now: () => Date.now(),
    monotonic: () => performance.now(),
    sleep: async (ms, signal) => {
      // An aborted sleep is over, not failed: whoever sleeps looks at the signal next.
      await sleep(ms, undefined, signal === undefined ? {} : { signal }).catch(ignoreAbort);
    },
    signal: stop.signal,
  };
}

/** The first signal asks the command to stop where it is safe; the second one ends the process at once. */
function stopOnSignals(process: NodeJS.Process, stop: AbortController): void {
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ] as const) {
    process.on(signal, () => {
      // Shells report a process that a signal ended as 128 plus its number.
      if (stop.signal.aborted) process.exit(128 + number);
      stop.abort(new DOMException(`Stopped by ${signal}.`, 'AbortError'));
    });
  }
}

function outputPort(stream: NodeJS.WriteStream, stop: AbortController): OutputPort {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!stop.signal.aborted) stop.abort(reasonToStop(error));
  });
  return {
    write: (text) => {
      if (!stream.destroyed) stream.write(text);
    },
    drained: async () => drained(stream),
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.isTTY === true ? stream.columns : undefined;
    },
  };
}

function reasonToStop(error: NodeJS.ErrnoException): Error {
  if (error.code === 'EPIPE') return new ReaderGoneError('The reader of the output has gone.');
  return new OutputError(`The output cannot be written: ${String(error.code)}.`, {
    hint: 'See whether the disk is full, and run again.',
    cause: error,
  });
}

function drained(stream: Writable): Promise<void> {
  if (stream.destroyed || !stream.writableNeedDrain) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off('drain', done).off('close', done);
      resolve();
    };
    stream.on('drain', done).on('close', done);
  });
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
}
