import { main } from '../../../src/cli/main.ts';
import type { ExitCode } from '../../../src/cli/exit-code.ts';
import { capturedIo, type CapturedIo, type CapturedIoOptions } from './captured-io.ts';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in this process, with everything the package brings. */
export async function runCli(argv: readonly string[], options: CapturedIoOptions = {}): Promise<Ran> {
  const captured = capturedIo(options);
  const code = await main(argv, captured.io);
  return { code, out: captured.out(), err: captured.err() };
}

/** As `runCli`, for commands that end only when they are stopped. */
export function startCli(
  argv: readonly string[],
  options: CapturedIoOptions = {},
): { readonly captured: CapturedIo; readonly ended: Promise<ExitCode> } {
  const captured = capturedIo(options);
  return { captured, ended: main(argv, captured.io) };
}
