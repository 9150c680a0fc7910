import { createReadStream } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isJsonObject, type JsonValue } from '../../../model/json.ts';
import { InputError } from '../../cli-error.ts';
import { readLines } from './read-lines.ts';
import { isSettled, ResultLine } from './result-line.ts';
import { ContinuedMark, EndMark, ResultsHeader, SendingMark } from './results-file.ts';

/** What an earlier run has noted of one line; `in-doubt` where it ended while the line was on its way. */
export type EarlierLine = ResultLine | 'in-doubt';

/** A file of results, read line by line beside the input. */
export class EarlierResults {
  readonly #file: string;
  readonly #lines: AsyncGenerator<EarlierLine, void, void>;
  header: ResultsHeader | undefined;
  /** How many lines the input had; undefined where the run did not come to its end. */
  given: number | undefined;
  /** Of the lines that `next` no longer knows of, once it has told of all others. */
  rest: 'in-doubt' | undefined;
  /** The file that goes on from this one. */
  continuedBy: string | undefined;

  /** @param file as people wrote it. */
  constructor(file: string, path: string) {
    this.#file = file;
    this.#lines = this.#read(path);
  }

  /** Of the next line of the input; undefined where nothing was noted of it. @throws InputError */
  async next(): Promise<EarlierLine | undefined> {
    const { value, done } = await this.#lines.next();
    return done === true ? undefined : value;
  }

  async close(): Promise<void> {
    await this.#lines.return();
  }

  async *#read(path: string): AsyncGenerator<EarlierLine, void, void> {
    let next = 0;
    let sentTo = -1;
    let damaged: number | undefined;
    for await (const { line, text } of this.#inputLines(path)) {
      // Only the last line may be cut off.
      const value = parsed(text);
      if (ContinuedMark.safeParse(value).success) {
        // The first one: a run that came too late may have left its mark as well.
        this.continuedBy ??= ContinuedMark.parse(value).continued;
        continue;
      }
      if (damaged !== undefined) throw this.#notResults(damaged);
      if (value === undefined) {
        damaged = line;
        if (mayBeMark(text)) this.rest = 'in-doubt';
        continue;
      }
      if (this.header === undefined) {
        this.header = this.#headerOf(value, line);
        continue;
      }
      const sending = SendingMark.safeParse(value);
      const end = EndMark.safeParse(value);
      if (sending.success) sentTo = sending.data.sending.to;
      else if (end.success) this.given = end.data.end.given;
      else {
        const result = ResultLine.safeParse(value);
        if (!result.success || result.data.index !== next) throw this.#notResults(line);
        next += 1;
        yield result.data;
      }
    }
    if (this.header === undefined) throw this.#notResults(1);
    if (this.given === undefined) {
      // Of a mark that breaks off, nobody knows how far it reached.
      yield* this.#restOf(this.header, path, next, this.rest === undefined ? sentTo : Infinity);
    }
  }

  /** Lines that a run which did not come to its end has not told of. */
  async *#restOf(
    { retryOf, call }: ResultsHeader,
    path: string,
    first: number,
    sentTo: number,
  ): AsyncGenerator<EarlierLine, void, void> {
    let index = first;
    if (retryOf !== undefined) {
      const older = new EarlierResults(retryOf, resolve(dirname(path), retryOf));
      for (let skipped = 0; skipped < first; skipped += 1) await older.next();
      for (let line = await older.next(); line !== undefined; line = await older.next()) {
        const wasKept = line === 'in-doubt' || isSettled(line, call);
        yield wasKept || index > sentTo ? line : 'in-doubt';
        index += 1;
      }
      this.given = older.given;
      this.rest ??= older.rest;
    }
    if (this.rest !== undefined) return;
    for (; index <= sentTo; index += 1) yield 'in-doubt';
  }

  async *#inputLines(path: string): ReturnType<typeof readLines> {
    try {
      yield* readLines(createReadStream(path));
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error;
      throw new InputError(`${this.#file} cannot be read.`, {
        hint: 'Correct the path of the results.',
        cause: error,
      });
    }
  }

  #headerOf(value: JsonValue, line: number): ResultsHeader {
    const header = ResultsHeader.safeParse(value);
    if (header.success) return header.data;
    throw this.#notResults(line);
  }

  #notResults(line: number): InputError {
    return new InputError(`${this.#file}:${line} is no line of results.`, {
      hint: 'Give the file that an earlier run wrote, as it was written.',
    });
  }
}

/** True for a line that breaks off and may be the beginning of a mark of lines that are on their way. */
function mayBeMark(text = ''): boolean {
  const mark = '{"sending"';
  return text !== '' && (text.startsWith(mark) || mark.startsWith(text));
}

function parsed(text: string | undefined): JsonValue | undefined {
  if (text === undefined) return undefined;
  try {
    // JSON.parse makes nothing but JSON values.
    const value = JSON.parse(text) as JsonValue;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
