import { OpportuneError, type ErrorContext } from '../model/error.ts';
import { dispositions, type Disposition, type ErrorClass } from './error-class.ts';
import type { FieldFailure } from './vendor-request.ts';

/** What is known about a failed request. No query, no body, no header: nothing here can hold a credential. */
export interface VendorErrorDetails {
  readonly connector: string;
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  readonly status?: number;
  readonly vendorCode?: string;
  readonly correlationId?: string;
  readonly fields?: readonly FieldFailure[];
  readonly missingScopes?: readonly string[];
  /** How long the vendor asks to wait. */
  readonly retryAfterMs?: number;
  /** True where a write may or may not have been carried out. */
  readonly ambiguous?: boolean;
  readonly attempts?: number;
}

/** A request to a vendor that did not succeed. `code` is the error class. */
export class VendorError extends OpportuneError {
  override readonly code: ErrorClass;
  readonly details: VendorErrorDetails;

  constructor(
    code: ErrorClass,
    message: string,
    details: VendorErrorDetails,
    options: { readonly hint?: string; readonly cause?: unknown } = {},
  ) {
    const { fields: _fields, missingScopes, ...flat } = details;
    const context: ErrorContext = {
      ...flat,
      ...(missingScopes === undefined ? {} : { missingScopes: missingScopes.join(' ') }),
    };
    super(message, { ...options, context });
    this.code = code;
    this.details = details;
    // Said once where Node prints the error: `details` holds all of it.
    Object.defineProperty(this, 'context', { enumerable: false });
  }

  get disposition(): Disposition {
    return dispositions[this.code];
  }
}
