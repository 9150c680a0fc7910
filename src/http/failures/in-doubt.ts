import { VendorError } from '../../connector-kit/vendor-error.ts';
import type { VendorRequest } from '../../connector-kit/vendor-request.ts';
import { dispositions } from '../../connector-kit/error-class.ts';
import { leavesDoubt } from './failure.ts';
import { hintFor } from './hint.ts';

type Sent = Pick<VendorRequest, 'method' | 'readOnly' | 'idempotent'>;

/** True where a try of a write that is sent again may have been carried out, given how the tries have failed. */
export function leftDoubt(tries: readonly VendorError[], { method, readOnly, idempotent }: Sent): boolean {
  // Any other write is not sent again while a try is in doubt.
  const isRepeated = method !== 'GET' && readOnly !== true && idempotent === true;
  return isRepeated && tries.some(({ code }) => leavesDoubt(code));
}

/**
 * The last failure of a request, given those of the tries before it: a refusal says that the last try of a write did
 * nothing, and nothing about an earlier one whose answer was lost.
 */
export function withDoubtOf(earlier: readonly VendorError[], request: Sent, last: VendorError): VendorError {
  if (!leftDoubt(earlier, request)) return last;
  const { code, message, cause } = last;
  const details = { ...last.details, ambiguous: true };
  const hint = hintFor(code, dispositions[code], details);
  return new VendorError(code, message, details, { hint, ...(cause === undefined ? {} : { cause }) });
}
