import { existsSync } from 'node:fs';
import { dirname, join, parse, resolve } from 'node:path';
import { UsageError } from '../../cli-error.ts';
import type { Invocation } from '../../command.ts';

/**
 * Where what became of each line is noted, as it was written or is derived; undefined where standard output takes it.
 *
 * @throws UsageError where there is such a file already: lines that stand in it may have been written.
 */
export function resultsPath({ options, io, terminal }: Invocation, input: string): string | undefined {
  const asked = options.text('results');
  const isRetry = options.text('retry') !== undefined;
  if (asked === undefined && input === '-') {
    if (terminal.flags.json) return undefined;
    throw new UsageError('Where is to be noted what became of each line?', {
      hint: 'Give --results <file>, or --json to have it on standard output.',
    });
  }
  const taken = (file: string): boolean => existsSync(resolve(io.cwd, file));
  if (asked === undefined && isRetry) {
    for (let turn = 2; ; turn += 1) {
      const file = derived(input, `results-${turn}`);
      if (!taken(file)) return file;
    }
  }
  const file = asked ?? derived(input, 'results');
  if (!taken(file)) return file;
  throw alreadyThere(file, isRetry);
}

export function alreadyThere(file: string, isRetry: boolean): UsageError {
  return new UsageError(`${file} exists, and what stands in it may have been written already.`, {
    hint: isRetry
      ? 'Give another --results <file>.'
      : `--retry ${file} sends only what is not done; another --results <file> sends everything.`,
  });
}

/** `deals.jsonl`, `results`: `deals.results.jsonl` beside it. */
function derived(input: string, kind: string): string {
  const file = `${parse(input).name}.${kind}.jsonl`;
  const folder = dirname(input);
  return folder === '.' && !input.startsWith('.') ? file : join(folder, file);
}
