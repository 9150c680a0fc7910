import { OpportuneError } from '../model/error.ts';
import { exitCode, type ExitCode } from './exit-code.ts';

/** Codes that say "asked the wrong way", whichever layer noticed it. */
const usageCodes: ReadonlySet<string> = new Set([
  'usage',
  'bad-input',
  'config-syntax',
  'config-unknown-key',
  'config-value',
  'config-variable',
]);

/** What an error that ended a command means for the shell. */
export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof OpportuneError && usageCodes.has(error.code) ? exitCode.usage : exitCode.failed;
}
