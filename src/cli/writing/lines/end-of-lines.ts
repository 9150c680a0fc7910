import { VendorError } from '../../../connector-kit/vendor-error.ts';
import type { Invocation } from '../../command.ts';
import { exitCode, type ExitCode } from '../../exit-code.ts';
import { exitCodeOf } from '../../exit-code-of.ts';
import { reportError } from '../../output/error-block.ts';
import { countOf, countText } from '../../output/numbers.ts';
import type { LineCounts } from './line-counts.ts';
import type { RunEnd } from './run-lines.ts';
import type { LinesCall } from './write-calls.ts';

export interface EndOfLines extends RunEnd {
  readonly call: LinesCall;
  readonly counts: LineCounts;
  /** False where standard input was not read to its end. */
  readonly isWhole: boolean;
  /** The file of results, as people wrote it. */
  readonly results: string | undefined;
}

/** Says what became of all lines together, and what to do next. */
export function endOfLines(invocation: Invocation, end: EndOfLines): ExitCode {
  const { terminal } = invocation;
  const { counts, results, error, earlier, call } = end;
  const status = statusOf(end);
  if (terminal.flags.json && results !== undefined) {
    const differing = counts.differing > 0 ? { differing: counts.differing } : {};
    terminal.json({ call, status, counts, ...differing, earlier, results });
  } else if (terminal.flags.json) {
    terminal.talk(counts.equation());
  } else {
    terminal.result(counts.equation());
    if (earlier > 0) terminal.result(`  ${countText(earlier)} of them by an earlier run`);
    if (counts.differing > 0)
      terminal.result(`  ${countText(counts.differing)} of them read back differently, or not at all`);
    if (results !== undefined) terminal.result(`  results: ${results}`);
  }
  if (error !== undefined) reportError(error, terminal);
  sayNext(invocation, end);
  if (status === 'stopped') return exitCode.resumable;
  if (error !== undefined) return codeOf(error);
  const needsAttention = counts.done < counts.given || counts.differing > 0;
  return needsAttention ? exitCode.findings : exitCode.fine;
}

function statusOf({ error, isWhole, counts }: EndOfLines): 'completed' | 'stopped' | 'failed' {
  if (error !== undefined) return 'failed';
  return !isWhole || counts.of('not-tried') > 0 ? 'stopped' : 'completed';
}

function codeOf(error: unknown): ExitCode {
  const passes = error instanceof VendorError && error.disposition.fixedBy === 'waiting';
  return passes ? exitCode.resumable : exitCodeOf(error);
}

function sayNext({ terminal }: Invocation, { call, counts, isWhole, results }: EndOfLines): void {
  const doubtful = counts.of('ambiguous');
  if (doubtful > 0) {
    const how = howToLook[call];
    const then =
      results === undefined
        ? ''
        : `; then write what you found into ${results} as its outcome: "not-tried" to have it sent, or "${pastOf[call]}"`;
    terminal.warn(
      `${countOf(doubtful, 'line')} may or may not have been written and will not be sent again: ${how}${then}`,
    );
  }
  if (!isWhole) terminal.warn('standard input was not read to its end: what came after is not counted');
  const rest = counts.of('refused') + counts.of('failed') + counts.of('not-tried');
  if (rest > 0 && results !== undefined)
    terminal.note(
      `--retry ${results} sends ${rest === 1 ? 'the one that is not done, corrected or as it is' : `the ${countText(rest)} that are not done, corrected or as they are`}`,
    );
}

const howToLook = {
  create: 'look for each at the vendor, by its title or a field that only it has',
  update: 'read each record at the vendor',
  upsert: 'look for each at the vendor by its key',
  delete: 'read each record at the vendor',
} as const;

const pastOf = { create: 'created', update: 'updated', upsert: 'updated', delete: 'deleted' } as const;
