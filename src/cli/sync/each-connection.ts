import type { Invocation } from '../command.ts';
import { exitCodeOf } from '../exit-code-of.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { reportError } from '../output/error-block.ts';

/** The connections named; else those of the configuration; undefined where flags describe one. */
export async function connectionNames({
  args,
  options,
  io,
}: Invocation): Promise<readonly (string | undefined)[]> {
  if (args.length > 0) return [...new Set(args)];
  if (options.text('connection') !== undefined || options.text('connector') !== undefined) return [undefined];
  const { loadConfig } = await import('../config/load-config.ts');
  const { config } = await loadConfig(io.cwd, options.text('config'));
  const names = Object.keys(config.connections ?? {});
  return names.length === 0 ? [undefined] : names;
}

/** Works on one connection after the other. One that fails is told and does not stop the others. */
export async function eachConnection(
  invocation: Invocation,
  work: (name: string | undefined, isOneOfMany: boolean) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { io, terminal } = invocation;
  const names = await connectionNames(invocation);
  const [only] = names;
  // A single failure ends the command like every other.
  if (names.length === 1) return work(only, false);
  const codes: ExitCode[] = [];
  for (const name of names) {
    try {
      codes.push(await work(name, true));
    } catch (error) {
      if (io.signal.aborted) throw error;
      reportError(error, terminal, name);
      codes.push(exitCodeOf(error));
    }
  }
  return worst(codes);
}

const severity = [
  exitCode.fine,
  exitCode.findings,
  exitCode.resumable,
  exitCode.usage,
  exitCode.failed,
] as const;

/** What several connections together end with. */
export function worst(codes: readonly ExitCode[]): ExitCode {
  const ranks = codes.map((code) => severity.indexOf(code));
  return severity[Math.max(0, ...ranks)] ?? exitCode.failed;
}
