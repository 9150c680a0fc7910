import type { FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { assertSameConnector, Checkpoint, readSaved } from '../checkpoint.ts';
import type { RunStart } from '../destination.ts';
import { StoreError } from '../store-error.ts';

const chunkBytes = 64 * 1024;
const newline = 10;

const StateLine = z.object({
  type: z.literal('state'),
  connection: z.string(),
  connector: z.string(),
  checkpoint: Checkpoint,
});

/** How every line of ours begins. */
const lineStart = Buffer.from('{"type":"');

/**
 * Cuts off a last line that a crash left unfinished.
 *
 * @throws StoreError `not-a-store` where that line cannot be ours: it stays.
 */
export async function cutTornLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const end = await endOfWholeLines(file, size);
  if (end === size) return;
  const found = Buffer.alloc(Math.min(lineStart.length, size - end));
  await file.read(found, 0, found.length, end);
  if (!found.equals(lineStart.subarray(0, found.length))) {
    throw new StoreError('not-a-store', 'The file ends in a line that was not written by Opportune.', {
      hint: 'Choose another file, or end its last line.',
    });
  }
  await file.truncate(end);
}

async function endOfWholeLines(file: FileHandle, size: number): Promise<number> {
  for await (const { bytes, start } of chunksFromEnd(file, size)) {
    const at = bytes.lastIndexOf(newline);
    if (at >= 0) return start + at + 1;
  }
  return 0;
}

type Start = Pick<RunStart, 'connection' | 'connector'>;

/**
 * The checkpoint of the connection's last state line; undefined where the file has none. Reads from the end.
 *
 * @throws StoreError `other-connector` where that line is of another vendor.
 */
export async function lastCheckpoint(file: FileHandle, start: Start): Promise<Checkpoint | undefined> {
  const { size } = await file.stat();
  // Lines may be longer than a chunk: what stands before a chunk's first newline waits for the chunk before it.
  let rest: Buffer[] = [];
  for await (const { bytes, start: from } of chunksFromEnd(file, size)) {
    let end = bytes.length;
    for (
      let at = bytes.lastIndexOf(newline);
      at >= 0;
      at = at === 0 ? -1 : bytes.lastIndexOf(newline, at - 1)
    ) {
      const found = stateOf(Buffer.concat([bytes.subarray(at + 1, end), ...rest]), start);
      if (found !== undefined) return found;
      rest = [];
      end = at;
    }
    rest.unshift(bytes.subarray(0, end));
    if (from === 0) return stateOf(Buffer.concat(rest), start);
  }
  return undefined;
}

function stateOf(line: Buffer, start: Start): Checkpoint | undefined {
  // Most lines are records: they are told apart without being parsed.
  if (!line.subarray(0, 16).toString('latin1').startsWith('{"type":"state"')) return undefined;
  const parsed = readSaved('a state line', () => StateLine.parse(JSON.parse(line.toString('utf8'))));
  if (parsed.connection !== start.connection) return undefined;
  assertSameConnector(start, parsed.connector);
  return parsed.checkpoint;
}

async function* chunksFromEnd(
  file: FileHandle,
  size: number,
): AsyncGenerator<{ readonly bytes: Buffer; readonly start: number }> {
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - chunkBytes);
    const bytes = Buffer.alloc(end - start);
    await file.read(bytes, 0, bytes.length, start);
    yield { bytes, start };
    end = start;
  }
}
