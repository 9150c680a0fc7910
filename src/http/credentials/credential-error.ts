import { OpportuneError, type ErrorOptions } from '../../model/error.ts';

/**
 * - `credential-key`: a key for saved credentials is not 32 random bytes.
 * - `credentials-sealed`: saved credentials are encrypted, and not with a key that was given.
 * - `credentials-damaged`: saved credentials were altered, or belong to another connection.
 * - `credentials-unreachable`: the place where they are kept cannot be read or locked.
 * - `credentials-busy`: another process renews access and does not come to an end.
 * - `credentials-not-saved`: access was renewed and cannot be stored; it is not used before it is.
 */
export type CredentialErrorCode =
  | 'credential-key'
  | 'credentials-sealed'
  | 'credentials-damaged'
  | 'credentials-unreachable'
  | 'credentials-busy'
  | 'credentials-not-saved';

/** Renewed credentials that cannot be read, stored or had. No credential and no key is in it. */
export class CredentialError extends OpportuneError {
  override readonly code: CredentialErrorCode;

  constructor(code: CredentialErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.code = code;
  }
}
