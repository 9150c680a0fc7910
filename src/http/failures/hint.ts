import type { Disposition, ErrorClass } from '../../connector-kit/error-class.ts';
import type { VendorErrorDetails } from '../../connector-kit/vendor-error.ts';

const byClass: Partial<Record<ErrorClass, string>> = {
  auth: 'The credentials are wrong, expired or revoked: replace them, or have the account reconnected.',
  'not-found': 'Check the id and the path; the record may be deleted or hidden from this user.',
  'invalid-request': 'Check what was sent; the vendor names the fields it refuses where it can.',
  conflict: 'The record exists already or was changed meanwhile: read it again before writing.',
};

const byFixer: Record<Disposition['fixedBy'], string> = {
  waiting: 'This passes by itself: try again later.',
  'account-owner': 'The owner of the account can fix this.',
  'mapping-author': 'Check the request against the mapping.',
  'connector-author': 'The vendor answers differently from what the connector knows: please report it.',
};

/** Who can make a failure go away, and how: one sentence. */
export function hintFor(code: ErrorClass, { fixedBy }: Disposition, details: VendorErrorDetails): string {
  if (details.ambiguous === true)
    return 'The write may have been carried out: look before you send it again.';
  if (code === 'permission') {
    const scopes = details.missingScopes?.join(', ') ?? '';
    return `The owner of the account can grant ${scopes === '' ? 'the missing permission' : scopes}.`;
  }
  if (fixedBy === 'waiting' && details.retryAfterMs !== undefined)
    return `Try again in ${inWords(details.retryAfterMs)}.`;
  return byClass[code] ?? byFixer[fixedBy];
}

function inWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
