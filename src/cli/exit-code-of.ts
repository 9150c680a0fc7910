import { VendorError } from '../connector-kit/vendor-error.ts';
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
  'not-supported',
  'unknown-connector',
  'file-not-found',
  'session-options',
  'credential-key',
  'mapping-invalid',
  'bad-lookups',
  'bad-account',
  'unknown-field',
  'bad-overlap',
  'bad-schedule',
  'bad-destination',
  'unsupported-destination',
  'destination-not-found',
  'other-connector',
  'other-account',
  'sandbox/fault-spec',
  'sandbox/fault-value',
  'sandbox/unknown-fault',
]);

/**
 * Codes of a write that somebody has to look at: the record is not as it should be, or nobody knows how it is. Running
 * the same command again would not help, and might harm.
 */
const attentionCodes: ReadonlySet<string> = new Set([
  'write-refused',
  'precondition-failed',
  'no-such-record',
  'write-ambiguous',
]);

/** What an error that ended a command means for the shell. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof OpportuneError)) return exitCode.failed;
  if (usageCodes.has(error.code)) return exitCode.usage;
  const needsAttention =
    attentionCodes.has(error.code) || (error.code === 'write-failed' && isOfRecord(error));
  return needsAttention ? exitCode.findings : exitCode.failed;
}

/** True where the vendor refused what was written, or some of it was written: not who asked, nor when. */
function isOfRecord({ cause, context }: OpportuneError): boolean {
  if (typeof context['stepsDone'] === 'number' && context['stepsDone'] > 0) return true;
  return cause instanceof VendorError && cause.disposition.action === 'fail-record';
}
