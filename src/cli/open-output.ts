import { Writable } from 'node:stream';
import { callbackify } from 'node:util';
import type { Destination } from '../store/index.ts';
import { openDestination, openJsonlStream, parseDestination } from '../store/index.ts';
import { OutputError, ReaderGoneError, type CliIo } from './io.ts';

/** Opens what `--to` names; `jsonl:-` is the command's own standard output. @throws StoreError */
export async function openOutput(to: string, io: CliIo): Promise<Destination> {
  const target = parseDestination(to);
  return target.kind === 'jsonl' && target.file === undefined
    ? openJsonlStream(standardOutput(io))
    : openDestination(to);
}

/** True where the records themselves go to standard output, so that nothing else may. */
export function writesToStandardOutput(to: string): boolean {
  const target = parseDestination(to);
  return target.kind === 'jsonl' && target.file === undefined;
}

function standardOutput(io: CliIo): Writable {
  const writeThrough = callbackify(async (text: string) => {
    io.stdout.write(text);
    await io.stdout.drained();
    const { reason } = io.signal;
    if (reason instanceof ReaderGoneError || reason instanceof OutputError) throw reason;
  });
  return new Writable({
    decodeStrings: false,
    write: (chunk: unknown, _encoding, done) => writeThrough(String(chunk), (error) => done(error)),
  });
}
