import { createHash, type Hash } from 'node:crypto';

/** One line of an input that is not blank. */
export interface InputLine {
  /** Position among the lines that are not blank, from 0: what results are counted by. */
  readonly index: number;
  /** Position in the file, from 1. */
  readonly line: number;
  /** Of the line's bytes: tells whether it is still the same. */
  readonly digest: string;
  /** Undefined where it cannot be read as text. */
  readonly text: string | undefined;
  /** Why it has no text. */
  readonly problem?: 'too-long' | 'not-utf-8';
}

/** In bytes. Far more than any vendor takes of one record. */
export const longestLine = 1_048_576;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Lines as they come, whatever they end with; blank ones are passed over, a byte order mark is left out. A line that is
 * too long is not kept in memory.
 */
export async function* readLines(
  chunks: AsyncIterable<string | Uint8Array>,
): AsyncGenerator<InputLine, void, void> {
  const rest = new Pending();
  const count = { index: 0, line: 0 };
  const finish = (): InputLine | undefined => {
    count.line += 1;
    const taken = rest.take(count.line === 1);
    if (taken === undefined) return undefined;
    const { index, line } = count;
    count.index += 1;
    return { index, line, ...taken };
  };
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk);
    let from = 0;
    for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, from)) {
      rest.add(bytes.subarray(from, end));
      from = end + 1;
      const line = finish();
      if (line !== undefined) yield line;
    }
    rest.add(bytes.subarray(from));
  }
  const last = finish();
  if (last !== undefined) yield last;
}

/** The bytes of the line that has not ended yet. */
class Pending {
  #parts: Buffer[] = [];
  #size = 0;
  #hash: Hash | undefined;

  add(bytes: Buffer): void {
    this.#size += bytes.length;
    if (this.#hash !== undefined) {
      this.#hash.update(bytes);
      return;
    }
    this.#parts.push(bytes);
    if (this.#size <= longestLine) return;
    this.#hash = createHash('sha256');
    for (const part of this.#parts) this.#hash.update(part);
    this.#parts = [];
  }

  /** Undefined where the line is blank. */
  take(isFirst: boolean): Pick<InputLine, 'digest' | 'text' | 'problem'> | undefined {
    const bytes = trimmed(Buffer.concat(this.#parts), isFirst);
    const hash = this.#hash;
    this.#parts = [];
    this.#size = 0;
    this.#hash = undefined;
    if (hash !== undefined) return { digest: shortDigest(hash), text: undefined, problem: 'too-long' };
    const text = decoded(bytes);
    if (text?.trim() === '') return undefined;
    const digest = shortDigest(createHash('sha256').update(bytes));
    return { digest, text, ...(text === undefined ? { problem: 'not-utf-8' } : {}) };
  }
}

function trimmed(bytes: Buffer, isFirst: boolean): Buffer {
  const begins = isFirst && bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  return bytes.subarray(begins, bytes.at(-1) === carriageReturn ? -1 : undefined);
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Enough to notice a change, short enough to be read. */
function shortDigest(hash: Hash): string {
  return hash.digest('hex').slice(0, 24);
}
