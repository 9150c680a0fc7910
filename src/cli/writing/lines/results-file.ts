import { createReadStream } from 'node:fs';
import { appendFile, open, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { readLines } from './read-lines.ts';
import { linesCalls } from './write-calls.ts';
import type { ResultLine } from './result-line.ts';

/** The first line of a file of results. */
export const ResultsHeader = z.object({
  /** Version of the form. */
  results: z.literal(1),
  call: z.enum(linesCalls),
  connector: z.string(),
  connection: z.string(),
  /** Of an upsert: the field whose values name the records, as it was given. */
  keyField: z.string().optional(),
  /** The file that this run went on from, seen from the folder of this one: it knows of lines that are missing here. */
  retryOf: z.string().optional(),
});
export type ResultsHeader = z.infer<typeof ResultsHeader>;

/** Lines of the input, by index, that are on their way: without results after it, nobody knows what became of them. */
export const SendingMark = z.object({
  sending: z.object({ from: z.int().nonnegative(), to: z.int().nonnegative() }),
});

/** The last line of a run that has told what became of every line. */
export const EndMark = z.object({ end: z.looseObject({ given: z.int().nonnegative() }) });

/** A later run has sent some of the lines: what stands here is out of date. */
export const ContinuedMark = z.object({
  /** Its file, as people wrote it. */
  continued: z.string(),
  /** The same, seen from the folder of this one. */
  file: z.string().optional(),
});
export type ContinuedMark = z.infer<typeof ContinuedMark>;

/**
 * What became of each line of an input, one JSON object a line in the input's order. Written ahead of each batch, so that
 * a run that is killed leaves no line of which it could be thought that it was never sent.
 */
export class ResultsFile {
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** @throws the file system's error; EEXIST where there is such a file: it is never overwritten. */
  static async create(path: string, header: ResultsHeader): Promise<ResultsFile> {
    // Issues may quote what was to be written: nobody else's business.
    const file = new ResultsFile(await open(path, 'wx', 0o600));
    await file.#write([header]);
    return file;
  }

  async sending(from: number, to: number): Promise<void> {
    await this.#write([{ sending: { from, to } }]);
    await this.#handle.datasync();
  }

  async add(results: readonly ResultLine[]): Promise<void> {
    await this.#write(results);
  }

  async end(counts: { readonly given: number }): Promise<void> {
    await this.#write([{ end: counts }]);
    await this.#handle.datasync();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #write(lines: readonly object[]): Promise<void> {
    await this.#handle.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
}

/** Notes in a file of results which one goes on from there. */
export async function markContinued(path: string, mark: ContinuedMark): Promise<void> {
  // The line before may have been cut off.
  await appendFile(path, `\n${JSON.stringify(mark)}\n`);
}

/** The first mark in a file of results: of two runs that went on from it at the same time, that one may. */
export async function firstContinued(path: string): Promise<ContinuedMark | undefined> {
  for await (const { text = '' } of readLines(createReadStream(path))) {
    if (!text.startsWith('{"continued"')) continue;
    const mark = ContinuedMark.safeParse(JSON.parse(text));
    if (mark.success) return mark.data;
  }
  return undefined;
}
