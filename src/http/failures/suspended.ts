import { dispositions, type ErrorClass } from '../../connector-kit/error-class.ts';
import { VendorError } from '../../connector-kit/vendor-error.ts';
import { hintFor } from './hint.ts';

/** The same failure, for a vendor that asks for a longer wait than a request is held: the run stops and says until when. */
export function suspended(error: VendorError): VendorError {
  const code: ErrorClass = error.code === 'rate-limited' ? 'quota-exhausted' : 'suspended';
  const { message, details, cause } = error;
  const hint = hintFor(code, dispositions[code], details);
  return new VendorError(code, message, details, { hint, ...(cause === undefined ? {} : { cause }) });
}
