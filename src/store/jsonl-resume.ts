import type { FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { Checkpoint } from './checkpoint.ts';

const chunkBytes = 64 * 1024;
const newline = 10;

const StateLine = z.object({ type: z.literal('state'), connection: z.string(), checkpoint: Checkpoint });

/** Cuts off a last line that a crash left unfinished. */
export async function cutTornLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  for await (const { bytes, start } of chunksFromEnd(file, size)) {
    const at = bytes.lastIndexOf(newline);
    if (at < 0) continue;
    if (start + at + 1 < size) await file.truncate(start + at + 1);
    return;
  }
  await file.truncate(0);
}

/** The checkpoint of the connection's last state line; undefined where the file has none. Reads from the end. */
export async function lastCheckpoint(file: FileHandle, connection: string): Promise<Checkpoint | undefined> {
  const { size } = await file.stat();
  // Lines may be longer than a chunk: what stands before a chunk's first newline waits for the chunk before it.
  let rest: Buffer[] = [];
  for await (const { bytes, start } of chunksFromEnd(file, size)) {
    let end = bytes.length;
    for (
      let at = bytes.lastIndexOf(newline);
      at >= 0;
      at = at === 0 ? -1 : bytes.lastIndexOf(newline, at - 1)
    ) {
      const found = stateOf(Buffer.concat([bytes.subarray(at + 1, end), ...rest]), connection);
      if (found !== undefined) return found;
      rest = [];
      end = at;
    }
    rest.unshift(bytes.subarray(0, end));
    if (start === 0) return stateOf(Buffer.concat(rest), connection);
  }
  return undefined;
}

function stateOf(line: Buffer, connection: string): Checkpoint | undefined {
  // Most lines are records: they are told apart without being parsed.
  if (!line.subarray(0, 16).toString('latin1').startsWith('{"type":"state"')) return undefined;
  const parsed = StateLine.parse(JSON.parse(line.toString('utf8')));
  return parsed.connection === connection ? parsed.checkpoint : undefined;
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
