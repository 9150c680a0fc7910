import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SourceFile } from '../../mapping/mapping-types.ts';
import { InputError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';

/** Reads a file given by a person; its name stays as it was written. @throws InputError */
export async function readInputFile(file: string, folder: string, what: string): Promise<SourceFile> {
  try {
    return { file, text: await readFile(resolve(folder, file), 'utf8') };
  } catch (error) {
    throw new InputError(`${file} cannot be read.`, {
      hint: `Correct the path of the ${what}.`,
      cause: error,
    });
  }
}

/** As `readInputFile`; `-` is standard input. */
export async function readInput(file: string, io: CliIo, what: string): Promise<SourceFile> {
  if (file !== '-') return readInputFile(file, io.cwd, what);
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of io.stdin) {
    text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  }
  return { file: '<stdin>', text: text + decoder.decode() };
}
