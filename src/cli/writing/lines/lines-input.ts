import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { abortable } from '../../../client/abortable.ts';
import { InputError } from '../../cli-error.ts';
import type { CliIo } from '../../io.ts';
import { readLines, type InputLine } from './read-lines.ts';

/** The input of a command that writes many. */
export interface LinesInput {
  /** As people wrote it. */
  readonly name: string;
  /** False for standard input, which can be read once. */
  readonly isFile: boolean;
  lines(): AsyncIterable<InputLine>;
  /** True where the user asked to stop before the end had been read. */
  wasCutShort(): boolean;
}

/** `-` is standard input; it ends when the user asks to stop, since its other end may wait for ever. */
export function linesInput(file: string, io: CliIo): LinesInput {
  if (file !== '-') {
    const lines = (): AsyncIterable<InputLine> => readLines(fileBytes(file, resolve(io.cwd, file)));
    return { name: file, isFile: true, lines, wasCutShort: () => false };
  }
  let cutShort = false;
  const stop = (): void => {
    cutShort = true;
  };
  return {
    name: '<stdin>',
    isFile: false,
    lines: () => readLines(untilStopped(io, stop)),
    wasCutShort: () => cutShort,
  };
}

/** @throws InputError */
async function* fileBytes(file: string, path: string): AsyncGenerator<Uint8Array, void, void> {
  try {
    // Without an encoding, a stream of a file gives buffers.
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new InputError(`${file} cannot be read.`, { hint: 'Correct the path of the input.', cause: error });
  }
}

async function* untilStopped(
  { stdin, signal }: CliIo,
  onStop: () => void,
): AsyncGenerator<string | Uint8Array, void, void> {
  try {
    yield* abortable(stdin, signal);
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    onStop();
  }
}
