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
  // The library's own words for the same: options, files and destinations that are not what they should be.
  'bad-option',
  'unknown-connector',
  'file-not-found',
  'session-options',
  'credential-key',
  'mapping-invalid',
  'bad-lookups',
  'bad-account',
  'unknown-field',
  'bad-destination',
  'unsupported-destination',
  'destination-not-found',
  'sandbox/fault-spec',
  'sandbox/fault-value',
  'sandbox/unknown-fault',
]);

/** What an error that ended a command means for the shell. */
export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof OpportuneError && usageCodes.has(error.code) ? exitCode.usage : exitCode.failed;
}
