import { rm } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { UsageError } from '../../cli-error.ts';
import type { Invocation } from '../../command.ts';
import { outOfDate } from './examine-input.ts';
import { firstContinued, markContinued, ResultsFile, type ResultsHeader } from './results-file.ts';
import { alreadyThere } from './results-paths.ts';

/**
 * Creates the file of results of a run, and notes in the one that it goes on from that it does.
 *
 * @throws UsageError where it cannot be written, InputError where another run went on from the older one meanwhile.
 */
export async function openResults(
  { io, options }: Invocation,
  to: string,
  header: ResultsHeader,
): Promise<ResultsFile> {
  const retried = options.text('retry');
  const path = resolve(io.cwd, to);
  const old = retried === undefined ? undefined : resolve(io.cwd, retried);
  const retryOf = old === undefined ? {} : { retryOf: relative(dirname(path), old) };
  try {
    const file = await ResultsFile.create(path, { ...header, ...retryOf });
    try {
      if (retried !== undefined && old !== undefined) await takeOver({ retried, old, to, path });
      return file;
    } catch (error) {
      // It holds nothing yet, and would be taken for a run.
      await file.close();
      await rm(path);
      throw error;
    }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
    if (error.code === 'EEXIST') throw alreadyThere(to, retried !== undefined);
    throw new UsageError(`${to} cannot be written: ${String(error.code)}.`, {
      hint: 'Give another --results <file>.',
      cause: error,
    });
  }
}

interface TakenOver {
  /** The older file of results, as people wrote it and where it is. */
  readonly retried: string;
  readonly old: string;
  /** The same of the new one. */
  readonly to: string;
  readonly path: string;
}

/**
 * From here on the older file does not tell the whole any more. Of two runs that have both found it unmarked, only the
 * one whose mark stands first may send its lines.
 */
async function takeOver({ retried, old, to, path }: TakenOver): Promise<void> {
  const file = relative(dirname(old), path);
  await markContinued(old, { continued: to, file });
  const first = await firstContinued(old);
  if (first === undefined || first.file === file) return;
  throw outOfDate(retried, first.continued);
}
